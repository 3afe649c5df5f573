import { Button } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { campaignIdOf, noCampaign } from "#app/campaigns/campaign-address.server.ts";
import { readCampaign } from "#app/campaigns/read-campaign.server.ts";
import { readSimulation } from "#app/commissions/read-simulation.server.ts";
import { SimulationPanels } from "#app/commissions/simulation-page.tsx";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "What an order would earn · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const campaignId = campaignIdOf(args);
  const view = await services.db.inBrand(brand.id, (tx) => readCampaign(services, tx, brand.id, campaignId));
  if (!view) throw noCampaign();
  const { newestTerms, currentTerms, campaign } = view;
  const isNewest = new URL(args.request.url).searchParams.get("terms") === "newest";
  const terms = isNewest || campaign.status === "draft" ? newestTerms : currentTerms;
  return {
    simulation: readSimulation(terms, args.request.url, services.clock.now()),
    campaignName: campaign.name,
    page: `/brands/${brand.slug}/campaigns/${campaignId}`,
    /** Announced terms wait: both can be tried. */
    other: newestTerms.version === currentTerms.version ? null : isNewest ? ("current" as const) : ("newest" as const),
  };
}

export default function CampaignSimulatePage() {
  const { simulation, campaignName, page, other } = useLoaderData<typeof loader>();
  return (
    <Page
      title="What an order would earn"
      lead="Try an order against the terms. Nothing is recorded; real sales are computed by the same rules."
      crumbs={[{ label: campaignName, to: page }]}
      actions={
        other && (
          <Button component={Link} to={`?terms=${other}`} variant="default">
            {other === "newest" ? "Try the announced terms" : "Try the terms in force"}
          </Button>
        )
      }
    >
      <SimulationPanels key={simulation.terms.id} view={simulation} />
    </Page>
  );
}
