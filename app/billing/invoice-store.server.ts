import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandFundsAccount, platformFeesAccount } from "#app/ledger/account.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import type { InvoiceLine } from "./invoice.ts";

const joinTransactions = and(
  eq(ledgerTransactions.brandId, ledgerEntries.brandId),
  eq(ledgerTransactions.id, ledgerEntries.transactionId),
);

/** The closed months in which something moved a brand's balance, by currency, the latest first. */
export async function listInvoiceMonths(
  tx: Tx,
  brandId: string,
  now: Date,
): Promise<{ month: string; currency: string; feeMinor: bigint }[]> {
  const month = sql<string>`to_char(${ledgerTransactions.occurredAt} at time zone 'UTC', 'YYYY-MM')`;
  const isFee = sql`${ledgerEntries.account} = ${platformFeesAccount(brandId)}`;
  const rows = await tx
    .select({
      month,
      currency: ledgerEntries.currency,
      fee: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}) filter (where ${isFee}), 0)`,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        inArray(ledgerEntries.account, [brandFundsAccount(brandId), platformFeesAccount(brandId)]),
        lt(ledgerTransactions.occurredAt, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))),
      ),
    )
    .groupBy(sql`1`, ledgerEntries.currency)
    .orderBy(sql`1 desc`, ledgerEntries.currency);
  return rows.map(({ fee, ...row }) => ({ ...row, feeMinor: BigInt(fee) }));
}

/** What moved a brand's balance in a month, one row per kind of event and batch day, oldest first. */
export async function listInvoiceLines(
  tx: Tx,
  brandId: string,
  { from, until, currency }: { readonly from: Date; readonly until: Date; readonly currency: string },
): Promise<InvoiceLine[]> {
  const day = sql<string>`to_char(${ledgerTransactions.occurredAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await tx
    .select({
      day,
      eventCode: ledgerTransactions.eventCode,
      count: sql<number>`count(*)::int`,
      sum: sql<string>`sum(${ledgerEntries.amountMinor})`,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        eq(ledgerEntries.account, brandFundsAccount(brandId)),
        eq(ledgerEntries.currency, currency),
        gte(ledgerTransactions.occurredAt, from),
        lt(ledgerTransactions.occurredAt, until),
      ),
    )
    .groupBy(sql`1`, ledgerTransactions.eventCode)
    .orderBy(sql`1`, ledgerTransactions.eventCode);
  return rows.map(({ sum, ...row }) => ({ ...row, amountMinor: BigInt(sum) }));
}

/** What a brand's balance was before an instant. */
export async function balanceBefore(tx: Tx, brandId: string, currency: string, before: Date): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}), 0)` })
    .from(ledgerEntries)
    .innerJoin(ledgerTransactions, joinTransactions)
    .where(
      and(
        eq(ledgerEntries.brandId, brandId),
        eq(ledgerEntries.account, brandFundsAccount(brandId)),
        eq(ledgerEntries.currency, currency),
        lt(ledgerTransactions.occurredAt, before),
      ),
    );
  return BigInt(row?.sum ?? 0);
}
