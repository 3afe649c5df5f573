import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { batches, payoutParcels, payouts } from "#db/schema/payouts.ts";
import type { ParcelState, Rail } from "./payout.ts";
import type { PlannedParcel } from "./plan-parcels.ts";

/** One call to a provider, as it stands. */
export interface ParcelRow {
  readonly id: string;
  readonly batchId: string;
  readonly batchName: string;
  readonly rail: Rail;
  readonly currency: string;
  readonly state: ParcelState;
  readonly tries: number;
  readonly firstTriedAt: Date | null;
  readonly railReference: string | null;
}

const parcelColumns = {
  id: payoutParcels.id,
  batchId: payoutParcels.batchId,
  batchName: batches.name,
  rail: batches.rail,
  currency: payoutParcels.currency,
  state: payoutParcels.state,
  tries: payoutParcels.tries,
  firstTriedAt: payoutParcels.firstTriedAt,
  railReference: payoutParcels.railReference,
};

/** Rows per statement; each has a handful of parameters and PostgreSQL takes 65 535 of them. */
const ROWS_PER_STATEMENT = 5_000;

/** Writes the calls a batch will make and puts its payouts into them. */
export async function insertParcels(tx: Tx, parcels: readonly PlannedParcel[]): Promise<void> {
  for (let from = 0; from < parcels.length; from += ROWS_PER_STATEMENT) {
    const some = parcels.slice(from, from + ROWS_PER_STATEMENT);
    await tx
      .insert(payoutParcels)
      .values(some.map(({ id, batchId, currency }) => ({ id, batchId, currency, state: "waiting" as const })));
    const pairs = some.flatMap(({ id, payoutIds }) => payoutIds.map((payoutId) => ({ id, payoutId })));
    await tx.execute(sql`update payouts p set parcel_id = pair.parcel_id
      from unnest(${sql.param(pairs.map(({ id }) => id))}::text[], ${sql.param(pairs.map(({ payoutId }) => payoutId))}::uuid[])
        as pair (parcel_id, payout_id)
      where p.id = pair.payout_id`);
  }
}

/** The parcel, locked: two runs of its job follow each other. */
export async function lockParcel(tx: Tx, parcelId: string): Promise<ParcelRow | undefined> {
  const [row] = await tx
    .select(parcelColumns)
    .from(payoutParcels)
    .innerJoin(batches, eq(batches.id, payoutParcels.batchId))
    .where(eq(payoutParcels.id, parcelId))
    .for("update", { of: payoutParcels });
  return row;
}

/** From here on it is not known whether the provider acted, until its answer is in. */
export async function markTried(tx: Tx, parcel: ParcelRow, at: Date): Promise<void> {
  await tx
    .update(payoutParcels)
    .set({ state: "unknown", tries: parcel.tries + 1, firstTriedAt: parcel.firstTriedAt ?? at, lastTriedAt: at })
    .where(eq(payoutParcels.id, parcel.id));
}

export async function markAnswered(
  tx: Tx,
  parcelId: string,
  answer: {
    readonly state: "accepted" | "refused";
    readonly railReference: string | null;
    readonly problem: string | null;
    readonly answeredAt: Date;
  },
): Promise<void> {
  await tx.update(payoutParcels).set(answer).where(eq(payoutParcels.id, parcelId));
}

export async function noteProblem(tx: Tx, parcelId: string, problem: string): Promise<void> {
  await tx.update(payoutParcels).set({ problem }).where(eq(payoutParcels.id, parcelId));
}

/** Parcels without an answer that were not tried since the given instant, oldest first. */
export async function listUnanswered(tx: Tx, triedBefore: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: payoutParcels.id })
    .from(payoutParcels)
    .where(
      and(
        inArray(payoutParcels.state, ["waiting", "unknown"]),
        or(isNull(payoutParcels.lastTriedAt), lte(payoutParcels.lastTriedAt, triedBefore)),
      ),
    )
    .orderBy(asc(payoutParcels.lastTriedAt), asc(payoutParcels.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Accepted parcels with payouts still on their way. */
export async function listToFollow(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: payoutParcels.id })
    .from(payoutParcels)
    .innerJoin(payouts, eq(payouts.parcelId, payoutParcels.id))
    .where(and(eq(payoutParcels.state, "accepted"), eq(payouts.status, "in-transit")))
    .orderBy(payoutParcels.id)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** How the calls of a batch stand: counts by state, with the last problem of each. */
export async function sumParcels(tx: Tx, batchId: string) {
  return tx
    .select({
      state: payoutParcels.state,
      payoutCount: sql<number>`count(${payouts.id})::int`,
      problem: sql<string | null>`max(${payoutParcels.problem})`,
    })
    .from(payoutParcels)
    .innerJoin(payouts, eq(payouts.parcelId, payoutParcels.id))
    .where(eq(payoutParcels.batchId, batchId))
    .groupBy(payoutParcels.state);
}

/** Keeps the provider's own names of payments. */
export async function keepRailReferences(
  tx: Tx,
  references: readonly { readonly payoutId: string; readonly railReference: string }[],
): Promise<void> {
  if (references.length === 0) return;
  await tx.execute(sql`update payouts p set rail_reference = told.rail_reference
    from unnest(${sql.param(references.map(({ payoutId }) => payoutId))}::uuid[],
      ${sql.param(references.map(({ railReference }) => railReference))}::text[]) as told (payout_id, rail_reference)
    where p.id = told.payout_id and p.rail_reference is distinct from told.rail_reference`);
}
