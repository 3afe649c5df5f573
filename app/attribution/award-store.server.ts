import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { saleAwards } from "#db/schema/inquiries.ts";
import type { AwardEvidence } from "./sale-evidence.ts";

export type SaleAward = typeof saleAwards.$inferSelect;

/** An award as evidence; null for one that was withdrawn. */
export async function findAward(tx: Tx, brandId: string, awardId: string): Promise<AwardEvidence | null> {
  const [row] = await tx
    .select({
      id: saleAwards.id,
      partnershipId: saleAwards.partnershipId,
      awardedAt: saleAwards.awardedAt,
      withdrawnAt: saleAwards.withdrawnAt,
    })
    .from(saleAwards)
    .where(and(eq(saleAwards.brandId, brandId), eq(saleAwards.id, awardId)));
  if (!row || row.withdrawnAt !== null) return null;
  return { id: row.id, partnershipId: row.partnershipId, awardedAt: row.awardedAt };
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
