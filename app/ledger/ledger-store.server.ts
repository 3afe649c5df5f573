import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { gather, rowsOf } from "#db/gathered-writes.server.ts";
import { arrayTextOf } from "#db/insert-rows.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { closedBooks } from "#db/schema/months.ts";
import type { Posting, PostingEntry } from "./posting.ts";

export interface NewTransaction {
  readonly id: string;
  readonly posting: Posting;
  readonly inputHash: string;
  readonly recordedAt: Date;
}

type PlacedEntry = PostingEntry & { readonly id: string; readonly position: number };

const entryColumns: readonly { readonly type: string; readonly read: (entry: PlacedEntry) => unknown }[] = [
  { type: "uuid", read: ({ id }) => id },
  { type: "int", read: ({ position }) => position },
  { type: "text", read: ({ account }) => account },
  { type: "text", read: ({ currency }) => currency },
  { type: "bigint", read: ({ amountMinor }) => amountMinor },
  { type: "uuid", read: ({ saleLineId }) => saleLineId ?? null },
];

/** Only of the transactions that were booked: a key that is taken already enters nothing. */
const ENTERING = `
  insert into ledger_entries (brand_id, transaction_id, position, account, currency, amount_minor, sale_line_id)
  select booked.brand_id, booked.id, entry.position, entry.account, entry.currency, entry.amount_minor, entry.sale_line_id
  from unnest(${entryColumns.map(({ type }, place) => `(select $${place + 1}::text)::${type}[]`).join(", ")})
    as entry (id, position, account, currency, amount_minor, sale_line_id)
  join new_ledger_transactions as booked on booked.id = entry.id`;

/** Inserts transactions with their entries. Returns the ids of those that were: a key that is taken already writes nothing. */
export async function insertTransactions(
  tx: Tx,
  brandId: string,
  made: readonly NewTransaction[],
): Promise<ReadonlySet<string>> {
  const rows = made.map(({ id, posting, inputHash, recordedAt }) => {
    const row: Omit<typeof ledgerTransactions.$inferSelect, "rowHash"> = {
      brandId,
      id,
      idempotencyKey: posting.idempotencyKey,
      inputHash,
      eventCode: posting.eventCode,
      sentence: posting.sentence,
      saleId: posting.saleId ?? null,
      commissionId: posting.commissionId ?? null,
      payoutId: posting.payoutId ?? null,
      occurredAt: posting.occurredAt,
      recordedAt,
    };
    return { ...row, rowHash: rowHashOf(row) };
  });
  const entries = made.flatMap(({ id, posting }) =>
    posting.entries.map((entry, position) => ({ ...entry, id, position })),
  );
  const booked = await gather(tx, [
    rowsOf(ledgerTransactions, rows, "on conflict (brand_id, idempotency_key) do nothing returning brand_id, id"),
    { name: "new_ledger_entries", text: ENTERING, params: entryColumns.map(({ read }) => arrayTextOf(entries, read)) },
  ]);
  return new Set(booked.map(({ id }) => id as string));
}

/** The transaction booked under a key; undefined when there is none. */
export async function findTransaction(
  tx: Tx,
  brandId: string,
  idempotencyKey: string,
): Promise<{ id: string; inputHash: string; occurredAt: Date } | undefined> {
  const [row] = await tx
    .select({
      id: ledgerTransactions.id,
      inputHash: ledgerTransactions.inputHash,
      occurredAt: ledgerTransactions.occurredAt,
    })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.brandId, brandId), eq(ledgerTransactions.idempotencyKey, idempotencyKey)));
  return row;
}

/** Before which instant the books are closed; null for never. Until this transaction ends nobody closes another month. */
export async function readClosedBefore(tx: Tx): Promise<Date | null> {
  const [row] = await tx.select({ closedBefore: closedBooks.closedBefore }).from(closedBooks).for("share");
  return row?.closedBefore ?? null;
}

/** The sum of an account's entries in one currency; 0 for an account nobody posted to. */
export async function balanceOf(tx: Tx, brandId: string, account: string, currency: string): Promise<bigint> {
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${ledgerEntries.amountMinor}), 0)` })
    .from(ledgerEntries)
    .where(
      and(eq(ledgerEntries.brandId, brandId), eq(ledgerEntries.account, account), eq(ledgerEntries.currency, currency)),
    );
  return BigInt(row?.sum ?? 0);
}

/** Every account of a brand with its balance, by account and currency. */
export async function balancesOf(
  tx: Tx,
  brandId: string,
): Promise<{ account: string; currency: string; balanceMinor: bigint }[]> {
  const rows = await tx
    .select({
      account: ledgerEntries.account,
      currency: ledgerEntries.currency,
      sum: sql<string>`sum(${ledgerEntries.amountMinor})`,
    })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.brandId, brandId))
    .groupBy(ledgerEntries.account, ledgerEntries.currency)
    .orderBy(ledgerEntries.account, ledgerEntries.currency);
  return rows.map(({ account, currency, sum }) => ({ account, currency, balanceMinor: BigInt(sum) }));
}
