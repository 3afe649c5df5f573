import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { appeals } from "#db/schema/appeals.ts";
import { brands } from "#db/schema/brands.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { sales } from "#db/schema/sales.ts";

/** A commission by its id alone: staff work over all brands. */
export async function findCommissionForReview(tx: Tx, commissionId: string) {
  const [row] = await tx
    .select({
      brandId: commissions.brandId,
      id: commissions.id,
      saleId: commissions.saleId,
      status: commissions.status,
      blockedBy: commissions.blockedBy,
      holdUntil: commissions.holdUntil,
      currency: commissions.currency,
      earnedMinor: commissions.earnedMinor,
      heldMinor: commissions.heldMinor,
      payableMinor: commissions.payableMinor,
      inTransitMinor: commissions.inTransitMinor,
      paidMinor: commissions.paidMinor,
      riskPoints: commissions.riskPoints,
      riskAssessedAt: commissions.riskAssessedAt,
      creatorName: creators.name,
      brandName: brands.name,
      orderName: sales.externalName,
    })
    .from(commissions)
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .where(eq(commissions.id, commissionId));
  return row;
}

/** The appeal against the latest decline of a commission, if there is one. */
export async function findLatestAppeal(tx: Tx, brandId: string, commissionId: string) {
  const [row] = await tx
    .select({ id: appeals.id, status: appeals.status, answer: appeals.answer, dueAt: appeals.dueAt })
    .from(appeals)
    .where(and(eq(appeals.brandId, brandId), eq(appeals.commissionId, commissionId)))
    .orderBy(desc(appeals.openedAt))
    .limit(1);
  return row ?? null;
}

/** Whom a decline is told to, and what it is about. */
export async function findDeclineMail(tx: Tx, brandId: string, commissionId: string) {
  const [row] = await tx
    .select({ email: users.email, creatorName: creators.name, brandName: brands.name, orderName: sales.externalName })
    .from(commissions)
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)))
    .where(and(eq(commissions.brandId, brandId), eq(commissions.id, commissionId)));
  return row;
}
