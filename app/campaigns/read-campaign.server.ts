import { policyInForce } from "#app/attribution/policy-in-force.ts";
import type { AttributionPolicy } from "#app/attribution/policy.ts";
import { listBrandHosts } from "#app/links/link-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { PACE_DAYS } from "./budget-pace.ts";
import type { Campaign, CampaignProduct, CampaignTerms } from "./campaign.ts";
import type { CampaignDraft } from "./campaign-draft.ts";
import { findCampaign, listProducts, sumSpent, sumSpentSince } from "./campaign-store.server.ts";
import { findGaps, type Gap } from "./find-gaps.ts";
import { promisedTerms } from "./notice-rule.ts";
import { listPolicies, listTerms } from "./version-store.server.ts";

/** Everything a campaign says today, with the versions behind it. */
export interface CampaignView {
  readonly campaign: Campaign;
  readonly products: readonly CampaignProduct[];
  /** Newest first; without the versions that a draft had before it was published. */
  readonly terms: readonly CampaignTerms[];
  readonly newestTerms: CampaignTerms;
  /** What partnerships earn by that run since the beginning. */
  readonly currentTerms: CampaignTerms;
  readonly policy: AttributionPolicy;
  readonly policyVersionCount: number;
  readonly spentMinor: bigint;
  /** Of it by sales of the last days that the pace is taken over. */
  readonly recentSpentMinor: bigint;
  /** What a draft still lacks; empty once it is published. */
  readonly gaps: readonly Gap[];
  /** The brand's registered domains. */
  readonly hosts: readonly string[];
}

/** Null for a campaign of another brand, as for none. */
export async function readCampaign(
  services: Services,
  tx: Tx,
  brandId: string,
  campaignId: string,
): Promise<CampaignView | null> {
  const campaign = await findCampaign(tx, brandId, campaignId);
  if (!campaign) return null;
  const now = services.clock.now();
  const versions = await listTerms(tx, brandId, campaignId);
  const policies = await listPolicies(tx, brandId, campaignId);
  const hosts = await listBrandHosts(tx, brandId);
  const newestTerms = versions.at(-1);
  if (!newestTerms) throw new Error(`Campaign ${campaignId} has no terms.`);
  const isDraft = campaign.status === "draft";
  return {
    campaign,
    products: await listProducts(tx, brandId, campaignId),
    terms: versions.filter((_, index) => isShown(campaign, versions[index + 1])).reverse(),
    newestTerms,
    currentTerms: promisedTerms(versions, now),
    policy: policyInForce(policies, now),
    policyVersionCount: policies.length,
    spentMinor: await sumSpent(tx, brandId, campaignId),
    recentSpentMinor: await sumSpentSince(tx, brandId, campaignId, addDays(now, -PACE_DAYS)),
    gaps: isDraft ? findGaps(campaign, newestTerms, { hosts, allowsLoopback: services.isDemo }, now) : [],
    hosts,
  };
}

/** Versions that were replaced before anybody outside saw them are no history. */
function isShown({ publishedAt }: Campaign, next: CampaignTerms | undefined): boolean {
  return next === undefined || (publishedAt !== null && next.announcedAt > publishedAt);
}

/** The view as the form takes it. */
export function toDraft({ campaign, products, newestTerms, policy }: CampaignView): CampaignDraft {
  return { facts: campaign, products, terms: newestTerms, policy };
}
