import { and, eq, gte, inArray, lt, sql, type SQL } from "drizzle-orm";
import { creatorAccount } from "#app/ledger/account.ts";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { sales } from "#db/schema/sales.ts";
import { statementKindOf, type StatementMonth, type StatementMovement } from "./statement.ts";

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

/** The most lines one statement lists. A creator with more sales in a month gets them from the sales export. */
export const MAX_STATEMENT_LINES = 20_000;

/** Every booking of a month that changed the balance, in the order of the books. */
export async function findMovements(tx: Tx, creatorId: string, month: StatementMonth): Promise<StatementMovement[]> {
  const accounts = await balanceAccounts(tx, creatorId);
  if (accounts === null) return [];
  const rows = await tx
    .select({
      transactionId: ledgerTransactions.id,
      bookedAt: ledgerTransactions.recordedAt,
      eventCode: ledgerTransactions.eventCode,
      sentence: ledgerTransactions.sentence,
      currency: ledgerEntries.currency,
      sum: sql<string>`sum(${ledgerEntries.amountMinor})`,
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
      and(accounts, gte(ledgerTransactions.recordedAt, month.from), lt(ledgerTransactions.recordedAt, month.until)),
    )
    .groupBy(
      ledgerTransactions.brandId,
      ledgerTransactions.id,
      ledgerEntries.currency,
      brands.id,
      sales.brandId,
      sales.id,
    )
    .having(sql`sum(${ledgerEntries.amountMinor}) <> 0`)
    .orderBy(ledgerTransactions.recordedAt, ledgerTransactions.id)
    .limit(MAX_STATEMENT_LINES);
  return rows.map(({ eventCode, sum, saleId, orderName, placedAt, ...row }) => ({
    ...row,
    kind: statementKindOf(eventCode),
    amountMinor: BigInt(sum),
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
