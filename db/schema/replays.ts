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
import {
  replayPhases,
  replayStatuses,
  type ReplayCursor,
  type ReplayedCredit,
  type ReplaySum,
} from "../../app/replays/replay.ts";
import { users } from "./access.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { campaigns } from "./campaigns.ts";

/** A period decided again under another policy: first as a what-if, then perhaps applied. Kept with who asked, when, and the rules. */
export const replays = pgTable(
  "replays",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    /** Counts within the brand: "replay 3". */
    number: integer("number").notNull(),
    status: word("status", replayStatuses).notNull(),
    /** Null for all campaigns. */
    campaignId: uuid("campaign_id"),
    /** Sales placed from here on … */
    periodFrom: instant("period_from").notNull(),
    /** … and before here. */
    periodUntil: instant("period_until").notNull(),
    /** The rules that take the place of those in force, as app/replays/rules-text.ts writes them. */
    rules: text("rules").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    /** Of the period, when it was asked. */
    saleCount: integer("sale_count").notNull(),
    /** Sales of the period that the phase under way has looked at. */
    doneCount: integer("done_count").notNull(),
    /** When the phase under way began; its rate is measured from here. */
    beganAt: instant("began_at").notNull(),
    cursor: jsonb("cursor").$type<ReplayCursor>().notNull(),
    /** Grows with each step: two workers that take up the same replay cannot both save one. */
    step: integer("step").notNull(),
    updatedAt: instant("updated_at").notNull(),
    finishedAt: instant("finished_at"),
    /** Why it failed, in one sentence. */
    failure: text("failure"),
    /** What would change, by partnership and currency; null until the what-if is done. */
    whatIfSums: jsonb("what_if_sums").$type<ReplaySum[]>(),
    /** What was posted; null until all of it is. */
    appliedSums: jsonb("applied_sums").$type<ReplaySum[]>(),
    applyAskedBy: uuid("apply_asked_by").references(() => users.id),
    applyAskedAt: instant("apply_asked_at"),
    /** What the brand tells the creators. */
    applyReason: text("apply_reason"),
    appliedAt: instant("applied_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("replays_number_unique").on(table.brandId, table.number),
    // One at a time: a second one would be worked out on sand.
    uniqueIndex("replays_one_at_work")
      .on(table.brandId)
      .where(sql`status in ('running', 'applying')`),
    index("replays_at_work")
      .on(table.updatedAt)
      .where(sql`status in ('running', 'applying')`),
    listed("replays_status", table.status, replayStatuses),
    foreignKey({ columns: [table.brandId, table.campaignId], foreignColumns: [campaigns.brandId, campaigns.id] }),
  ],
);

/** A sale that a replay credits otherwise, or pays otherwise. Sales that stay as they are have no row. */
export const replayChanges = pgTable(
  "replay_changes",
  {
    brandId: brandId(),
    replayId: uuid("replay_id").notNull(),
    phase: word("phase", replayPhases).notNull(),
    saleId: uuid("sale_id").notNull(),
    placedAt: instant("placed_at").notNull(),
    currency: text("currency").notNull(),
    /** It came after the period, and changes because its customer is bound to somebody else. */
    isAfterPeriod: boolean("is_after_period").notNull(),
    /** The decision before; null for a sale that had none. */
    attributionId: uuid("attribution_id"),
    /** Which rule decides now; see `DecisionRule`. */
    ruleAfter: text("rule_after").notNull(),
    creditsBefore: jsonb("credits_before").$type<ReplayedCredit[]>().notNull(),
    creditsAfter: jsonb("credits_after").$type<ReplayedCredit[]>().notNull(),
    beforeMinor: minor("before_minor").notNull(),
    afterMinor: minor("after_minor").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.replayId, table.phase, table.saleId] }),
    index("replay_changes_placed").on(table.brandId, table.replayId, table.phase, table.placedAt, table.saleId),
    foreignKey({ columns: [table.brandId, table.replayId], foreignColumns: [replays.brandId, replays.id] }),
    listed("replay_changes_phase", table.phase, replayPhases),
  ],
);
