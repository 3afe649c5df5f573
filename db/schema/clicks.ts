import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { clickClasses, clickDimensions, deviceKinds } from "../../app/clicks/click.ts";
import { brandId, instant, listed, word } from "./columns.ts";

/**
 * One answered redirect, counted or not, with the reason. No foreign keys: the hot path appends in bulk.
 * Partitioned by month of `occurred_at` (db/migrations/0001_tracking.sql), which is why that column is part of the key.
 */
export const clicks = pgTable(
  "clicks",
  {
    brandId: brandId(),
    /** UUIDv7; travels to the shop as `fs_click`. */
    id: uuid("id").notNull(),
    /** Null for class unknown: no link of that name at the brand's short domain. */
    linkId: uuid("link_id"),
    partnershipId: uuid("partnership_id"),
    occurredAt: instant("occurred_at").notNull(),
    class: word("class", clickClasses).notNull(),
    /** class = counted, denormalised for the indexes that matter. */
    isCounted: boolean("is_counted").notNull(),
    /** One clause: why this class. */
    reason: text("reason").notNull(),
    placement: text("placement").notNull(),
    /** Keyed hash of the visitor cookie: the one the browser sent, else the one this answer gave it. Never reversible without the key. */
    visitorKey: text("visitor_key").notNull(),
    /** Address with the last part cut off (IPv4 /24, IPv6 /48). */
    addressPrefix: text("address_prefix").notNull(),
    userAgent: text("user_agent").notNull(),
    refererHost: text("referer_host").notNull(),
    /** The network it came from: of the link, else of the app's own browser, else of the referring site. Empty when none says. */
    network: text("network").notNull(),
    /** ISO 3166 alpha-2 of the address, by a database on this machine; empty when unknown. */
    country: text("country").notNull(),
    device: word("device", deviceKinds).notNull(),
    /** The QR code was scanned, not the link tapped. */
    isScan: boolean("is_scan").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id, table.occurredAt] }),
    // With the class at its end, so that counting gross and net never reads the table itself.
    index("clicks_partnership").on(table.brandId, table.partnershipId, table.occurredAt, table.isCounted),
    index("clicks_visitor").on(table.brandId, table.visitorKey, table.occurredAt),
    listed("clicks_class", table.class, clickClasses),
    listed("clicks_device", table.device, deviceKinds),
  ],
);

/**
 * Clicks that were answered and are on disk, but not yet sorted into `clicks`: one row per group commit. A row is deleted in the
 * transaction that sorts its clicks in, so each is counted exactly once.
 */
export const clickJournal = pgTable("click_journal", {
  id: uuid("id").primaryKey(),
  /** Arrived clicks as app/clicks/journal-line.ts writes them; stored as it is, without compression (migration 0015). */
  body: text("body").notNull(),
  clickCount: integer("click_count").notNull(),
  /** When its earliest click arrived. */
  firstAt: instant("first_at").notNull(),
});

/**
 * Work that one process does at a time, whichever gets there first: it keeps the row locked meanwhile, and the others go on with
 * something else. `drain` sorts the journal into `clicks` and folds the tallies.
 */
export const clickTurns = pgTable("click_turns", { work: text("work").primaryKey() });

/**
 * When each visitor's clicks on a link counted lately: what makes one counted click per visitor, link and hour true for any number of
 * processes, also for a click that is sorted in late. `visitor_key` is that of the cookie, and without one the keyed hash of address
 * and agent. Rows mean nothing once the hour is well over, and are swept.
 */
export const lastCountedClicks = pgTable(
  "last_counted_clicks",
  {
    brandId: brandId(),
    linkId: uuid("link_id").notNull(),
    visitorKey: text("visitor_key").notNull(),
    countedAt: instant("counted_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.linkId, table.visitorKey, table.countedAt] }),
    index("last_counted_clicks_counted").on(table.countedAt),
  ],
);

/**
 * Click ids that orders name and that were not known when the sale was decided: the click may still be on its way. Once it is sorted
 * in, the sale is settled again and the row goes.
 */
export const awaitedClicks = pgTable(
  "awaited_clicks",
  {
    brandId: brandId(),
    clickId: uuid("click_id").notNull(),
    saleId: uuid("sale_id").notNull(),
    awaitedAt: instant("awaited_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.clickId, table.saleId] }),
    index("awaited_clicks_awaited").on(table.awaitedAt),
  ],
);

/** Roll-up of `clicks` per hour, link and class: what dashboards read. Kept when the clicks themselves are gone. */
export const clickHours = pgTable(
  "click_hours",
  {
    brandId: brandId(),
    hourAt: instant("hour_at").notNull(),
    linkId: uuid("link_id"),
    partnershipId: uuid("partnership_id"),
    class: word("class", clickClasses).notNull(),
    clickCount: bigint("click_count", { mode: "number" }).notNull(),
  },
  (table) => [
    unique("click_hours_unique").on(table.brandId, table.hourAt, table.linkId, table.class).nullsNotDistinct(),
    index("click_hours_partnership").on(table.brandId, table.partnershipId, table.hourAt),
  ],
);

/** Roll-up of `clicks` per UTC day, partnership and one dimension: gross and net by placement, network, country, device, way (link or scan) and class. */
export const clickDays = pgTable(
  "click_days",
  {
    brandId: brandId(),
    /** Midnight UTC at its start. */
    dayAt: instant("day_at").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    dimension: word("dimension", clickDimensions).notNull(),
    /** Empty when a click says nothing about it. */
    value: text("value").notNull(),
    grossCount: bigint("gross_count", { mode: "number" }).notNull(),
    netCount: bigint("net_count", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.partnershipId, table.dimension, table.dayAt, table.value] }),
    index("click_days_brand").on(table.brandId, table.dimension, table.dayAt),
    listed("click_days_dimension", table.dimension, clickDimensions),
  ],
);

/**
 * The same per brand alone: what a brand's whole report reads. With a thousand partnerships it has a thousandth of the rows of
 * `click_days`. Both are written by the same statement.
 */
export const clickBrandDays = pgTable(
  "click_brand_days",
  {
    brandId: brandId(),
    dayAt: instant("day_at").notNull(),
    dimension: word("dimension", clickDimensions).notNull(),
    value: text("value").notNull(),
    grossCount: bigint("gross_count", { mode: "number" }).notNull(),
    netCount: bigint("net_count", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.dimension, table.dayAt, table.value] }),
    listed("click_brand_days_dimension", table.dimension, clickDimensions),
  ],
);

/** Counts that wait to be added to the roll-ups: appended with the clicks themselves, so that no count is lost and no hot row is fought over. */
export const clickTallies = pgTable(
  "click_tallies",
  {
    id: uuid("id").primaryKey(),
    brandId: brandId(),
    hourAt: instant("hour_at").notNull(),
    linkId: uuid("link_id"),
    partnershipId: uuid("partnership_id"),
    class: word("class", clickClasses).notNull(),
    placement: text("placement").notNull(),
    network: text("network").notNull(),
    country: text("country").notNull(),
    device: word("device", deviceKinds).notNull(),
    isScan: boolean("is_scan").notNull(),
    clickCount: integer("click_count").notNull(),
  },
  (table) => [index("click_tallies_brand").on(table.brandId, table.hourAt)],
);

/** Requests for links that do not exist, on our own address, by hour. Answered 404; nobody's clicks. */
export const unknownSlugs = pgTable(
  "unknown_slugs",
  {
    slug: text("slug").notNull(),
    hourAt: instant("hour_at").notNull(),
    requestCount: integer("request_count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.slug, table.hourAt] })],
);

export const visitSources = ["pixel", "server"] as const;

/** A shopper seen on the brand's site: by the pixel, or told by the brand's own server. */
export const visits = pgTable(
  "visits",
  {
    brandId: brandId(),
    /** The pixel's own id, so that a beacon sent twice is one visit. */
    id: uuid("id").notNull(),
    /** The click it began with, and whose it was; null for a visitor nobody sent. */
    clickId: uuid("click_id"),
    partnershipId: uuid("partnership_id"),
    occurredAt: instant("occurred_at").notNull(),
    /** Keyed hash of the pixel's first-party visitor id. */
    visitorKey: text("visitor_key").notNull(),
    /** Keyed hash of the customer, as on sales; null when not told. */
    customerKey: text("customer_key"),
    /** A code told with it, as matched; null for none. */
    codeKey: text("code_key"),
    pageHost: text("page_host").notNull(),
    /** Without query and fragment. */
    pagePath: text("page_path").notNull(),
    refererHost: text("referer_host").notNull(),
    source: word("source", visitSources).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    index("visits_recent").on(table.brandId, table.occurredAt),
    index("visits_click").on(table.brandId, table.clickId),
    index("visits_partnership").on(table.brandId, table.partnershipId, table.occurredAt),
    // Those that still wait for their click: few, and looked for every minute.
    index("visits_unmatched")
      .on(table.occurredAt)
      .where(sql`${table.partnershipId} is null and ${table.clickId} is not null`),
    listed("visits_source", table.source, visitSources),
  ],
);
