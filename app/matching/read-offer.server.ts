import { findReliability, type PaymentReliability } from "#app/billing/reliability-store.server.ts";
import { RELIABILITY_DAYS } from "#app/billing/reliability-words.ts";
import { addDays } from "#app/kit/clock.ts";
import { forCreators, policyInForce } from "#app/attribution/policy-in-force.ts";
import type { AttributionPolicy } from "#app/attribution/policy.ts";
import type { Campaign, CampaignProduct, CampaignTerms } from "#app/campaigns/campaign.ts";
import { findBrandOfCampaign, findCampaign, listProducts } from "#app/campaigns/campaign-store.server.ts";
import { listPolicies, listTerms } from "#app/campaigns/version-store.server.ts";
import { findCreator } from "#app/creators/creator-store.server.ts";
import { findPartnershipOf, findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Partnership } from "#app/partnerships/partnership.ts";
import type { Services } from "#app/platform/services.server.ts";
import { rankOffers } from "./rank-offers.ts";

/** One campaign as a creator reads it before they claim it. Nothing of the brand's own: no budget, no other creators. */
export interface OfferView {
  readonly campaign: Pick<
    Campaign,
    | "id"
    | "name"
    | "brief"
    | "disclosure"
    | "niches"
    | "claimMode"
    | "discountBps"
    | "currency"
    | "startsAt"
    | "endsAt"
    | "status"
  >;
  readonly brandName: string;
  readonly products: readonly CampaignProduct[];
  /** The newest announced version: what a claim accepts. */
  readonly terms: CampaignTerms;
  readonly policy: AttributionPolicy;
  readonly reason: string;
  /** How the brand has paid its creators over the last year. */
  readonly reliability: PaymentReliability;
  /** What the creator already has in this campaign. */
  readonly partnership: Pick<Partnership, "id" | "status" | "declineNote"> | null;
}

/** Null for a draft, as for none. */
export async function readOffer(services: Services, creatorId: string, campaignId: string): Promise<OfferView | null> {
  const brandId = await services.db.inPlatform((tx) => findBrandOfCampaign(tx, campaignId));
  if (!brandId) return null;
  return services.db.inBrand(brandId, async (tx) => {
    const campaign = await findCampaign(tx, brandId, campaignId);
    const creator = await findCreator(tx, creatorId);
    const terms = (await listTerms(tx, brandId, campaignId)).at(-1);
    if (!campaign || !creator || !terms) return null;
    const { brandName } = await findSides(tx, brandId, creatorId);
    const partnership = await findPartnershipOf(tx, brandId, campaignId, creatorId);
    const [ranked] = rankOffers(creator, [{ campaignId, niches: campaign.niches, publishedAt: campaign.createdAt }]);
    const { id, name, brief, disclosure, niches, claimMode, discountBps, currency, startsAt, endsAt, status } =
      campaign;
    return {
      campaign: { id, name, brief, disclosure, niches, claimMode, discountBps, currency, startsAt, endsAt, status },
      brandName,
      products: await listProducts(tx, brandId, campaignId),
      terms,
      policy: forCreators(policyInForce(await listPolicies(tx, brandId, campaignId), services.clock.now())),
      reason: ranked?.reason ?? "",
      reliability: await findReliability(tx, brandId, addDays(services.clock.now(), -RELIABILITY_DAYS)),
      partnership: partnership && {
        id: partnership.id,
        status: partnership.status,
        declineNote: partnership.declineNote,
      },
    };
  });
}
