import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributionPolicies, campaignTerms } from "#db/schema/campaigns.ts";
import type { AttributionPolicy } from "../attribution/policy.ts";
import type { CampaignTerms } from "./campaign.ts";

/** Every version of what the campaign pays, oldest first. */
export async function listTerms(tx: Tx, brandId: string, campaignId: string): Promise<CampaignTerms[]> {
  const rows = await tx
    .select()
    .from(campaignTerms)
    .where(and(eq(campaignTerms.brandId, brandId), eq(campaignTerms.campaignId, campaignId)))
    .orderBy(campaignTerms.version);
  return rows.map(({ brandId: _brandId, ...terms }) => terms);
}

export async function insertTerms(tx: Tx, brandId: string, terms: CampaignTerms): Promise<void> {
  await tx.insert(campaignTerms).values({ brandId, ...terms });
}

/** Every version of how the campaign's sales are attributed, oldest first. */
export async function listPolicies(tx: Tx, brandId: string, campaignId: string): Promise<AttributionPolicy[]> {
  const rows = await tx
    .select()
    .from(attributionPolicies)
    .where(and(eq(attributionPolicies.brandId, brandId), eq(attributionPolicies.campaignId, campaignId)))
    .orderBy(attributionPolicies.version);
  return rows.map(({ brandId: _brandId, ...policy }) => policy);
}

export async function insertPolicy(tx: Tx, brandId: string, policy: AttributionPolicy): Promise<void> {
  await tx.insert(attributionPolicies).values({ brandId, ...policy });
}
