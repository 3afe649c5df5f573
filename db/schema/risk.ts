import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { flagKinds, type FlagEvidence } from "../../app/risk/flag.ts";
import { users } from "./access.ts";
import { brands } from "./brands.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { commissions } from "./commissions.ts";

/** A risk finding on a commission, with its evidence. It never takes money away; it only makes a person look. */
export const riskFlags = pgTable(
  "risk_flags",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    commissionId: uuid("commission_id").notNull(),
    kind: word("kind", flagKinds).notNull(),
    /** 1 to 100. */
    points: integer("points").notNull(),
    /** What was found, in one sentence with its figures. Never names the buyer. */
    sentence: text("sentence").notNull(),
    evidence: jsonb("evidence").$type<FlagEvidence>().notNull(),
    raisedAt: instant("raised_at").notNull(),
    /** When a later look no longer found it; null while it stands. */
    clearedAt: instant("cleared_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("risk_flags_standing_unique")
      .on(table.brandId, table.commissionId, table.kind)
      .where(sql`cleared_at is null`),
    index("risk_flags_commission").on(table.brandId, table.commissionId),
    foreignKey({ columns: [table.brandId, table.commissionId], foreignColumns: [commissions.brandId, commissions.id] }),
    listed("risk_flags_kind", table.kind, flagKinds),
  ],
);

/** What a brand wants done about risk by itself. No row: the defaults. */
export const riskSettings = pgTable("risk_settings", {
  brandId: uuid("brand_id")
    .primaryKey()
    .references(() => brands.id),
  /** A code that leaked is replaced at once, with its grace; the creator keeps every credit. */
  rotatesLeakedCodes: boolean("rotates_leaked_codes").notNull(),
  setBy: uuid("set_by")
    .notNull()
    .references(() => users.id),
  setAt: instant("set_at").notNull(),
});
