import { and, eq, inArray, isNull, max } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributionPolicies, campaignTerms } from "#db/schema/campaigns.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { AttributionPolicy } from "../attribution/policy.ts";
import type { CampaignTerms } from "./campaign.ts";

/** All that `CampaignTerms` names; the tenant stays in the table. */
export const termsColumns = {
  id: campaignTerms.id,
  campaignId: campaignTerms.campaignId,
  version: campaignTerms.version,
  kind: campaignTerms.kind,
  newCustomerRateBps: campaignTerms.newCustomerRateBps,
  returningCustomerRateBps: campaignTerms.returningCustomerRateBps,
  newCustomerAmountMinor: campaignTerms.newCustomerAmountMinor,
  returningCustomerAmountMinor: campaignTerms.returningCustomerAmountMinor,
  currency: campaignTerms.currency,
  rulebook: campaignTerms.rulebook,
  holdDays: campaignTerms.holdDays,
  announcedAt: campaignTerms.announcedAt,
  inForceFrom: campaignTerms.inForceFrom,
};

const policyColumns = {
  id: attributionPolicies.id,
  campaignId: attributionPolicies.campaignId,
  version: attributionPolicies.version,
  preset: attributionPolicies.preset,
  precedence: attributionPolicies.precedence,
  model: attributionPolicies.model,
  halfLifeDays: attributionPolicies.halfLifeDays,
  clickWindowDays: attributionPolicies.clickWindowDays,
  clickReach: attributionPolicies.clickReach,
  bindingWindowDays: attributionPolicies.bindingWindowDays,
  bindingOrders: attributionPolicies.bindingOrders,
  tailDays: attributionPolicies.tailDays,
  codeTailDays: attributionPolicies.codeTailDays,
  codeTie: attributionPolicies.codeTie,
  keepsOwnPlacement: attributionPolicies.keepsOwnPlacement,
  customerLimit: attributionPolicies.customerLimit,
  excludedProducts: attributionPolicies.excludedProducts,
  minOrderMinor: attributionPolicies.minOrderMinor,
  exclusiveHours: attributionPolicies.exclusiveHours,
  exclusivePartnershipIds: attributionPolicies.exclusivePartnershipIds,
  areLateClicksWeak: attributionPolicies.areLateClicksWeak,
  inForceFrom: attributionPolicies.inForceFrom,
};

/** Every version of what the campaign pays, oldest first. */
export async function listTerms(tx: Tx, brandId: string, campaignId: string): Promise<CampaignTerms[]> {
  return tx
    .select(termsColumns)
    .from(campaignTerms)
    .where(and(eq(campaignTerms.brandId, brandId), eq(campaignTerms.campaignId, campaignId)))
    .orderBy(campaignTerms.version);
}

export async function insertTerms(tx: Tx, brandId: string, terms: CampaignTerms): Promise<void> {
  await tx.insert(campaignTerms).values({ brandId, ...terms });
}

/** Every version of how the campaign's sales are attributed, oldest first, but for those that replays applied to earlier sales. */
export async function listPolicies(tx: Tx, brandId: string, campaignId: string): Promise<AttributionPolicy[]> {
  return tx
    .select(policyColumns)
    .from(attributionPolicies)
    .where(
      and(
        eq(attributionPolicies.brandId, brandId),
        eq(attributionPolicies.campaignId, campaignId),
        isNull(attributionPolicies.replayId),
      ),
    )
    .orderBy(attributionPolicies.version);
}

/** The number of the campaign's next version; those that replays applied are counted too. */
export async function nextPolicyVersion(tx: Tx, brandId: string, campaignId: string): Promise<number> {
  const [row] = await tx
    .select({ version: max(attributionPolicies.version) })
    .from(attributionPolicies)
    .where(and(eq(attributionPolicies.brandId, brandId), eq(attributionPolicies.campaignId, campaignId)));
  return (row?.version ?? 0) + 1;
}

/** Whether all of these are partnerships of the campaign. */
export async function arePartners(
  tx: Tx,
  brandId: string,
  campaignId: string,
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length === 0) return true;
  const ofCampaign = and(eq(partnerships.brandId, brandId), eq(partnerships.campaignId, campaignId));
  const found = await tx
    .select({ id: partnerships.id })
    .from(partnerships)
    .where(and(ofCampaign, inArray(partnerships.id, [...ids])));
  return found.length === new Set(ids).size;
}

export async function insertPolicy(tx: Tx, brandId: string, policy: AttributionPolicy): Promise<void> {
  await tx.insert(attributionPolicies).values({ brandId, ...policy });
}
