import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { attributions, credits } from "#db/schema/attribution.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";

/** A number may exist in several stores; more of one number than this nobody has. */
const MAX_SALES_OF_NUMBER = 10;

/** The orders of this number at these brands, the latest first. Asked by the index `sales_order_number`. */
export async function findSalesOfNumber(tx: Tx, brandIds: readonly string[], orderKey: string) {
  if (brandIds.length === 0) return [];
  return tx
    .select({
      id: sales.id,
      brandId: sales.brandId,
      attributionId: sales.attributionId,
      cancelledAt: sales.cancelledAt,
      paymentStatus: sales.paymentStatus,
    })
    .from(sales)
    .where(and(inArray(sales.brandId, [...brandIds]), sql`lower(ltrim(${sales.externalName}, '# ')) = ${orderKey}`))
    .orderBy(desc(sales.placedAt), sales.id)
    .limit(MAX_SALES_OF_NUMBER);
}

/** A decision with the creators it credited. */
export async function findDecision(tx: Tx, brandId: string, attributionId: string) {
  const [[decision], credited] = await Promise.all([
    tx
      .select({ sentence: attributions.sentence, candidates: attributions.candidates })
      .from(attributions)
      .where(and(eq(attributions.brandId, brandId), eq(attributions.id, attributionId))),
    tx
      .select({ creatorId: creators.id, creatorName: creators.name, shareBps: credits.shareBps })
      .from(credits)
      .innerJoin(
        partnerships,
        and(eq(partnerships.brandId, credits.brandId), eq(partnerships.id, credits.partnershipId)),
      )
      .innerJoin(creators, eq(creators.id, partnerships.creatorId))
      .where(and(eq(credits.brandId, brandId), eq(credits.attributionId, attributionId))),
  ]);
  return decision ? { ...decision, credited } : null;
}

/** A brand that a creator works or has worked with. */
export interface PartnerBrand {
  readonly id: string;
  readonly name: string;
}

/** The brands with which the creator has, or had, a running partnership. */
export async function listPartnerBrands(tx: Tx, creatorId: string): Promise<PartnerBrand[]> {
  return tx
    .selectDistinct({ id: brands.id, name: brands.name })
    .from(partnerships)
    .innerJoin(brands, eq(brands.id, partnerships.brandId))
    .where(and(eq(partnerships.creatorId, creatorId), isNotNull(partnerships.activatedAt)))
    .orderBy(brands.name, brands.id);
}

/** The creator's partnerships with the brand that were ever running, the latest first. */
export async function listPartnershipsOf(tx: Tx, brandId: string, creatorId: string) {
  return tx
    .select({ id: partnerships.id, campaignName: campaigns.name })
    .from(partnerships)
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(
      and(
        eq(partnerships.brandId, brandId),
        eq(partnerships.creatorId, creatorId),
        isNotNull(partnerships.activatedAt),
      ),
    )
    .orderBy(desc(partnerships.activatedAt), partnerships.id);
}
