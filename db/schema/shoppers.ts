import { boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { signKinds, sightingSources } from "../../app/shoppers/sign.ts";
import { users } from "./access.ts";
import { brandId, instant, listed, word } from "./columns.ts";

/**
 * A sign of a brand's shoppers: a keyed hash of an e-mail, a phone, a customer of a store, a browser or a cart, or a click. The row is
 * the queue in which all that carry the sign stand while they are recorded, so that none misses another.
 */
export const shopperSigns = pgTable(
  "shopper_signs",
  {
    brandId: brandId(),
    signKey: text("sign_key").notNull(),
    /** The sighting that brought it first. */
    firstSourceId: uuid("first_source_id").notNull(),
    /** Whether any other sighting ever carried it: most signs are seen once, and then nobody needs to look further. */
    isShared: boolean("is_shared").notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.signKey] })],
);

/** Which signs were seen together: one row per sign of an order, or of a visit. */
export const shopperSightings = pgTable(
  "shopper_sightings",
  {
    brandId: brandId(),
    /** The sale; for visits the same id for the same signs on the same day (UTC). */
    sourceId: uuid("source_id").notNull(),
    signKey: text("sign_key").notNull(),
    kind: word("kind", signKinds).notNull(),
    source: word("source", sightingSources).notNull(),
    /** When the order was placed; of a day's equal visits the first. */
    seenAt: instant("seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.sourceId, table.signKey] }),
    index("shopper_sightings_sign").on(table.brandId, table.signKey, table.seenAt, table.sourceId),
    listed("shopper_sightings_kind", table.kind, signKinds),
    listed("shopper_sightings_source", table.source, sightingSources),
  ],
);

/** A person of the brand parts a sign from a sighting, or takes that back. Append-only; the last row of a sign and sighting is in force. */
export const shopperPartings = pgTable(
  "shopper_partings",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    sourceId: uuid("source_id").notNull(),
    signKey: text("sign_key").notNull(),
    /** True parts, false takes the parting back. */
    isParted: boolean("is_parted").notNull(),
    reason: text("reason").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id),
    decidedAt: instant("decided_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    index("shopper_partings_sighting").on(table.brandId, table.sourceId, table.signKey, table.decidedAt, table.id),
  ],
);
