import { and, eq, gt, gte, inArray, lt, or, sql, type SQL } from "drizzle-orm";
import { creatorAccount } from "#app/ledger/account.ts";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";
import { statementKindOf, type KindSum, type StatementLine, type StatementMonth } from "./statement.ts";

/** The creator's accounts whose sum is the balance: what is earned and not paid out. */
async function balanceAccounts(tx: Tx, creatorId: string): Promise<SQL | null> {
  const rows = await tx
    .selectDistinct({ brandId: partnerships.brandId })
    .from(partnerships)
    .where(eq(partnerships.creatorId, creatorId));
  if (rows.length === 0) return null;
  const brandIds = rows.map((row) => row.brandId);
  const accounts = brandIds.flatMap((brandId) => [
    creatorAccount(creatorId, brandId, "held"),
    creatorAccount(creatorId, brandId, "payable"),
  ]);
  return and(inArray(ledgerEntries.brandId, brandIds), inArray(ledgerEntries.account, accounts)) ?? null;
}

const ofTransaction = and(
  eq(ledgerTransactions.brandId, ledgerEntries.brandId),
  eq(ledgerTransactions.id, ledgerEntries.transactionId),
);

/** The balance by currency from everything booked before an instant. */
export async function findBalancesBefore(tx: Tx, creatorId: string, before: Date): Promise<Map<string, bigint>> {
  const accounts = await balanceAccounts(tx, creatorId);
  if (accounts === null) return new Map();
  const rows = await tx
    .select({ currency: ledgerEntries.currency, sum: sql<string>`sum(${ledgerEntries.amountMinor})` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, ofTransaction)
    .where(and(accounts, lt(ledgerTransactions.recordedAt, before)))
    .groupBy(ledgerEntries.currency);
  return new Map(rows.map((row) => [row.currency, BigInt(row.sum)]));
}

function inMonth(accounts: SQL, month: StatementMonth): SQL | undefined {
  return and(accounts, gte(ledgerTransactions.recordedAt, month.from), lt(ledgerTransactions.recordedAt, month.until));
}

const bookedMinor = sql<string>`sum(${ledgerEntries.amountMinor})`;

/** What the bookings of a month changed, by currency and kind. Bookings that only moved money within the balance are none. */
export async function sumMovements(tx: Tx, creatorId: string, month: StatementMonth): Promise<KindSum[]> {
  const accounts = await balanceAccounts(tx, creatorId);
  if (accounts === null) return [];
  const bookings = tx
    .select({
      currency: ledgerEntries.currency,
      eventCode: ledgerTransactions.eventCode,
      minor: bookedMinor.as("minor"),
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, ofTransaction)
    .where(inMonth(accounts, month))
    .groupBy(ledgerTransactions.brandId, ledgerTransactions.id, ledgerEntries.currency)
    .having(sql`${bookedMinor} <> 0`)
    .as("bookings");
  const rows = await tx
    .select({
      currency: bookings.currency,
      eventCode: bookings.eventCode,
      sum: sql<string>`sum(${bookings.minor})`,
      count: sql<number>`count(*)::int`,
    })
    .from(bookings)
    .groupBy(bookings.currency, bookings.eventCode);
  return rows.map(({ eventCode, sum, ...row }) => ({
    ...row,
    kind: statementKindOf(eventCode),
    amountMinor: BigInt(sum),
  }));
}

/** A stretch of the bookings of a month in one currency. */
export interface Stretch {
  readonly currency: string;
  /** The line it begins after and whose balance it goes on from; null for the month's opening. */
  readonly after: Pick<StatementLine, "bookedAt" | "transactionId"> | null;
  /** The balance the stretch goes on from. */
  readonly balanceMinor: bigint;
  readonly offset: number;
  readonly limit: number;
}

/** Bookings that changed the balance, in the order of the books, each with the balance after it. */
export async function findLines(
  tx: Tx,
  creatorId: string,
  month: StatementMonth,
  { currency, after, balanceMinor, offset, limit }: Stretch,
): Promise<StatementLine[]> {
  const accounts = await balanceAccounts(tx, creatorId);
  if (accounts === null) return [];
  const { recordedAt, id } = ledgerTransactions;
  const rows = await tx
    .select({
      transactionId: id,
      bookedAt: recordedAt,
      eventCode: ledgerTransactions.eventCode,
      sentence: ledgerTransactions.sentence,
      payoutId: ledgerTransactions.payoutId,
      currency: ledgerEntries.currency,
      sum: bookedMinor,
      sumSoFar: sql<string>`sum(${bookedMinor}) over (order by ${recordedAt}, ${id})`,
      brandId: brands.id,
      brandName: brands.name,
      saleId: sales.id,
      orderName: sales.externalName,
      placedAt: sales.placedAt,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, ofTransaction)
    .innerJoin(brands, eq(brands.id, ledgerEntries.brandId))
    .leftJoin(sales, and(eq(sales.brandId, ledgerTransactions.brandId), eq(sales.id, ledgerTransactions.saleId)))
    .where(
      and(
        inMonth(accounts, month),
        eq(ledgerEntries.currency, currency),
        after
          ? or(gt(recordedAt, after.bookedAt), and(eq(recordedAt, after.bookedAt), gt(id, after.transactionId)))
          : undefined,
      ),
    )
    .groupBy(ledgerTransactions.brandId, id, ledgerEntries.currency, brands.id, sales.brandId, sales.id)
    .having(sql`${bookedMinor} <> 0`)
    .orderBy(recordedAt, id)
    .limit(limit)
    .offset(offset);
  return rows.map(({ eventCode, sum, sumSoFar, saleId, orderName, placedAt, ...row }) => ({
    ...row,
    kind: statementKindOf(eventCode),
    amountMinor: BigInt(sum),
    balanceMinor: balanceMinor + BigInt(sumSoFar),
    sale: saleId && orderName && placedAt ? { id: saleId, orderName, placedAt } : null,
  }));
}

/** By how much each month changed the balance, and what of that was paid out, by month and currency. */
export async function findMonthChanges(tx: Tx, creatorId: string) {
  const accounts = await balanceAccounts(tx, creatorId);
  if (accounts === null) return [];
  const month = sql<string>`to_char(${ledgerTransactions.recordedAt} at time zone 'UTC', 'YYYY-MM')`;
  const paid = sql<string>`coalesce(sum(${ledgerEntries.amountMinor})
    filter (where ${ledgerTransactions.eventCode} in ('payout.sent', 'payout.returned')), 0)`;
  const rows = await tx
    .select({ month, currency: ledgerEntries.currency, sum: sql<string>`sum(${ledgerEntries.amountMinor})`, paid })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, ofTransaction)
    .where(accounts)
    .groupBy(sql`1`, ledgerEntries.currency);
  return rows.map((row) => ({
    month: row.month,
    currency: row.currency,
    changeMinor: BigInt(row.sum),
    paidMinor: -BigInt(row.paid),
  }));
}
