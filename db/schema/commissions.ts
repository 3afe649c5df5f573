import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  commissionBlocks,
  commissionDecisionKinds,
  commissionStatuses,
  declineReasons,
} from "../../app/commissions/commission.ts";
import { users } from "./access.ts";
import { earnedParts } from "../../app/commissions/earning.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { creators } from "./creators.ts";
import { partnerships } from "./partnerships.ts";
import { saleLines, sales } from "./sales.ts";

/**
 * What one partnership earns on one sale. The ledger is the truth; the four position columns are its projection, written in the
 * same transaction and proven equal by `npm run verify`. earned = held + payable + in transit + paid, always.
 */
export const commissions = pgTable(
  "commissions",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    saleId: uuid("sale_id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    /** The campaign's. */
    currency: text("currency").notNull(),
    /** What the terms alone give on the lines as they are now. */
    calculatedMinor: minor("calculated_minor").notNull(),
    /** After the budget and a decline: what has been posted in all. */
    earnedMinor: minor("earned_minor").notNull(),
    heldMinor: minor("held_minor").notNull(),
    payableMinor: minor("payable_minor").notNull(),
    inTransitMinor: minor("in_transit_minor").notNull(),
    paidMinor: minor("paid_minor").notNull(),
    status: word("status", commissionStatuses).notNull(),
    /** Counts what was posted for it; part of the idempotency key of each posting. */
    revision: integer("revision").notNull().default(0),
    /** The earliest instant it may be approved. */
    holdUntil: instant("hold_until").notNull(),
    /** What stops an approval although the hold is over; null for nothing. */
    blockedBy: text("blocked_by", { enum: commissionBlocks }),
    /** For a sale in another currency than the terms': units of `currency` for one of the sale's, fixed when it was first settled. */
    exchangeRate: text("exchange_rate"),
    /** The day the rate is of, and who published it. */
    exchangeRateDay: text("exchange_rate_day"),
    exchangeRateSource: text("exchange_rate_source"),
    saleOccurredAt: instant("sale_occurred_at").notNull(),
    /** Sum of the points of its flags, 0 to 100, as of the instant beside it: what the queue is filtered and ordered by. */
    riskPoints: integer("risk_points").notNull().default(0),
    /** When it was last looked at for risk; null until then. */
    riskAssessedAt: instant("risk_assessed_at"),
    /** What the sale counts for when later sales of the creator ask: as it was sold, whatever was refunded or declined since. See `CountedSale`. */
    countsAsSale: boolean("counts_as_sale").notNull().default(false),
    soldNetMinor: minor("sold_net_minor")
      .notNull()
      .default(sql`0`),
    soldEarnedMinor: minor("sold_earned_minor")
      .notNull()
      .default(sql`0`),
    soldBonusMinor: minor("sold_bonus_minor")
      .notNull()
      .default(sql`0`),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("commissions_id_unique").on(table.id),
    uniqueIndex("commissions_sale_unique").on(table.brandId, table.saleId, table.partnershipId),
    // With what was earned, so that the sum spent of a budget is read from the index alone.
    index("commissions_campaign").on(table.brandId, table.campaignId, table.currency, table.earnedMinor),
    // What came before a sale in its period is summed from the index alone.
    index("commissions_progress").on(
      table.brandId,
      table.partnershipId,
      table.saleOccurredAt,
      table.saleId,
      table.countsAsSale,
      table.soldNetMinor,
      table.soldEarnedMinor,
      table.soldBonusMinor,
    ),
    index("commissions_creator").on(table.creatorId, table.saleOccurredAt),
    index("commissions_payable")
      .on(table.currency, table.creatorId)
      .where(sql`payable_minor <> 0`),
    // The review queue: what waits for a decision, in the order it matures, with what its sums are made of.
    index("commissions_queue")
      .on(table.holdUntil, table.id, table.currency, table.heldMinor)
      .where(sql`status = 'held' and held_minor <> 0`),
    index("commissions_queue_brands")
      .on(table.brandId, table.currency)
      .where(sql`status = 'held' and held_minor <> 0`),
    index("commissions_queue_risk").on(table.status, table.riskPoints),
    index("commissions_queue_amount").on(table.status, table.currency, table.heldMinor),
    // What waits for an exchange rate is looked up when one is loaded.
    index("commissions_without_rate")
      .on(table.brandId, table.saleId)
      .where(sql`blocked_by = 'no-exchange-rate'`),
    // What a brand owes now is summed over these alone, not over all it ever owed.
    index("commissions_open")
      .on(table.brandId, table.currency)
      .where(sql`held_minor <> 0 or payable_minor <> 0 or in_transit_minor <> 0`),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
    listed("commissions_status", table.status, commissionStatuses),
  ],
);

/** How a commission is made up, line by line, as the facts stand now. */
export const commissionLines = pgTable(
  "commission_lines",
  {
    brandId: brandId(),
    commissionId: uuid("commission_id").notNull(),
    saleLineId: uuid("sale_line_id").notNull(),
    /** A bonus stands beside the line of its sale that it is kept with. */
    part: word("part", earnedParts).notNull().default("line"),
    termsId: uuid("terms_id").notNull(),
    /** The line's net times the credited share, before and after refunds. */
    originalNetMinor: minor("original_net_minor").notNull(),
    remainingNetMinor: minor("remaining_net_minor").notNull(),
    /** Basis points of a percent rate; null for fixed terms. */
    rateBps: integer("rate_bps"),
    calculatedMinor: minor("calculated_minor").notNull(),
    earnedMinor: minor("earned_minor").notNull(),
    /** One sentence: why this much, or why nothing. */
    sentence: text("sentence").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.commissionId, table.saleLineId, table.part] }),
    foreignKey({ columns: [table.brandId, table.commissionId], foreignColumns: [commissions.brandId, commissions.id] }),
    foreignKey({ columns: [table.brandId, table.saleLineId], foreignColumns: [saleLines.brandId, saleLines.id] }),
    listed("commission_lines_part", table.part, earnedParts),
  ],
);

/**
 * When matured commissions are approved without a person: those below so many risk points and below an amount. A row is a version: the
 * latest of a brand and currency is in force, else the latest of the platform. Append-only; a rule is taken out of force by a version that is off.
 */
export const approvalRules = pgTable(
  "approval_rules",
  {
    /** Null for the platform's default. */
    brandId: uuid("brand_id"),
    id: uuid("id").primaryKey(),
    currency: text("currency").notNull(),
    isOn: boolean("is_on").notNull(),
    /** Fewer risk points than this. */
    belowPoints: integer("below_points").notNull(),
    /** A smaller amount than this. */
    belowMinor: minor("below_minor").notNull(),
    setBy: uuid("set_by")
      .notNull()
      .references(() => users.id),
    setAt: instant("set_at").notNull(),
  },
  (table) => [index("approval_rules_latest").on(table.brandId, table.currency, table.setAt)],
);

/** What was decided, by whom or by which rule, why. Append-only. */
export const commissionDecisions = pgTable(
  "commission_decisions",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    commissionId: uuid("commission_id").notNull(),
    kind: word("kind", commissionDecisionKinds).notNull(),
    reason: word("reason", declineReasons),
    /** Required with the reason `other`, with a hold and with a reinstatement; of an approval by rule it says the rule. */
    note: text("note").notNull(),
    /** Null where a rule decided. */
    decidedBy: uuid("decided_by"),
    /** The approval rule that decided; null for a person's decision. */
    ruleId: uuid("rule_id").references(() => approvalRules.id),
    decidedAt: instant("decided_at").notNull(),
    /** SHA-256 over all other columns (db/row-hash.server.ts): `npm run verify` names the row when a byte of it was changed. */
    rowHash: text("row_hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    index("commission_decisions_commission").on(table.brandId, table.commissionId),
    foreignKey({ columns: [table.brandId, table.commissionId], foreignColumns: [commissions.brandId, commissions.id] }),
    listed("commission_decisions_kind", table.kind, commissionDecisionKinds),
    // A person or a rule, never both; and a rule only ever approves: nobody loses money without a person's decision.
    check(
      "commission_decisions_decider",
      sql`(decided_by is null) <> (rule_id is null) and (rule_id is null or kind = 'approve')`,
    ),
  ],
);
