import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sealedKinds } from "../../app/ledger/seal.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";

/**
 * One business event in the books of one brand. Append-only. The database refuses entries that do not sum to zero in each currency,
 * a transaction without entries, entries added later, and any UPDATE or DELETE.
 */
export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    /** SHA-256 of the canonical input, entries included: the same key with other input is an error. */
    inputHash: text("input_hash").notNull(),
    /** Such as `commission.earned`; the closed list is in app/ledger. */
    eventCode: text("event_code").notNull(),
    /** One sentence: why this money moved. */
    sentence: text("sentence").notNull(),
    saleId: uuid("sale_id"),
    commissionId: uuid("commission_id"),
    payoutId: uuid("payout_id"),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** SHA-256 over all other columns (db/row-hash.server.ts): `npm run verify` names the row when a byte of it was changed. */
    rowHash: text("row_hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("ledger_transactions_key_unique").on(table.brandId, table.idempotencyKey),
    index("ledger_transactions_commission").on(table.brandId, table.commissionId),
    index("ledger_transactions_sale").on(table.brandId, table.saleId),
    index("ledger_transactions_payout").on(table.brandId, table.payoutId),
  ],
);

export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    brandId: brandId(),
    transactionId: uuid("transaction_id").notNull(),
    position: integer("position").notNull(),
    /** Such as `creator:{id}@brand:{id}:held`. */
    account: text("account").notNull(),
    currency: text("currency").notNull(),
    /** Positive: the account's owner is owed more. Negative: less. */
    amountMinor: minor("amount_minor").notNull(),
    /** The line of the sale this cent comes from, where there is one. */
    saleLineId: uuid("sale_line_id"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.transactionId, table.position] }),
    // In the order of booking and with the amounts, so that balances and pages of a statement are read from the index alone.
    index("ledger_entries_account").on(
      table.brandId,
      table.account,
      table.currency,
      table.transactionId,
      table.amountMinor,
    ),
    foreignKey({
      columns: [table.brandId, table.transactionId],
      foreignColumns: [ledgerTransactions.brandId, ledgerTransactions.id],
    }),
  ],
);

/**
 * The chain over a brand's ledger transactions and audit events: one seal per row, numbered from 1, each carrying the hash of the one
 * before. Written afterwards by a job, so that no posting waits for another. Append-only. What it proves is told in app/ledger/seal.ts.
 */
export const seals = pgTable(
  "seals",
  {
    /** The brand; the nil UUID for what belongs to no brand. */
    brandId: brandId(),
    number: bigint("number", { mode: "number" }).notNull(),
    kind: word("kind", sealedKinds).notNull(),
    /** The ledger transaction or audit event. */
    subjectId: uuid("subject_id").notNull(),
    /** The subject's own row hash when it was sealed; a transaction's covers its entries. */
    subjectHash: text("subject_hash").notNull(),
    /** The row hash of the seal before; empty for the first. */
    previousHash: text("previous_hash").notNull(),
    sealedAt: instant("sealed_at").notNull(),
    /** SHA-256 over all other columns (db/row-hash.server.ts): of the latest seal it stands for all that was sealed so far. */
    rowHash: text("row_hash").notNull(),
  },
  (table) => [
    // Two sealers at once meet here: the second finds its number taken and leaves the work to the first.
    primaryKey({ columns: [table.brandId, table.number] }),
    uniqueIndex("seals_subject_unique").on(table.brandId, table.subjectId),
    listed("seals_kind", table.kind, sealedKinds),
  ],
);
