import { and, asc, desc, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { creators } from "#db/schema/creators.ts";
import { payouts, payoutTakeBacks } from "#db/schema/payouts.ts";

export type TakeBackRow = typeof payoutTakeBacks.$inferSelect;

/** Throws on `payout_take_backs_open_unique` where somebody asked at this moment. */
export async function insertTakeBack(
  tx: Tx,
  asked: Pick<TakeBackRow, "id" | "payoutId" | "reason" | "askedBy" | "askedAt">,
): Promise<void> {
  await tx.insert(payoutTakeBacks).values({ ...asked, status: "asked" });
}

/** The one that is asked for or being carried out, locked; undefined where none is. */
export async function lockOpenTakeBack(tx: Tx, payoutId: string): Promise<TakeBackRow | undefined> {
  const [row] = await tx
    .select()
    .from(payoutTakeBacks)
    .where(and(eq(payoutTakeBacks.payoutId, payoutId), inArray(payoutTakeBacks.status, ["asked", "confirmed"])))
    .for("update");
  return row;
}

export async function lockTakeBack(tx: Tx, takeBackId: string): Promise<TakeBackRow | undefined> {
  const [row] = await tx.select().from(payoutTakeBacks).where(eq(payoutTakeBacks.id, takeBackId)).for("update");
  return row;
}

export async function updateTakeBack(
  tx: Tx,
  takeBackId: string,
  change: Partial<Omit<TakeBackRow, "id" | "payoutId">>,
): Promise<void> {
  await tx.update(payoutTakeBacks).set(change).where(eq(payoutTakeBacks.id, takeBackId));
}

/** Confirmed ones without an answer that were not tried since the given instant, oldest first. */
export async function listUnansweredTakeBacks(tx: Tx, triedBefore: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: payoutTakeBacks.id })
    .from(payoutTakeBacks)
    .where(
      and(
        eq(payoutTakeBacks.status, "confirmed"),
        lte(payoutTakeBacks.confirmedAt, triedBefore),
        or(isNull(payoutTakeBacks.lastTriedAt), lte(payoutTakeBacks.lastTriedAt, triedBefore)),
      ),
    )
    .orderBy(asc(payoutTakeBacks.lastTriedAt), asc(payoutTakeBacks.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The payout's call and its name at the provider. */
export async function findTravel(
  tx: Tx,
  payoutId: string,
): Promise<{ parcelId: string; railReference: string } | undefined> {
  const [row] = await tx
    .select({ parcelId: payouts.parcelId, railReference: payouts.railReference })
    .from(payouts)
    .where(eq(payouts.id, payoutId));
  const { parcelId, railReference } = row ?? {};
  return parcelId && railReference ? { parcelId, railReference } : undefined;
}

/** Whom to tell about a payout. */
export async function findRecipient(tx: Tx, payoutId: string): Promise<{ name: string; email: string } | undefined> {
  const [row] = await tx
    .select({ name: creators.name, email: users.email })
    .from(payouts)
    .innerJoin(creators, eq(creators.id, payouts.creatorId))
    .innerJoin(users, eq(users.id, creators.userId))
    .where(eq(payouts.id, payoutId));
  return row;
}

/** The latest of a payout, with who asked and who confirmed; null where nobody ever asked. */
export async function findLatestTakeBack(tx: Tx, payoutId: string) {
  const [askers, confirmers] = [alias(users, "askers"), alias(users, "confirmers")];
  const [row] = await tx
    .select({
      id: payoutTakeBacks.id,
      status: payoutTakeBacks.status,
      reason: payoutTakeBacks.reason,
      askedBy: payoutTakeBacks.askedBy,
      askedByName: askers.name,
      askedAt: payoutTakeBacks.askedAt,
      confirmedByName: confirmers.name,
      confirmedAt: payoutTakeBacks.confirmedAt,
      endedAt: payoutTakeBacks.endedAt,
      problem: payoutTakeBacks.problem,
    })
    .from(payoutTakeBacks)
    .innerJoin(askers, eq(askers.id, payoutTakeBacks.askedBy))
    .leftJoin(confirmers, eq(confirmers.id, payoutTakeBacks.confirmedBy))
    .where(eq(payoutTakeBacks.payoutId, payoutId))
    .orderBy(desc(payoutTakeBacks.askedAt), desc(payoutTakeBacks.id))
    .limit(1);
  return row ?? null;
}
