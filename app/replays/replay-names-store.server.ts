import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns, creators, partnerships } from "#db/schema/index.ts";

export interface PartnershipName {
  readonly creatorId: string;
  readonly creatorName: string;
  readonly campaignId: string;
  readonly campaignName: string;
}

/** Whose partnerships these are, and in which campaigns. */
export async function listPartnershipNames(
  tx: Tx,
  brandId: string,
  ids: readonly string[],
): Promise<Map<string, PartnershipName>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      id: partnerships.id,
      creatorId: creators.id,
      creatorName: creators.name,
      campaignId: campaigns.id,
      campaignName: campaigns.name,
    })
    .from(partnerships)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(
      and(eq(partnerships.brandId, brandId), sql`${partnerships.id} = any(${sql.param([...new Set(ids)])}::uuid[])`),
    );
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}
