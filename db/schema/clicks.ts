import { boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { clickClasses } from "../../app/clicks/click.ts";
import { brandId, instant, listed, word } from "./columns.ts";

/** One answered redirect, counted or not, with the reason. No foreign keys: the hot path appends in bulk. */
export const clicks = pgTable(
  "clicks",
  {
    brandId: brandId(),
    /** UUIDv7; travels to the shop as `fs_click`. */
    id: uuid("id").notNull(),
    linkId: uuid("link_id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
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
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    // With the class at its end, so that counting gross and net never reads the table itself.
    index("clicks_partnership").on(table.brandId, table.partnershipId, table.occurredAt, table.isCounted),
    index("clicks_visitor").on(table.brandId, table.visitorKey, table.occurredAt),
    listed("clicks_class", table.class, clickClasses),
  ],
);

/**
 * When each visitor's click on a link last counted: the unique row that makes one counted click per visitor, link and hour true for
 * any number of processes at once. `visitor_key` is that of the cookie, and without one the keyed hash of address and agent.
 * Rows older than the hour mean nothing any more and are swept.
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
    primaryKey({ columns: [table.brandId, table.linkId, table.visitorKey] }),
    index("last_counted_clicks_counted").on(table.countedAt),
  ],
);
