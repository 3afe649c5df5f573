import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Withheld } from "#app/tax/withholding.ts";
import type { Tx } from "#db/client.server.ts";
import { batches, payoutLines, payoutParcels, payouts } from "#db/schema/payouts.ts";
import type { PayoutStatus, Rail } from "./payout.ts";

/** One payout with what it moves at each brand: the sum of its lines there, which is below zero where more was clawed back than earned. */
export interface PayoutToPost {
  readonly id: string;
  readonly creatorId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Of the amount, what is kept back for tax. */
  readonly withheld: Withheld | null;
  /** What arrives, which is another currency where it was converted. */
  readonly paidCurrency: string;
  readonly paidMinor: bigint;
  readonly status: PayoutStatus;
  readonly brands: readonly { readonly brandId: string; readonly amountMinor: bigint; readonly lineCount: number }[];
}

/** Payouts of a batch, or one payout, in the order of their ids. */
export async function findPayouts(
  tx: Tx,
  of: { readonly batchId: string } | { readonly payoutId: string },
): Promise<PayoutToPost[]> {
  const rows = await tx
    .select()
    .from(payouts)
    .where("batchId" in of ? eq(payouts.batchId, of.batchId) : eq(payouts.id, of.payoutId))
    .orderBy(payouts.id);
  if (rows.length === 0) return [];
  const sums = await tx
    .select({
      payoutId: payoutLines.payoutId,
      brandId: payoutLines.brandId,
      sum: sql<string>`sum(${payoutLines.amountMinor})`,
      lineCount: sql<number>`count(*)::int`,
    })
    .from(payoutLines)
    .where(
      inArray(
        payoutLines.payoutId,
        rows.map((row) => row.id),
      ),
    )
    .groupBy(payoutLines.payoutId, payoutLines.brandId)
    .orderBy(payoutLines.payoutId, payoutLines.brandId);
  const brandsOf = new Map<string, PayoutToPost["brands"][number][]>(rows.map((row) => [row.id, []]));
  for (const { payoutId, brandId, sum, lineCount } of sums) {
    brandsOf.get(payoutId)?.push({ brandId, amountMinor: BigInt(sum), lineCount });
  }
  return rows.map(({ id, creatorId, currency, amountMinor, paidCurrency, paidMinor, status, ...row }) => ({
    ...{ id, creatorId, currency, amountMinor, paidCurrency, paidMinor, status },
    withheld: withheldOf(row),
    brands: brandsOf.get(id) ?? [],
  }));
}

/** What a stored payout says is kept back; null for nothing. */
export function withheldOf(
  row: Pick<typeof payouts.$inferSelect, "withheldMinor" | "withheldBps" | "withheldReason">,
): Withheld | null {
  const { withheldMinor: minor, withheldBps: rateBps, withheldReason: reason } = row;
  return reason === null ? null : { minor, rateBps, reason };
}

export interface PayoutBatch {
  readonly batchId: string;
  readonly batchName: string;
  readonly rail: Rail;
}

/** The batch of a payout, locked: settling, returning and sending of one batch follow each other. */
export async function lockBatchOfPayout(tx: Tx, payoutId: string): Promise<PayoutBatch | undefined> {
  const [row] = await tx
    .select({ batchId: batches.id, batchName: batches.name, rail: batches.rail })
    .from(batches)
    .innerJoin(payouts, eq(payouts.batchId, batches.id))
    .where(eq(payouts.id, payoutId))
    .for("update", { of: batches });
  return row;
}

export async function markSettled(tx: Tx, payoutIds: readonly string[], settledAt: Date): Promise<void> {
  if (payoutIds.length === 0) return;
  await tx
    .update(payouts)
    .set({ status: "settled", settledAt })
    .where(inArray(payouts.id, [...payoutIds]));
}

export async function markReturned(tx: Tx, payoutId: string, returnReason: string, returnedAt: Date): Promise<void> {
  await tx.update(payouts).set({ status: "returned", returnReason, returnedAt }).where(eq(payouts.id, payoutId));
}

/**
 * The payouts among these that a provider was or will be asked to pay and has not answered for: only its answer decides about them, unless
 * it was asked so long ago that it will not know any more.
 */
export async function findAwaited(tx: Tx, payoutIds: readonly string[], decidedSince: Date): Promise<Set<string>> {
  if (payoutIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: payouts.id })
    .from(payouts)
    .innerJoin(payoutParcels, eq(payoutParcels.id, payouts.parcelId))
    .where(
      and(
        inArray(payouts.id, [...payoutIds]),
        inArray(payoutParcels.state, ["waiting", "unknown"]),
        or(isNull(payoutParcels.firstTriedAt), gt(payoutParcels.firstTriedAt, decidedSince)),
      ),
    );
  return new Set(rows.map((row) => row.id));
}
