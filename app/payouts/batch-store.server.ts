import { and, eq, like, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { batches, payoutLines, payouts } from "#db/schema/payouts.ts";
import type { BatchContent, ContentLine, ContentPayout } from "./batch-content.ts";
import { withheldOf } from "./payout-store.server.ts";
import type { BatchStatus, Rail, StoredSkip } from "./payout.ts";

export interface BatchRow {
  readonly id: string;
  readonly name: string;
  readonly rail: Rail;
  readonly currency: string;
  readonly status: BatchStatus;
  readonly cutOffAt: Date;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly contentHash: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvalVoidReason: string | null;
  readonly sentBy: string | null;
  readonly sentAt: Date | null;
  readonly skipped: readonly StoredSkip[];
}

/** Rows per insert; each has a handful of parameters and PostgreSQL takes 65 535 of them. */
const ROWS_PER_INSERT = 1_000;

/** The name of the next batch of a day: the day and a number from 1. Two preparers at once meet at the unique key. */
export async function nextBatchName(tx: Tx, day: string): Promise<string> {
  const rows = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(like(batches.name, `${day}-%`));
  return `${day}-${rows.length + 1}`;
}

export interface NewBatch {
  readonly id: string;
  readonly name: string;
  readonly rail: Rail;
  readonly currency: string;
  readonly cutOffAt: Date;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly contentHash: string;
  readonly skipped: readonly StoredSkip[];
  readonly payouts: readonly ContentPayout[];
}

/** Writes a prepared batch. Throws on `payout_lines_open_unique` when a commission is in another open batch. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  const { payouts: contentPayouts, skipped, ...row } = batch;
  await tx.insert(batches).values({ ...row, skipped: [...skipped], status: "prepared" });
  const payoutRows = contentPayouts.map((payout) => ({
    id: payout.payoutId,
    batchId: batch.id,
    creatorId: payout.creatorId,
    payeeDetailsId: payout.payeeDetailsId,
    currency: batch.currency,
    amountMinor: payout.amountMinor,
    withheldMinor: payout.withheld?.minor ?? 0n,
    withheldBps: payout.withheld?.rateBps ?? 0,
    withheldReason: payout.withheld?.reason ?? null,
    paidCurrency: payout.paid.currency,
    paidMinor: payout.paid.minor,
    rate: payout.paid.rate?.rate ?? null,
    rateDay: payout.paid.rate?.day ?? null,
    status: "prepared" as const,
  }));
  const lineRows = contentPayouts.flatMap((payout) =>
    payout.lines.map((line) => ({ ...line, payoutId: payout.payoutId, isOpen: true })),
  );
  for (let from = 0; from < payoutRows.length; from += ROWS_PER_INSERT) {
    await tx.insert(payouts).values(payoutRows.slice(from, from + ROWS_PER_INSERT));
  }
  for (let from = 0; from < lineRows.length; from += ROWS_PER_INSERT) {
    await tx.insert(payoutLines).values(lineRows.slice(from, from + ROWS_PER_INSERT));
  }
}

/** The batch, locked: whoever else approves, sends or cancels it waits for us and then sees what we did. */
export async function lockBatch(tx: Tx, batchId: string): Promise<BatchRow | undefined> {
  const [row] = await tx.select().from(batches).where(eq(batches.id, batchId)).for("update");
  return row;
}

/** What the batch pays to whom, as stored. */
export async function findContent(tx: Tx, batch: Pick<BatchRow, "id" | "rail" | "currency">): Promise<BatchContent> {
  const payoutRows = await tx.select().from(payouts).where(eq(payouts.batchId, batch.id)).orderBy(payouts.id);
  const lineRows = await tx
    .select({
      payoutId: payoutLines.payoutId,
      brandId: payoutLines.brandId,
      commissionId: payoutLines.commissionId,
      amountMinor: payoutLines.amountMinor,
    })
    .from(payoutLines)
    .innerJoin(payouts, eq(payouts.id, payoutLines.payoutId))
    .where(eq(payouts.batchId, batch.id));
  const linesOf = new Map<string, ContentLine[]>();
  for (const { payoutId, ...line } of lineRows) linesOf.set(payoutId, [...(linesOf.get(payoutId) ?? []), line]);
  return {
    rail: batch.rail,
    currency: batch.currency,
    payouts: payoutRows.map((payout) => ({
      payoutId: payout.id,
      creatorId: payout.creatorId,
      payeeDetailsId: payout.payeeDetailsId,
      amountMinor: payout.amountMinor,
      withheld: withheldOf(payout),
      paid: {
        currency: payout.paidCurrency,
        minor: payout.paidMinor,
        rate: payout.rate === null ? null : { rate: payout.rate, day: payout.rateDay ?? "" },
      },
      lines: linesOf.get(payout.id) ?? [],
    })),
  };
}

export async function markApproved(tx: Tx, batchId: string, approvedBy: string, approvedAt: Date): Promise<void> {
  await tx
    .update(batches)
    .set({ status: "approved", approvedBy, approvedAt, approvalVoidReason: null })
    .where(eq(batches.id, batchId));
}

/** The approval falls; the batch waits, prepared, with the reason. */
export async function markApprovalVoid(tx: Tx, batchId: string, approvalVoidReason: string): Promise<void> {
  await tx
    .update(batches)
    .set({ status: "prepared", approvedBy: null, approvedAt: null, approvalVoidReason })
    .where(eq(batches.id, batchId));
}

export async function markSent(tx: Tx, batchId: string, sentBy: string, sentAt: Date): Promise<void> {
  await tx.update(batches).set({ status: "sent", sentBy, sentAt }).where(eq(batches.id, batchId));
  await tx.update(payouts).set({ status: "in-transit" }).where(eq(payouts.batchId, batchId));
  await closeLines(tx, batchId);
}

export async function markCancelled(tx: Tx, batchId: string): Promise<void> {
  await tx.update(batches).set({ status: "cancelled" }).where(eq(batches.id, batchId));
  await tx.update(payouts).set({ status: "cancelled" }).where(eq(payouts.batchId, batchId));
  await closeLines(tx, batchId);
}

async function closeLines(tx: Tx, batchId: string): Promise<void> {
  await tx
    .update(payoutLines)
    .set({ isOpen: false })
    .where(
      and(
        eq(payoutLines.isOpen, true),
        sql`${payoutLines.payoutId} in (select ${payouts.id} from ${payouts} where ${payouts.batchId} = ${batchId})`,
      ),
    );
}
