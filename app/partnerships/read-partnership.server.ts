import { forCreators, policyInForce } from "#app/attribution/policy-in-force.ts";
import type { AttributionPolicy } from "#app/attribution/policy.ts";
import type { Campaign, CampaignTerms } from "#app/campaigns/campaign.ts";
import { findCampaign } from "#app/campaigns/campaign-store.server.ts";
import { termsInForce } from "#app/campaigns/terms-in-force.ts";
import { listPolicies, listTerms } from "#app/campaigns/version-store.server.ts";
import { countByDimension } from "#app/clicks/click-report-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { isGeneralLink } from "#app/links/tracked-link.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findOwnPartnership, type OwnPartnershipRow } from "./partner-list-store.server.ts";
import { listWithClicks, type ListedLink } from "./read-links.server.ts";

/** What one partnership gives its creator to share, and what came of it. */
export interface PartnershipView extends OwnPartnershipRow {
  readonly campaign: Pick<Campaign, "disclosure" | "discountBps" | "status" | "endsAt" | "currency">;
  /** The general link; null before the partnership was active. */
  readonly link: ListedLink | null;
  /** It and the newest others. */
  readonly links: readonly ListedLink[];
  readonly linkCount: number;
  readonly clicks: PlacementClicks[];
  /** What a sale of today earns by. */
  readonly currentTerms: CampaignTerms;
  /** Announced versions that are not in force yet for this partnership, the earliest first. */
  readonly upcomingTerms: readonly CampaignTerms[];
  readonly policy: AttributionPolicy;
  /** After an end: until when clicks from before it and codes earn. */
  readonly tailEndsAt: Date | null;
}

/** Clicks by placement; the general link's placement is empty. */
export interface PlacementClicks {
  readonly placement: string;
  readonly gross: number;
  readonly net: number;
}

/** How many links the page of a partnership shows; the others have a page of their own. */
const SHOWN_LINKS = 5;

/** Null for another creator's partnership, as for none. */
export async function readPartnership(
  services: Services,
  creatorId: string,
  partnershipId: string,
): Promise<PartnershipView | null> {
  const own = await services.db.inPlatform((tx) => findOwnPartnership(tx, creatorId, partnershipId));
  if (!own) return null;
  return services.db.inBrand(own.partnership.brandId, (tx) => readInBrand(services, tx, own));
}

async function readInBrand(services: Services, tx: Tx, own: OwnPartnershipRow): Promise<PartnershipView> {
  const { brandId, campaignId, id, acceptedTermsVersion, endedAt, activatedAt } = own.partnership;
  const campaign = await findCampaign(tx, brandId, campaignId);
  if (!campaign) throw new Error(`Partnership ${id} has no campaign.`);
  const now = services.clock.now();
  const versions = await listTerms(tx, brandId, campaignId);
  const currentTerms = termsInForce(versions, acceptedTermsVersion, now);
  if (!currentTerms) throw new Error(`Campaign ${campaignId} has no terms in force.`);
  const policy = forCreators(policyInForce(await listPolicies(tx, brandId, campaignId), endedAt ?? now));
  const { links, total } = await listWithClicks(services, tx, brandId, id, {
    ...{ isRetired: false, page: 1, pageSize: SHOWN_LINKS },
  });
  const { disclosure, discountBps, status, endsAt, currency } = campaign;
  return {
    ...own,
    campaign: { disclosure, discountBps, status, endsAt, currency },
    link: links.find(isGeneralLink) ?? null,
    links,
    linkCount: total,
    clicks: activatedAt ? await countByPlacement(tx, own.partnership, activatedAt, now) : [],
    currentTerms,
    upcomingTerms: versions
      .filter((terms) => terms.version > currentTerms.version && terms.inForceFrom > now)
      .sort((left, right) => left.inForceFrom.getTime() - right.inForceFrom.getTime()),
    policy,
    tailEndsAt: endedAt ? addDays(endedAt, policy.tailDays) : null,
  };
}

/** Since the day the partnership began, the most counted placement first. */
async function countByPlacement(
  tx: Tx,
  { brandId, id }: { readonly brandId: string; readonly id: string },
  activatedAt: Date,
  now: Date,
): Promise<PlacementClicks[]> {
  const period = { from: addDays(activatedAt, -1), until: addDays(now, 1) };
  const counted = await countByDimension(tx, { brandId, partnershipId: id, campaignId: null }, period, "placement");
  return counted.map(({ value, gross, net }) => ({ placement: value, gross, net }));
}
