import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { users } from "#db/schema/access.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators, payeeDetails } from "#db/schema/creators.ts";
import { batches, payouts } from "#db/schema/payouts.ts";
import { accountInWords } from "#app/payees/payee-kinds.ts";
import { BATCHES_SHOWN, PAYOUTS_SHOWN } from "./page-sizes.ts";

const payoutCount = sql<number>`(select count(*)::int from payouts p where p.batch_id = ${batches.id})`;
const totalMinor = sql<string>`(select coalesce(sum(p.amount_minor), 0) from payouts p where p.batch_id = ${batches.id})`;

/** Batches, newest first. */
export async function listBatches(tx: Tx, page: number) {
  const rows = await tx
    .select({
      id: batches.id,
      name: batches.name,
      rail: batches.rail,
      currency: batches.currency,
      status: batches.status,
      preparedAt: batches.preparedAt,
      preparedByName: users.name,
      approvalVoidReason: batches.approvalVoidReason,
      payoutCount,
      totalMinor,
      waitingCount: sql<number>`(select count(*)::int from payouts p where p.batch_id = ${batches.id} and p.status = 'in-transit')`,
    })
    .from(batches)
    .innerJoin(users, eq(users.id, batches.preparedBy))
    .orderBy(desc(batches.preparedAt), desc(batches.id))
    .limit(BATCHES_SHOWN)
    .offset((page - 1) * BATCHES_SHOWN);
  const [count] = await tx.select({ total: sql<number>`count(*)::int` }).from(batches);
  return { rows: rows.map((row) => ({ ...row, totalMinor: BigInt(row.totalMinor) })), total: count?.total ?? 0 };
}

/** What left since an instant, by rail and currency: how many payouts, their sum, and what of it arrived or came back. */
export async function sumByRail(tx: Tx, since: Date) {
  const sumOf = (condition: ReturnType<typeof sql>) =>
    sql<string>`coalesce(sum(${payouts.amountMinor}) filter (where ${condition}), 0)`;
  const rows = await tx
    .select({
      rail: batches.rail,
      currency: payouts.currency,
      count: sql<number>`count(*)::int`,
      sent: sumOf(sql`true`),
      settled: sumOf(sql`${payouts.status} = 'settled'`),
      returned: sumOf(sql`${payouts.status} = 'returned'`),
    })
    .from(payouts)
    .innerJoin(batches, eq(batches.id, payouts.batchId))
    .where(and(eq(batches.status, "sent"), sql`${batches.sentAt} >= ${since.toISOString()}`))
    .groupBy(batches.rail, payouts.currency)
    .orderBy(batches.rail, payouts.currency);
  return rows.map(({ sent, settled, returned, ...row }) => ({
    ...row,
    sentMinor: BigInt(sent),
    settledMinor: BigInt(settled),
    returnedMinor: BigInt(returned),
  }));
}

/** What is payable and in no open batch, by currency: what a batch prepared now could carry. Clawbacks count against it. */
export async function sumReadyToPay(tx: Tx) {
  const rows = await tx
    .select({
      currency: commissions.currency,
      sum: sql<string>`sum(${commissions.payableMinor})`,
      count: sql<number>`count(distinct ${commissions.creatorId})::int`,
    })
    .from(commissions)
    .where(
      and(
        sql`${commissions.payableMinor} <> 0`,
        sql`not exists (select from payout_lines l where l.brand_id = ${commissions.brandId}
          and l.commission_id = ${commissions.id} and l.is_open)`,
      ),
    )
    .groupBy(commissions.currency)
    .orderBy(commissions.currency);
  return rows.map((row) => ({ currency: row.currency, creatorCount: row.count, minor: BigInt(row.sum) }));
}

export async function findBatch(tx: Tx, batchId: string) {
  const [row] = await tx.select().from(batches).where(eq(batches.id, batchId));
  return row;
}

/** How many payouts of a batch are in each state, and their sums. */
export async function sumPayouts(tx: Tx, batchId: string) {
  const rows = await tx
    .select({
      status: payouts.status,
      count: sql<number>`count(*)::int`,
      sum: sql<string>`sum(${payouts.amountMinor})`,
      withheld: sql<string>`sum(${payouts.withheldMinor})`,
      withheldCount: sql<number>`(count(*) filter (where ${payouts.withheldMinor} > 0))::int`,
    })
    .from(payouts)
    .where(eq(payouts.batchId, batchId))
    .groupBy(payouts.status);
  return rows.map(({ sum, withheld, ...row }) => ({ ...row, minor: BigInt(sum), withheldMinor: BigInt(withheld) }));
}

const payoutColumns = {
  id: payouts.id,
  creatorId: payouts.creatorId,
  creatorName: creators.name,
  amountMinor: payouts.amountMinor,
  currency: payouts.currency,
  status: payouts.status,
  settledAt: payouts.settledAt,
  returnedAt: payouts.returnedAt,
  returnReason: payouts.returnReason,
  payeeKind: payeeDetails.kind,
  accountEnding: payeeDetails.accountEnding,
  withheldMinor: payouts.withheldMinor,
  withheldBps: payouts.withheldBps,
  withheldReason: payouts.withheldReason,
  paidCurrency: payouts.paidCurrency,
  paidMinor: payouts.paidMinor,
  rate: payouts.rate,
  rateDay: payouts.rateDay,
  railReference: payouts.railReference,
  payeeVersion: payeeDetails.version,
  lineCount: sql<number>`(select count(*)::int from payout_lines l where l.payout_id = ${payouts.id})`,
  nettedMinor: sql<string>`(select coalesce(sum(l.amount_minor), 0) from payout_lines l where l.payout_id = ${payouts.id} and l.amount_minor < 0)`,
  /** The creator's payout before this one that was really sent: to which version of the details, and how it ended. */
  previousPayeeId: sql<string | null>`(select p.payee_details_id from payouts p join batches b on b.id = p.batch_id
    where p.creator_id = ${payouts.creatorId} and p.id < ${payouts.id} and b.status = 'sent' order by p.id desc limit 1)`,
  previousStatus: sql<string | null>`(select p.status from payouts p join batches b on b.id = p.batch_id
    where p.creator_id = ${payouts.creatorId} and p.id < ${payouts.id} and b.status = 'sent' order by p.id desc limit 1)`,
  payeeDetailsId: payouts.payeeDetailsId,
  /** What the creator's payouts in the currency were so far, on average; null for the first. */
  usualMinor: sql<string | null>`(select round(avg(p.amount_minor)) from payouts p join batches b on b.id = p.batch_id
    where p.creator_id = ${payouts.creatorId} and p.currency = ${payouts.currency} and p.id < ${payouts.id} and b.status = 'sent')`,
};

/** More than so many times a creator's average payout is unusual. */
const UNUSUAL_TIMES = 3n;

function selectPayouts(tx: Tx) {
  return tx
    .select(payoutColumns)
    .from(payouts)
    .innerJoin(creators, eq(creators.id, payouts.creatorId))
    .innerJoin(payeeDetails, eq(payeeDetails.id, payouts.payeeDetailsId));
}

type RawPayout = Awaited<ReturnType<typeof selectPayouts>>[number];

/** Why a person should look twice at a payout. */
export type PayoutWarning = "first-payout" | "changed-account" | "last-one-returned" | "unusual-amount";

function withWarnings({ previousPayeeId, previousStatus, payeeDetailsId, nettedMinor, usualMinor, ...row }: RawPayout) {
  const warnings: PayoutWarning[] = [];
  if (previousPayeeId === null) warnings.push("first-payout");
  else if (previousPayeeId !== payeeDetailsId) warnings.push("changed-account");
  else if (previousStatus === "returned") warnings.push("last-one-returned");
  if (usualMinor !== null && row.amountMinor > BigInt(usualMinor) * UNUSUAL_TIMES) warnings.push("unusual-amount");
  return { ...row, nettedMinor: BigInt(nettedMinor), warnings };
}

export type PayoutRow = ReturnType<typeof withWarnings>;

/** One page of a batch's payouts, largest first. */
export async function listPayouts(tx: Tx, batchId: string, page: number): Promise<PayoutRow[]> {
  const rows = await selectPayouts(tx)
    .where(eq(payouts.batchId, batchId))
    .orderBy(desc(payouts.amountMinor), asc(payouts.id))
    .limit(PAYOUTS_SHOWN)
    .offset((page - 1) * PAYOUTS_SHOWN);
  return rows.map(withWarnings);
}

/** How many payouts of a batch carry which warning. */
export async function countWarnings(tx: Tx, batchId: string): Promise<Record<PayoutWarning, number>> {
  const counts: Record<PayoutWarning, number> = {
    ...{ "first-payout": 0, "changed-account": 0, "last-one-returned": 0, "unusual-amount": 0 },
  };
  const rows = await selectPayouts(tx).where(eq(payouts.batchId, batchId));
  for (const row of rows) for (const warning of withWarnings(row).warnings) counts[warning] += 1;
  return counts;
}

export async function findPayout(tx: Tx, batchId: string, payoutId: string): Promise<PayoutRow | undefined> {
  const [row] = await selectPayouts(tx).where(and(eq(payouts.batchId, batchId), eq(payouts.id, payoutId)));
  return row && withWarnings(row);
}

/** Accounts as far as they may be shown, by version of payee details, for a preview. */
export async function findAccountsInWords(tx: Tx, payeeDetailsIds: readonly string[]): Promise<Map<string, string>> {
  if (payeeDetailsIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: payeeDetails.id, kind: payeeDetails.kind, ending: payeeDetails.accountEnding })
    .from(payeeDetails)
    .where(inArray(payeeDetails.id, [...payeeDetailsIds]));
  return new Map(rows.map((row) => [row.id, accountInWords(row.kind, row.ending)]));
}
