import { and, eq, inArray, lte, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { creators } from "#db/schema/creators.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { payouts } from "#db/schema/payouts.ts";
import { sales } from "#db/schema/sales.ts";
import type { LedgerEventCode } from "./account.ts";
import type { AsOf } from "./as-of.ts";

export interface AccountBalance {
  readonly account: string;
  readonly currency: string;
  readonly balanceMinor: bigint;
}

/** All balances of a currency: what is owed to somebody, what somebody owes, which cancel each other out. */
export interface CurrencySums {
  readonly currency: string;
  readonly positiveMinor: bigint;
  readonly negativeMinor: bigint;
  readonly accountCount: number;
}

const ofTransaction = and(
  eq(ledgerTransactions.brandId, ledgerEntries.brandId),
  eq(ledgerTransactions.id, ledgerEntries.transactionId),
);

function upTo({ at, by }: AsOf): SQL {
  return lte(by === "recorded" ? ledgerTransactions.recordedAt : ledgerTransactions.occurredAt, at);
}

/** Entries of a brand up to an instant, or all of them, which is read from the index of the accounts alone. */
function entriesUpTo(brandId: string, asOf: AsOf | null, further?: SQL): SQL {
  const own = and(eq(ledgerEntries.brandId, brandId), further);
  return asOf === null
    ? sql`${ledgerEntries} where ${own}`
    : sql`${ledgerEntries} join ${ledgerTransactions} on ${ofTransaction} where ${and(own, upTo(asOf))}`;
}

function balances(brandId: string, asOf: AsOf | null): SQL {
  const { account, currency, amountMinor } = ledgerEntries;
  return sql`select ${account} as account, ${currency} as currency, sum(${amountMinor}) as balance
    from ${entriesUpTo(brandId, asOf)} group by 1, 2 having sum(${amountMinor}) <> 0`;
}

/** One page of the accounts that are not at zero: the brand's own first, then by name. */
export async function listBalances(
  tx: Tx,
  brandId: string,
  asOf: AsOf | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<AccountBalance[]> {
  const rows = await tx.execute<{ account: string; currency: string; balance: string }>(sql`
    select account, currency, balance::text as balance from (${balances(brandId, asOf)}) as balances
    order by account like 'creator:%', account, currency limit ${limit} offset ${offset}`);
  return rows.map(({ balance, ...row }) => ({ ...row, balanceMinor: BigInt(balance) }));
}

/** The trial balance of each currency over all accounts. */
export async function sumBalances(tx: Tx, brandId: string, asOf: AsOf | null): Promise<CurrencySums[]> {
  const rows = await tx.execute<{ currency: string; positive: string; negative: string; count: number }>(sql`
    select currency, coalesce(sum(balance) filter (where balance > 0), 0)::text as positive,
      coalesce(sum(balance) filter (where balance < 0), 0)::text as negative, count(*)::int as count
    from (${balances(brandId, asOf)}) as balances group by currency order by currency`);
  return rows.map(({ currency, positive, negative, count }) => ({
    currency,
    positiveMinor: BigInt(positive),
    negativeMinor: BigInt(negative),
    accountCount: count,
  }));
}

export async function findNames(tx: Tx, creatorIds: readonly string[]): Promise<Map<string, string>> {
  if (creatorIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: creators.id, name: creators.name })
    .from(creators)
    .where(inArray(creators.id, [...new Set(creatorIds)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What one transaction did to an account, with where it comes from. */
export interface AccountMovement {
  readonly transactionId: string;
  readonly amountMinor: bigint;
  /** After it, in the order of booking. */
  readonly balanceMinor: bigint;
  readonly eventCode: LedgerEventCode;
  readonly sentence: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly sale: { readonly id: string; readonly name: string } | null;
  readonly commissionId: string | null;
  readonly payout: { readonly id: string; readonly batchId: string } | null;
}

export interface AccountInCurrency {
  readonly account: string;
  readonly currency: string;
}

/** What an account comes to, and by how many transactions. */
export async function sumAccount(
  tx: Tx,
  brandId: string,
  { account, currency }: AccountInCurrency,
  asOf: AsOf | null,
): Promise<{ balanceMinor: bigint; count: number }> {
  const { amountMinor, transactionId } = ledgerEntries;
  const own = and(eq(ledgerEntries.account, account), eq(ledgerEntries.currency, currency));
  const [row] = await tx.execute<{ sum: string; count: number }>(sql`
    select coalesce(sum(${amountMinor}), 0)::text as sum, count(distinct ${transactionId})::int as count
    from ${entriesUpTo(brandId, asOf, own)}`);
  return { balanceMinor: BigInt(row?.sum ?? 0), count: row?.count ?? 0 };
}

/** One page of an account's movements, the latest booked first: ids are made in the order of booking. */
export async function listMovements(
  tx: Tx,
  brandId: string,
  of: AccountInCurrency,
  asOf: AsOf | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<AccountMovement[]> {
  const { account, currency, amountMinor, transactionId } = ledgerEntries;
  const own = and(eq(account, of.account), eq(currency, of.currency));
  const paged = sql`select ${transactionId} as transaction_id, sum(${amountMinor}) as amount
    from ${entriesUpTo(brandId, asOf, own)} group by 1 order by 1 desc limit ${limit} offset ${offset}`;
  const amounts = await tx.execute<{ transaction_id: string; amount: string }>(paged);
  const [latest] = amounts;
  if (!latest) return [];
  const newer = and(own, sql`${transactionId} > ${latest.transaction_id}`);
  const [whole] = await tx.execute<{ balance: string }>(sql`
    select (coalesce((select sum(${amountMinor}) from ${entriesUpTo(brandId, asOf, own)}), 0)
      - coalesce((select sum(${amountMinor}) from ${entriesUpTo(brandId, asOf, newer)}), 0))::text as balance`);
  const found = await findTransactions(tx, brandId, amounts.map((row) => row.transaction_id)); // prettier-ignore
  let balanceMinor = BigInt(whole?.balance ?? 0);
  return amounts.flatMap((row): AccountMovement[] => {
    const moved = { amountMinor: BigInt(row.amount), balanceMinor };
    balanceMinor -= moved.amountMinor;
    const transaction = found.get(row.transaction_id);
    return transaction ? [{ ...transaction, ...moved }] : [];
  });
}

type Told = Omit<AccountMovement, "amountMinor" | "balanceMinor">;

async function findTransactions(tx: Tx, brandId: string, ids: readonly string[]): Promise<Map<string, Told>> {
  const rows = await tx
    .select({ transaction: ledgerTransactions, orderName: sales.externalName, batchId: payouts.batchId })
    .from(ledgerTransactions)
    .leftJoin(sales, and(eq(sales.brandId, ledgerTransactions.brandId), eq(sales.id, ledgerTransactions.saleId)))
    .leftJoin(payouts, eq(payouts.id, ledgerTransactions.payoutId))
    .where(and(eq(ledgerTransactions.brandId, brandId), inArray(ledgerTransactions.id, [...ids])));
  return new Map(
    rows.map(({ transaction, orderName, batchId }): [string, Told] => {
      const { id, eventCode, sentence, occurredAt, recordedAt, saleId, commissionId, payoutId } = transaction;
      return [
        id,
        {
          ...{ transactionId: id, eventCode: eventCode as LedgerEventCode, sentence, occurredAt, recordedAt },
          ...{ commissionId, sale: saleId !== null && orderName !== null ? { id: saleId, name: orderName } : null },
          payout: payoutId !== null && batchId !== null ? { id: payoutId, batchId } : null,
        },
      ];
    }),
  );
}
