import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { rowHashOf } from "#db/row-hash.server.ts";
import { ledgerTransactions } from "#db/schema/ledger.ts";
import type { NewTransaction } from "./ledger-store.server.ts";
import type { Posting } from "./posting.ts";

/** A posting with what only booking adds to it. */
export interface PreparedPosting {
  readonly posting: Posting;
  readonly transaction: NewTransaction;
}

/** Inserts many transactions with their entries by one statement. Returns the ids of those whose key was free; the others wrote nothing. */
export async function insertTransactions(
  tx: Tx,
  brandId: string,
  prepared: readonly PreparedPosting[],
): Promise<Set<string>> {
  const rows = prepared.map(({ posting, transaction }) => {
    const row: Omit<typeof ledgerTransactions.$inferSelect, "rowHash"> = {
      brandId,
      id: transaction.id,
      idempotencyKey: posting.idempotencyKey,
      inputHash: transaction.inputHash,
      eventCode: posting.eventCode,
      sentence: posting.sentence,
      saleId: posting.saleId ?? null,
      commissionId: posting.commissionId ?? null,
      payoutId: posting.payoutId ?? null,
      occurredAt: posting.occurredAt,
      recordedAt: transaction.recordedAt,
    };
    return { ...row, rowHash: rowHashOf(row) };
  });
  const entries = prepared.flatMap(({ posting, transaction }) =>
    posting.entries.map((entry, position) => ({ ...entry, transactionId: transaction.id, position })),
  );
  const row = <T>(read: (each: (typeof rows)[number]) => T) => sql.param(rows.map(read));
  const entry = <T>(read: (each: (typeof entries)[number]) => T) => sql.param(entries.map(read));
  const booked = await tx.execute<{ id: string }>(sql`
    with booked as (
      insert into ledger_transactions (brand_id, id, idempotency_key, input_hash, event_code, sentence, sale_id, commission_id, payout_id,
        occurred_at, recorded_at, row_hash)
      select ${brandId}::uuid, t.id, t.idempotency_key, t.input_hash, t.event_code, t.sentence, t.sale_id, t.commission_id, t.payout_id,
        t.occurred_at::timestamptz, t.recorded_at::timestamptz, t.row_hash
      from unnest(
        ${row(({ id }) => id)}::uuid[], ${row(({ idempotencyKey }) => idempotencyKey)}::text[],
        ${row(({ inputHash }) => inputHash)}::text[], ${row(({ eventCode }) => eventCode)}::text[],
        ${row(({ sentence }) => sentence)}::text[], ${row(({ saleId }) => saleId)}::uuid[],
        ${row(({ commissionId }) => commissionId)}::uuid[], ${row(({ payoutId }) => payoutId)}::uuid[],
        ${row(({ occurredAt }) => occurredAt.toISOString())}::text[],
        ${row(({ recordedAt }) => recordedAt.toISOString())}::text[], ${row(({ rowHash }) => rowHash)}::text[]
      ) as t (id, idempotency_key, input_hash, event_code, sentence, sale_id, commission_id, payout_id, occurred_at, recorded_at, row_hash)
      on conflict (brand_id, idempotency_key) do nothing
      returning brand_id, id
    ), entered as (
      insert into ledger_entries (brand_id, transaction_id, position, account, currency, amount_minor, sale_line_id)
      select booked.brand_id, booked.id, entry.position, entry.account, entry.currency, entry.amount_minor, entry.sale_line_id
      from booked join unnest(
        ${entry(({ transactionId }) => transactionId)}::uuid[], ${entry(({ position }) => position)}::int[],
        ${entry(({ account }) => account)}::text[], ${entry(({ currency }) => currency)}::text[],
        ${entry(({ amountMinor }) => amountMinor.toString())}::bigint[], ${entry(({ saleLineId }) => saleLineId ?? null)}::uuid[]
      ) as entry (transaction_id, position, account, currency, amount_minor, sale_line_id) on entry.transaction_id = booked.id
    )
    select id from booked`);
  return new Set(booked.map(({ id }) => id));
}

/** The input hashes booked under some keys, by key. */
export async function findInputHashes(tx: Tx, brandId: string, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ key: ledgerTransactions.idempotencyKey, inputHash: ledgerTransactions.inputHash })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.brandId, brandId), inArray(ledgerTransactions.idempotencyKey, [...keys])));
  return new Map(rows.map(({ key, inputHash }) => [key, inputHash]));
}
