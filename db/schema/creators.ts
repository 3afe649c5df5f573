import { integer, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { networks, type Niche } from "../../app/creators/creator.ts";
import { payeeKinds } from "../../app/payees/payee-kinds.ts";
import { instant, listed, word } from "./columns.ts";
import { users } from "./access.ts";

/** A person with channels, niches and an audience. Creators belong to the platform, not to a brand. */
export const creators = pgTable(
  "creators",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    /** The readable name in links, codes and addresses: lower case letters, digits and dashes. */
    handle: text("handle").notNull(),
    bio: text("bio").notNull(),
    niches: text("niches").array().$type<Niche[]>().notNull(),
    /** ISO 3166-1 alpha-2 codes of where the audience is, most important first. */
    audienceCountries: text("audience_countries").array().notNull(),
    /** ISO 3166-1 alpha-2 code of where the creator lives. */
    country: text("country").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("creators_handle_unique").on(table.handle),
    uniqueIndex("creators_user_unique").on(table.userId),
  ],
);

export const creatorChannels = pgTable(
  "creator_channels",
  {
    id: uuid("id").primaryKey(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    network: word("network", networks).notNull(),
    url: text("url").notNull(),
    followers: integer("followers").notNull(),
  },
  (table) => [
    uniqueIndex("creator_channels_url_unique").on(table.creatorId, table.url),
    listed("creator_channels_network", table.network, networks),
  ],
);

/** Where a creator's money goes. A change adds a version; payouts name the version they were sent to. */
export const payeeDetails = pgTable(
  "payee_details",
  {
    id: uuid("id").primaryKey(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    version: integer("version").notNull(),
    holderNameEncrypted: text("holder_name_encrypted").notNull(),
    /** What kind of place it is; the account is read by it. */
    kind: word("kind", payeeKinds).notNull(),
    accountEncrypted: text("account_encrypted").notNull(),
    /** As much of the account as screens and mails may show. */
    accountEnding: text("account_ending").notNull(),
    /** ISO 4217: what the creator wants to be paid in. Null: whatever they earned. */
    currency: text("currency"),
    createdAt: instant("created_at").notNull(),
    /** Payouts may use this version from here on: the cooling-off after a change. */
    usableFrom: instant("usable_from").notNull(),
  },
  (table) => [
    uniqueIndex("payee_details_version_unique").on(table.creatorId, table.version),
    index("payee_details_creator").on(table.creatorId),
    listed("payee_details_kind", table.kind, payeeKinds),
  ],
);
