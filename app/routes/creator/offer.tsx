import { parseWithZod } from "@conform-to/zod/v4";
import { SimpleGrid, Stack, Text } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { ReliabilityPanel } from "#app/billing/reliability-panel.tsx";
import { campaignIdOf } from "#app/campaigns/campaign-address.server.ts";
import { ProductList } from "#app/campaigns/product-list.tsx";
import { NicheBadges } from "#app/creators/niche-badges.tsx";
import { ClaimForm } from "#app/matching/claim-form.tsx";
import { readOffer } from "#app/matching/read-offer.server.ts";
import { OfferRules, OfferTerms } from "#app/matching/offer-rules.tsx";
import { claimOffer } from "#app/partnerships/claim-offer.server.ts";
import { claimOfferSchema, claimRefusals } from "#app/partnerships/claim-offer.ts";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.offer.campaign.name ?? "Offer"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const offer = await readOffer(services, creator.id, campaignIdOf(args));
  if (!offer) throw new Response("This offer does not exist, or the brand has taken it back.", { status: 404 });
  return { offer, now: services.clock.now() };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const submission = parseWithZod(await args.request.formData(), { schema: claimOfferSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await claimOffer(services, {
    creatorId: creator.id,
    userId,
    campaignId: campaignIdOf(args),
    ...submission.value,
  });
  if (outcome.ok) {
    const { partnershipId, status } = outcome.value;
    return redirect(`/creator/partnerships/${partnershipId}?done=${status === "active" ? "claimed" : "applied"}`);
  }
  if (outcome.refusal === "not-found") throw new Response(claimRefusals["not-found"], { status: 404 });
  const isAboutMessage = outcome.refusal === "message-missing";
  return refusedForm(
    submission,
    claimRefusals[outcome.refusal],
    isAboutMessage ? "message" : undefined,
    isAboutMessage ? 422 : 409,
  );
}

export default function OfferPage() {
  const { offer, now } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const { campaign, brandName, products } = offer;
  return (
    <Page
      title={campaign.name}
      lead={`By ${brandName}. ${offer.reason}`}
      crumbs={[{ label: "Offers", to: "/creator/offers" }]}
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <Panel title="The brief">
            <Stack gap="lg">
              <Text className="prose">{campaign.brief}</Text>
              <ProductList products={products} currency={campaign.currency} />
              <NicheBadges niches={campaign.niches} />
            </Stack>
          </Panel>
          <Panel title="The rules">
            <OfferRules offer={offer} />
          </Panel>
        </Stack>
        <Stack gap="lg">
          <Panel title="What you earn">
            <OfferTerms offer={offer} />
          </Panel>
          <ReliabilityPanel brandName={brandName} reliability={offer.reliability} />
          <Panel title={campaign.claimMode === "at-once" ? "Claim this offer" : "Apply"}>
            <ClaimForm offer={offer} now={now} lastResult={lastResult ?? null} />
          </Panel>
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
