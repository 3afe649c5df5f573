import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { topUps } from "#db/schema/billing.ts";
import { brands } from "#db/schema/brands.ts";
import { users } from "#db/schema/access.ts";

export type TopUpRow = typeof topUps.$inferSelect;
export type NewTopUp = typeof topUps.$inferInsert;

export async function insertTopUp(tx: Tx, topUp: NewTopUp): Promise<void> {
  await tx.insert(topUps).values(topUp);
}

/** The top-up, locked: whoever else settles, confirms or declines it waits for us. */
export async function lockTopUp(tx: Tx, brandId: string, topUpId: string): Promise<TopUpRow | undefined> {
  const [row] = await tx
    .select()
    .from(topUps)
    .where(and(eq(topUps.brandId, brandId), eq(topUps.id, topUpId)))
    .for("update");
  return row;
}

export async function updateTopUp(
  tx: Tx,
  brandId: string,
  topUpId: string,
  change: Partial<Omit<TopUpRow, "brandId" | "id">>,
): Promise<void> {
  await tx
    .update(topUps)
    .set(change)
    .where(and(eq(topUps.brandId, brandId), eq(topUps.id, topUpId)));
}

/** Whose top-up a Checkout session or a payment is; undefined for one that is none of ours. */
export async function findTopUpOf(
  tx: Tx,
  of: { readonly sessionId: string } | { readonly paymentId: string },
): Promise<{ brandId: string; id: string } | undefined> {
  const isIt = "sessionId" in of ? eq(topUps.sessionId, of.sessionId) : eq(topUps.paymentId, of.paymentId);
  const [row] = await tx.select({ brandId: topUps.brandId, id: topUps.id }).from(topUps).where(isIt);
  return row;
}

/** Checkout pages that were opened before an instant and not known to be paid or over: Stripe's word may have been lost. */
export function listOpenCheckouts(tx: Tx, before: Date, limit: number) {
  return tx
    .select({ brandId: topUps.brandId, id: topUps.id, sessionId: topUps.sessionId })
    .from(topUps)
    .where(and(eq(topUps.status, "open"), lt(topUps.requestedAt, before)))
    .orderBy(topUps.requestedAt)
    .limit(limit);
}

/** A brand's latest top-ups, whatever became of them. */
export function listTopUps(tx: Tx, brandId: string, limit: number): Promise<TopUpRow[]> {
  return tx
    .select()
    .from(topUps)
    .where(eq(topUps.brandId, brandId))
    .orderBy(desc(topUps.requestedAt), desc(topUps.id))
    .limit(limit);
}

/** Bank transfers of all brands for finance: those that wait for a second person first, then the latest. */
export function listBankTransfers(tx: Tx, limit: number) {
  return tx
    .select({
      brandId: topUps.brandId,
      brandName: brands.name,
      id: topUps.id,
      status: topUps.status,
      currency: topUps.currency,
      amountMinor: topUps.amountMinor,
      bankReference: topUps.bankReference,
      requestedBy: topUps.requestedBy,
      requestedByName: users.name,
      requestedAt: topUps.requestedAt,
    })
    .from(topUps)
    .innerJoin(brands, eq(brands.id, topUps.brandId))
    .innerJoin(users, eq(users.id, topUps.requestedBy))
    .where(eq(topUps.source, "bank"))
    .orderBy(sql`${topUps.status} <> 'waiting'`, desc(topUps.requestedAt), desc(topUps.id))
    .limit(limit);
}

/** Every brand by name, to choose whose transfer it is. */
export function listBrandNames(tx: Tx): Promise<{ id: string; name: string; slug: string }[]> {
  return tx.select({ id: brands.id, name: brands.name, slug: brands.slug }).from(brands).orderBy(brands.name);
}
