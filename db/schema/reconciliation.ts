import { sql } from "drizzle-orm";
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { rails } from "../../app/payouts/payout.ts";
import { lineKinds, statementFormats } from "../../app/reconciliation/rail-statement.ts";
import { instant, listed, minor, word } from "./columns.ts";
import { users } from "./access.ts";
import { payouts } from "./payouts.ts";

/** What a rail told us of a period: an uploaded file, or its records read by API. Of the platform, like the batches it is compared with. */
export const railStatements = pgTable(
  "rail_statements",
  {
    id: uuid("id").primaryKey(),
    rail: word("rail", rails).notNull(),
    format: word("format", statementFormats).notNull(),
    /** The file's name as it was uploaded, or what was read. */
    name: text("name").notNull(),
    /** Of the bytes: the same statement twice changes nothing. */
    sha256: text("sha256").notNull(),
    periodFrom: date("period_from", { mode: "string" }).notNull(),
    periodUntil: date("period_until", { mode: "string" }).notNull(),
    /** Lines that were new, of all lines about payouts; another statement may have told the others before. */
    newLineCount: integer("new_line_count").notNull(),
    lineCount: integer("line_count").notNull(),
    /** Money that came in and is no payout that came back, such as a brand's bank transfer. */
    otherCount: integer("other_count").notNull(),
    /** Null where it was read by API. */
    uploadedBy: uuid("uploaded_by").references(() => users.id),
    uploadedAt: instant("uploaded_at").notNull(),
  },
  (table) => [
    uniqueIndex("rail_statements_unique").on(table.rail, table.sha256),
    listed("rail_statements_rail", table.rail, rails),
    listed("rail_statements_format", table.format, statementFormats),
  ],
);

/** One payment as the rail tells of it. */
export const railStatementLines = pgTable(
  "rail_statement_lines",
  {
    statementId: uuid("statement_id")
      .notNull()
      .references(() => railStatements.id),
    position: integer("position").notNull(),
    rail: word("rail", rails).notNull(),
    /** SHA-256 over what the line says and how often it was said before in its statement: statements may overlap, lines are kept once. */
    lineKey: text("line_key").notNull(),
    kind: word("kind", lineKinds).notNull(),
    /** As the rail writes it. */
    reference: text("reference").notNull(),
    currency: text("currency").notNull(),
    /** Of a payout above zero, or 0 where it was rejected before it left; of everything else what it did to the balance at the provider. */
    amountMinor: minor("amount_minor").notNull(),
    /** What the provider kept for it. */
    feeMinor: minor("fee_minor")
      .notNull()
      .default(sql`0`),
    bookedOn: date("booked_on", { mode: "string" }).notNull(),
    /** The rail's words for a return; empty otherwise. */
    reason: text("reason").notNull(),
    /** The rail's own number of the booking; empty where it gives none. */
    bookingReference: text("booking_reference").notNull().default(""),
    /** The payout the reference names; null for a payment we know nothing of. */
    payoutId: uuid("payout_id").references(() => payouts.id),
  },
  (table) => [
    primaryKey({ columns: [table.statementId, table.position] }),
    uniqueIndex("rail_statement_lines_key_unique").on(table.rail, table.lineKey),
    index("rail_statement_lines_payout").on(table.payoutId),
    index("rail_statement_lines_unknown").on(table.rail, table.bookedOn),
    index("rail_statement_lines_reference").on(table.rail, table.reference),
    listed("rail_statement_lines_kind", table.kind, lineKinds),
  ],
);

/** What a person found out about a difference. It stands for this difference alone: another amount is another difference. */
export const reconciliationNotes = pgTable(
  "reconciliation_notes",
  {
    id: uuid("id").primaryKey(),
    /** Such as `missing:{payout}`. */
    findingKey: text("finding_key").notNull(),
    note: text("note").notNull(),
    notedBy: uuid("noted_by")
      .notNull()
      .references(() => users.id),
    notedAt: instant("noted_at").notNull(),
  },
  (table) => [index("reconciliation_notes_finding").on(table.findingKey)],
);
