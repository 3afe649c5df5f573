import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { saleAwards } from "#db/schema/inquiries.ts";
import type { AwardEvidence } from "./sale-evidence.ts";

export type SaleAward = typeof saleAwards.$inferSelect;

/** Awards as evidence, by id. One that was withdrawn is not among them. */
export async function findAwards(
  tx: Tx,
  brandId: string,
  awardIds: readonly string[],
): Promise<Map<string, AwardEvidence>> {
  if (awardIds.length === 0) return new Map();
  const { id, partnershipId, awardedAt } = saleAwards;
  const rows = await tx
    .select({ id, partnershipId, awardedAt })
    .from(saleAwards)
    .where(and(eq(saleAwards.brandId, brandId), inArray(saleAwards.id, [...awardIds]), isNull(saleAwards.withdrawnAt)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The award that answered an inquiry, and still holds; null for none. */
export async function findAwardOfInquiry(tx: Tx, brandId: string, inquiryId: string): Promise<SaleAward | null> {
  const [row] = await tx
    .select()
    .from(saleAwards)
    .where(and(eq(saleAwards.brandId, brandId), eq(saleAwards.inquiryId, inquiryId)));
  return row ?? null;
}

export async function insertAward(tx: Tx, award: typeof saleAwards.$inferInsert): Promise<void> {
  await tx.insert(saleAwards).values(award);
}

export async function withdrawAwardRow(
  tx: Tx,
  brandId: string,
  awardId: string,
  withdrawal: { readonly withdrawnBy: string; readonly withdrawnAt: Date; readonly withdrawReason: string },
): Promise<void> {
  await tx
    .update(saleAwards)
    .set(withdrawal)
    .where(and(eq(saleAwards.brandId, brandId), eq(saleAwards.id, awardId)));
}
