import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { campaignIdOf } from "#app/campaigns/campaign-address.server.ts";
import { readSimulation } from "#app/commissions/read-simulation.server.ts";
import { SimulationPanels } from "#app/commissions/simulation-page.tsx";
import { readOffer } from "#app/matching/read-offer.server.ts";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "What an order would earn you · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const offer = await readOffer(services, creator.id, campaignIdOf(args));
  if (!offer) throw new Response("This offer does not exist, or the brand has taken it back.", { status: 404 });
  const { campaign, terms } = offer;
  return { simulation: readSimulation(terms, args.request.url, services.clock.now()), campaign };
}

export default function OfferSimulatePage() {
  const { simulation, campaign } = useLoaderData<typeof loader>();
  return (
    <Page
      title="What an order would earn you"
      lead="Try an order against the terms of this offer. Your sales would be computed by the same rules."
      crumbs={[{ label: campaign.name, to: `/creator/offers/${campaign.id}` }]}
    >
      <SimulationPanels view={simulation} />
    </Page>
  );
}
