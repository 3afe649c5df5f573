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
    /** Keyed hash of the visitor cookie, or of address and agent without one. Never reversible without the key. */
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
