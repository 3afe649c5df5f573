import {
  boolean,
  check,
  date,
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
import { sql } from "drizzle-orm";
import {
  batchStatuses,
  fileFormats,
  parcelStates,
  payoutStatuses,
  providerEventStatuses,
  rails,
  takeBackStatuses,
  type StoredSkip,
} from "../../app/payouts/payout.ts";
import type { BatchSchedule } from "../../app/payouts/batch-schedule.ts";
import { withholdingReasons } from "../../app/tax/withholding.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { users } from "./access.ts";
import { commissions } from "./commissions.ts";
import { creators, payeeDetails } from "./creators.ts";

/** Payouts prepared, approved and sent together. A batch belongs to the platform: it pays creators over all brands. */
export const batches = pgTable(
  "batches",
  {
    id: uuid("id").primaryKey(),
    /** Short and readable, such as `2026-11-21-1`; unique, and the message id of the bank file. */
    name: text("name").notNull(),
    rail: word("rail", rails).notNull(),
    currency: text("currency").notNull(),
    status: word("status", batchStatuses).notNull(),
    /** Commissions approved up to here are in. */
    cutOffAt: instant("cut_off_at").notNull(),
    preparedBy: uuid("prepared_by")
      .notNull()
      .references(() => users.id),
    preparedAt: instant("prepared_at").notNull(),
    /** SHA-256 over payouts, amounts, lines and payee versions: what was prepared is what is approved and what is sent. */
    contentHash: text("content_hash").notNull(),
    approvedBy: uuid("approved_by").references(() => users.id),
    approvedAt: instant("approved_at"),
    /** Why an approval fell: content changed after it. Null when it stands. */
    approvalVoidReason: text("approval_void_reason"),
    /** Who had money but was not paid when it was prepared, and why. */
    skipped: jsonb("skipped").$type<StoredSkip[]>().notNull().default([]),
    sentBy: uuid("sent_by").references(() => users.id),
    sentAt: instant("sent_at"),
  },
  (table) => [
    uniqueIndex("batches_name_unique").on(table.name),
    listed("batches_rail", table.rail, rails),
    listed("batches_status", table.status, batchStatuses),
  ],
);

/** One call to a provider's API: what it carries is asked for once, whatever happens to the answer. */
export const payoutParcels = pgTable(
  "payout_parcels",
  {
    /** The payout's id, or the batch's with the currency: what the provider knows a repetition by. */
    id: text("id").primaryKey(),
    batchId: uuid("batch_id")
      .notNull()
      .references(() => batches.id),
    currency: text("currency").notNull(),
    state: word("state", parcelStates).notNull(),
    tries: integer("tries").notNull().default(0),
    firstTriedAt: instant("first_tried_at"),
    lastTriedAt: instant("last_tried_at"),
    answeredAt: instant("answered_at"),
    /** The provider's own name for it. */
    railReference: text("rail_reference"),
    /** What went wrong at the last try, or why it was refused. */
    problem: text("problem"),
  },
  (table) => [
    index("payout_parcels_batch").on(table.batchId),
    index("payout_parcels_open")
      .on(table.lastTriedAt)
      .where(sql`state in ('waiting', 'unknown')`),
    listed("payout_parcels_state", table.state, parcelStates),
  ],
);

/** One payment to one creator in one batch. */
export const payouts = pgTable(
  "payouts",
  {
    id: uuid("id").primaryKey(),
    batchId: uuid("batch_id")
      .notNull()
      .references(() => batches.id),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    payeeDetailsId: uuid("payee_details_id")
      .notNull()
      .references(() => payeeDetails.id),
    currency: text("currency").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    /** Of the amount: kept back for the tax office, at this rate and for this reason. Nothing: 0, 0 and null. */
    withheldMinor: minor("withheld_minor")
      .notNull()
      .default(sql`0`),
    withheldBps: integer("withheld_bps").notNull().default(0),
    withheldReason: word("withheld_reason", withholdingReasons),
    /** What arrives: the amount less what is withheld, or what it was converted to, once, when the payout was prepared. */
    paidCurrency: text("paid_currency").notNull(),
    paidMinor: minor("paid_minor").notNull(),
    /** Units of the paid currency for one of the payout's, as plain decimal text, and the day it is of; null without a conversion. */
    rate: text("rate"),
    rateDay: date("rate_day", { mode: "string" }),
    /** The call that carries it; null on a rail that is a file, and until it is sent. */
    parcelId: text("parcel_id").references(() => payoutParcels.id),
    /** The provider's own name for this payment; null until it is known. */
    railReference: text("rail_reference"),
    status: word("status", payoutStatuses).notNull(),
    /** When the rail said so. */
    settledAt: instant("settled_at"),
    returnedAt: instant("returned_at"),
    /** The bank's reason, in its own words. */
    returnReason: text("return_reason"),
  },
  (table) => [
    uniqueIndex("payouts_batch_creator_unique").on(table.batchId, table.creatorId),
    index("payouts_creator").on(table.creatorId),
    index("payouts_parcel").on(table.parcelId),
    listed("payouts_status", table.status, payoutStatuses),
    listed("payouts_withheld_reason", table.withheldReason, withholdingReasons),
  ],
);

/** A sent payout that finance takes back from the provider that paid it: asked by one person, confirmed by another. */
export const payoutTakeBacks = pgTable(
  "payout_take_backs",
  {
    /** Also the idempotency key of the call. */
    id: uuid("id").primaryKey(),
    payoutId: uuid("payout_id")
      .notNull()
      .references(() => payouts.id),
    status: word("status", takeBackStatuses).notNull(),
    /** Word for word what the creator is told. */
    reason: text("reason").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: instant("asked_at").notNull(),
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    withdrawnBy: uuid("withdrawn_by").references(() => users.id),
    /** From the first try on the provider may have done it, until its answer is in. */
    firstTriedAt: instant("first_tried_at"),
    lastTriedAt: instant("last_tried_at"),
    /** When it was over, one way or the other. */
    endedAt: instant("ended_at"),
    /** What went wrong at the last try, or why it was refused. */
    problem: text("problem"),
  },
  (table) => [
    uniqueIndex("payout_take_backs_open_unique")
      .on(table.payoutId)
      .where(sql`status in ('asked', 'confirmed')`),
    uniqueIndex("payout_take_backs_done_unique")
      .on(table.payoutId)
      .where(sql`status = 'taken-back'`),
    index("payout_take_backs_payout").on(table.payoutId, table.askedAt),
    index("payout_take_backs_unanswered")
      .on(table.lastTriedAt)
      .where(sql`status = 'confirmed'`),
    listed("payout_take_backs_status", table.status, takeBackStatuses),
    check("payout_take_backs_two_people", sql`confirmed_by <> asked_by`),
    check(
      "payout_take_backs_confirmed",
      sql`status not in ('confirmed', 'taken-back', 'refused') or (confirmed_by is not null and confirmed_at is not null)`,
    ),
  ],
);

/** What PayPal told of payouts, as it came. A hint only: what is booked is read from PayPal itself. */
export const paypalEvents = pgTable(
  "paypal_events",
  {
    /** PayPal's own, the same on every delivery. */
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    /** Encrypted: it names the recipient. */
    bodyEncrypted: text("body_encrypted").notNull(),
    status: word("status", providerEventStatuses).notNull(),
    /** One sentence: what became of it. */
    outcome: text("outcome").notNull(),
    receivedAt: instant("received_at").notNull(),
    processedAt: instant("processed_at"),
  },
  (table) => [
    index("paypal_events_open")
      .on(table.receivedAt)
      .where(sql`status in ('received', 'failed')`),
    listed("paypal_events_status", table.status, providerEventStatuses),
  ],
);

/** The sales behind each cent of a payout: one line per commission, negative for a clawback that is netted. */
export const payoutLines = pgTable(
  "payout_lines",
  {
    brandId: brandId(),
    payoutId: uuid("payout_id")
      .notNull()
      .references(() => payouts.id),
    commissionId: uuid("commission_id").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    /** True from preparing until sent or cancelled: a commission is in one open payout at most. */
    isOpen: boolean("is_open").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.payoutId, table.commissionId] }),
    index("payout_lines_payout").on(table.payoutId),
    index("payout_lines_commission").on(table.brandId, table.commissionId),
    uniqueIndex("payout_lines_open_unique")
      .on(table.brandId, table.commissionId)
      .where(sql`is_open`),
    foreignKey({ columns: [table.brandId, table.commissionId], foreignColumns: [commissions.brandId, commissions.id] }),
  ],
);

/** The files of a batch as they were first exported: a second download is the same file. */
export const batchFiles = pgTable(
  "batch_files",
  {
    batchId: uuid("batch_id")
      .notNull()
      .references(() => batches.id),
    format: word("format", fileFormats).notNull(),
    /** Tells files of one format apart, such as `USD-1`; empty where there is one. */
    part: text("part").notNull().default(""),
    /** Encrypted at rest: it names accounts. */
    content: text("content").notNull(),
    /** Of the file as it is handed out. */
    sha256: text("sha256").notNull(),
    createdAt: instant("created_at").notNull(),
    downloads: integer("downloads").notNull().default(0),
    /** When it was last handed out; null until then. */
    lastDownloadedAt: instant("last_downloaded_at"),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.format, table.part] })],
);

/** When batches go out and from which amount on creators are paid, as finance set it. A change adds a version; batches that are frozen keep theirs. */
export const payoutTerms = pgTable(
  "payout_terms",
  {
    id: uuid("id").primaryKey(),
    /** The version that began last is in force; of two that begin at once the one set later. */
    inForceFrom: instant("in_force_from").notNull(),
    schedule: jsonb("schedule").$type<BatchSchedule>().notNull(),
    /** The smallest payout by currency, in minor units, as text: JSON knows no integers of this size. */
    minimums: jsonb("minimums").$type<Record<string, string>>().notNull(),
    /** Why it was changed, word for word. */
    reason: text("reason").notNull(),
    setBy: uuid("set_by")
      .notNull()
      .references(() => users.id),
    setAt: instant("set_at").notNull(),
  },
  (table) => [index("payout_terms_in_force").on(table.inForceFrom, table.setAt)],
);

/** From which amount on a creator wants to be paid in a currency, above the platform's smallest payout. A change adds a row; the latest counts. */
export const ownMinimums = pgTable(
  "own_minimums",
  {
    id: uuid("id").primaryKey(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    currency: text("currency").notNull(),
    /** Null: the platform's is enough again. */
    minimumMinor: minor("minimum_minor"),
    setAt: instant("set_at").notNull(),
  },
  (table) => [index("own_minimums_latest").on(table.creatorId, table.currency, table.setAt)],
);
