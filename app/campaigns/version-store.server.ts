import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributionPolicies, campaignTerms } from "#db/schema/campaigns.ts";
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
  holdDays: campaignTerms.holdDays,
  announcedAt: campaignTerms.announcedAt,
  inForceFrom: campaignTerms.inForceFrom,
};

const policyColumns = {
  id: attributionPolicies.id,
  campaignId: attributionPolicies.campaignId,
  version: attributionPolicies.version,
  preset: attributionPolicies.preset,
  clickWindowDays: attributionPolicies.clickWindowDays,
  bindingWindowDays: attributionPolicies.bindingWindowDays,
  tailDays: attributionPolicies.tailDays,
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

/** Every version of how the campaign's sales are attributed, oldest first. */
export async function listPolicies(tx: Tx, brandId: string, campaignId: string): Promise<AttributionPolicy[]> {
  return tx
    .select(policyColumns)
    .from(attributionPolicies)
    .where(and(eq(attributionPolicies.brandId, brandId), eq(attributionPolicies.campaignId, campaignId)))
    .orderBy(attributionPolicies.version);
}

export async function insertPolicy(tx: Tx, brandId: string, policy: AttributionPolicy): Promise<void> {
  await tx.insert(attributionPolicies).values({ brandId, ...policy });
}
