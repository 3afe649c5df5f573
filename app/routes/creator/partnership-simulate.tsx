import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { readSimulation } from "#app/commissions/read-simulation.server.ts";
import { SimulationPanels } from "#app/commissions/simulation-page.tsx";
import { noPartnership, partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readPartnership } from "#app/partnerships/read-partnership.server.ts";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "What an order would earn you · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const view = await readPartnership(services, creator.id, partnershipIdOf(args));
  if (!view) throw noPartnership();
  const { currentTerms, campaignName, partnership } = view;
  return {
    simulation: readSimulation(currentTerms, args.request.url, services.clock.now()),
    campaignName,
    partnershipId: partnership.id,
  };
}

export default function PartnershipSimulatePage() {
  const { simulation, campaignName, partnershipId } = useLoaderData<typeof loader>();
  return (
    <Page
      title="What an order would earn you"
      lead="Try an order against your terms of today. Your sales are computed by the same rules."
      crumbs={[{ label: campaignName, to: `/creator/partnerships/${partnershipId}` }]}
    >
      <SimulationPanels view={simulation} />
    </Page>
  );
}
