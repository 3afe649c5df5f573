import { forCreators, policyInForce } from "#app/attribution/policy-in-force.ts";
import type { AttributionPolicy } from "#app/attribution/policy.ts";
import type { Campaign, CampaignTerms } from "#app/campaigns/campaign.ts";
import { findCampaign } from "#app/campaigns/campaign-store.server.ts";
import { termsInForce } from "#app/campaigns/terms-in-force.ts";
import { listPolicies, listTerms } from "#app/campaigns/version-store.server.ts";
import { clickCounts } from "#app/clicks/click-store.server.ts";
import { listChannels } from "#app/creators/creator-store.server.ts";
import type { Network } from "#app/creators/creator.ts";
import { addDays } from "#app/kit/clock.ts";
import { listLinks } from "#app/links/link-store.server.ts";
import { writeShareTexts, type ShareText } from "#app/links/share-texts.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findOwnPartnership, type OwnPartnershipRow } from "./partner-list-store.server.ts";

/** What one partnership gives its creator to share, and what came of it. */
export interface PartnershipView extends OwnPartnershipRow {
  readonly campaign: Pick<Campaign, "disclosure" | "discountBps" | "status" | "endsAt" | "currency">;
  /** Null before the partnership was active. */
  readonly link: { readonly id: string; readonly slug: string; readonly url: string } | null;
  readonly shareTexts: readonly ShareText[];
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

const usualNetworks: readonly Network[] = ["instagram", "tiktok", "youtube", "x", "newsletter"];

/** Null for another creator's partnership, as for none. */
export async function readPartnership(
  services: Services,
  creatorId: string,
  partnershipId: string,
): Promise<PartnershipView | null> {
  const { own, channels } = await services.db.inPlatform(async (tx) => ({
    own: await findOwnPartnership(tx, creatorId, partnershipId),
    channels: await listChannels(tx, creatorId),
  }));
  if (!own) return null;
  const networks = channels.length > 0 ? [...new Set(channels.map((channel) => channel.network))] : usualNetworks;
  return services.db.inBrand(own.partnership.brandId, (tx) => readInBrand(services, tx, own, networks));
}

async function readInBrand(
  services: Services,
  tx: Tx,
  own: OwnPartnershipRow,
  networks: readonly Network[],
): Promise<PartnershipView> {
  const { brandId, campaignId, id, acceptedTermsVersion, endedAt, activatedAt } = own.partnership;
  const campaign = await findCampaign(tx, brandId, campaignId);
  if (!campaign) throw new Error(`Partnership ${id} has no campaign.`);
  const now = services.clock.now();
  const versions = await listTerms(tx, brandId, campaignId);
  const currentTerms = termsInForce(versions, acceptedTermsVersion, now);
  if (!currentTerms) throw new Error(`Campaign ${campaignId} has no terms in force.`);
  const policy = forCreators(policyInForce(await listPolicies(tx, brandId, campaignId), endedAt ?? now));
  const [general] = (await listLinks(tx, brandId, id)).filter((link) => link.placement === "");
  const link = general ? { id: general.linkId, slug: general.slug, url: `${services.origin}/r/${general.slug}` } : null;
  const { disclosure, discountBps, status, endsAt, currency } = campaign;
  return {
    ...own,
    campaign: { disclosure, discountBps, status, endsAt, currency },
    link,
    shareTexts: link
      ? writeShareTexts(
          {
            brandName: own.brandName,
            campaignName: own.campaignName,
            disclosure,
            linkUrl: link.url,
            code: own.code,
            discountBps,
          },
          networks,
        )
      : [],
    clicks: activatedAt ? await countByPlacement(tx, brandId, id, activatedAt, now) : [],
    currentTerms,
    upcomingTerms: versions
      .filter((terms) => terms.version > currentTerms.version && terms.inForceFrom > now)
      .sort((left, right) => left.inForceFrom.getTime() - right.inForceFrom.getTime()),
    policy,
    tailEndsAt: endedAt ? addDays(endedAt, policy.tailDays) : null,
  };
}

/** Sums the days; the most clicked placement first. */
async function countByPlacement(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  from: Date,
  now: Date,
): Promise<PlacementClicks[]> {
  const days = await clickCounts(tx, brandId, { from, to: addDays(now, 1), partnershipIds: [partnershipId] });
  const sums = new Map<string, PlacementClicks>();
  for (const { placement, gross, net } of days) {
    const sum = sums.get(placement) ?? { placement, gross: 0, net: 0 };
    sums.set(placement, { placement, gross: sum.gross + gross, net: sum.net + net });
  }
  return [...sums.values()].sort((left, right) => right.net - left.net || right.gross - left.gross);
}
