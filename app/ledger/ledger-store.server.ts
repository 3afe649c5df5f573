import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { ledgerEntries, ledgerTransactions } from "#db/schema/ledger.ts";
import { closedBooks } from "#db/schema/months.ts";
import type { Posting, PostingEntry } from "./posting.ts";

export interface NewTransaction {
  readonly id: string;
  readonly inputHash: string;
  readonly recordedAt: Date;
}

/** Inserts the transaction with its entries. False, and nothing written, when the key is taken already. */
export async function insertTransaction(
  tx: Tx,
  brandId: string,
  posting: Posting,
  { id, inputHash, recordedAt }: NewTransaction,
): Promise<boolean> {
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
  const column = <T>(read: (entry: PostingEntry) => T) => sql.param(posting.entries.map(read));
  // One statement whatever the number of entries, so that the database and the driver meet the same text each time.
  const booked = await tx.execute(sql`
    with booked as (
      insert into ledger_transactions (brand_id, id, idempotency_key, input_hash, event_code, sentence, sale_id, commission_id, payout_id,
        occurred_at, recorded_at, row_hash)
      values (${row.brandId}, ${row.id}, ${row.idempotencyKey}, ${row.inputHash}, ${row.eventCode}, ${row.sentence}, ${row.saleId},
        ${row.commissionId}, ${row.payoutId}, ${row.occurredAt.toISOString()}, ${row.recordedAt.toISOString()}, ${rowHashOf(row)})
      on conflict (brand_id, idempotency_key) do nothing
      returning brand_id, id
    )
    insert into ledger_entries (brand_id, transaction_id, position, account, currency, amount_minor, sale_line_id)
    select booked.brand_id, booked.id, entry.number - 1, entry.account, entry.currency, entry.amount_minor, entry.sale_line_id
    from booked, unnest(
      ${column(({ account }) => account)}::text[],
      ${column(({ currency }) => currency)}::text[],
      ${column(({ amountMinor }) => amountMinor.toString())}::bigint[],
      ${column(({ saleLineId }) => saleLineId ?? null)}::uuid[]
    ) with ordinality as entry (account, currency, amount_minor, sale_line_id, number)`);
  return booked.count > 0;
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
