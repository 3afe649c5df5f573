import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { closingStatuses, type StoredCheck } from "../../app/months/month.ts";
import { users } from "./access.ts";
import { instant, listed, word } from "./columns.ts";
import { creators } from "./creators.ts";

/** One closing of a month: proposed by one person, confirmed by another, perhaps reopened by two. A month may be closed again after that. */
export const monthClosings = pgTable(
  "month_closings",
  {
    id: uuid("id").primaryKey(),
    /** Such as `2026-06`, in UTC. */
    month: text("month").notNull(),
    status: word("status", closingStatuses).notNull(),
    proposedBy: uuid("proposed_by")
      .notNull()
      .references(() => users.id),
    proposedAt: instant("proposed_at").notNull(),
    /** The books' own checks, run for this closing; null until they were. */
    checks: jsonb("checks").$type<StoredCheck[]>(),
    checkedAt: instant("checked_at"),
    closedBy: uuid("closed_by").references(() => users.id),
    closedAt: instant("closed_at"),
    reopenProposedBy: uuid("reopen_proposed_by").references(() => users.id),
    reopenProposedAt: instant("reopen_proposed_at"),
    /** Why it must be open again, word for word. */
    reopenReason: text("reopen_reason"),
    reopenedBy: uuid("reopened_by").references(() => users.id),
    reopenedAt: instant("reopened_at"),
  },
  (table) => [
    uniqueIndex("month_closings_standing_unique")
      .on(table.month)
      .where(sql`status in ('proposed', 'closed', 'reopening')`),
    index("month_closings_month").on(table.month),
    listed("month_closings_status", table.status, closingStatuses),
    check(
      "month_closings_two_people",
      sql`closed_by is distinct from proposed_by and (reopened_by is null or reopened_by <> reopen_proposed_by)`,
    ),
  ],
);

/** One row: no posting may say that it happened before this instant. Null while no month was ever closed. */
export const closedBooks = pgTable(
  "closed_books",
  {
    isOnlyRow: boolean("is_only_row").primaryKey().default(true),
    closedBefore: instant("closed_before"),
  },
  (table) => [check("closed_books_one_row", sql`${table.isOnlyRow}`)],
);

/** The hash of each creator's statement of a closed month, as it was when the month was closed. Append-only. */
export const statementSeals = pgTable(
  "statement_seals",
  {
    closingId: uuid("closing_id")
      .notNull()
      .references(() => monthClosings.id),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    entryCount: integer("entry_count").notNull(),
    /** SHA-256 over the entries behind the statement (the database function `statement_hashes`). */
    sha256: text("sha256").notNull(),
  },
  (table) => [primaryKey({ columns: [table.closingId, table.creatorId] })],
);
