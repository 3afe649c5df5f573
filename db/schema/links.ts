import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { networks } from "../../app/creators/creator.ts";
import { codeKinds, codeSyncStates, linkSpots } from "../../app/links/link.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { brands } from "./brands.ts";
import { partnerships } from "./partnerships.ts";
import { stores } from "./stores.ts";

/** A tracked short link of a partnership. `slug` is the current one; earlier ones stay in `link_slugs` and go on redirecting. */
export const links = pgTable(
  "links",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    slug: text("slug").notNull(),
    destinationUrl: text("destination_url").notNull(),
    /** Which channel or post, when the link itself says so; `?p=` on a click overrides it. Empty for the general link. */
    placement: text("placement").notNull(),
    /** What the creator calls it; empty for the general link. */
    title: text("title").notNull().default(""),
    /** The network it is for; null for any. */
    network: word("network", networks),
    spot: word("spot", linkSpots).notNull().default("general"),
    /** The campaign's product it shows, by its address: title, image and price are the campaign's. Null for none. */
    productUrl: text("product_url"),
    /** Before it, clicks go to the brand's fallback. Null is from the start. */
    startsAt: instant("starts_at"),
    /** From it on, clicks go to the brand's fallback and count as expired. Null is never. */
    expiresAt: instant("expires_at"),
    /** Leads to a page that hands each shopper a single-use code before the shop. */
    handsOutCodes: boolean("hands_out_codes").notNull().default(false),
    /** Since when the creator no longer lists it. It still redirects. */
    retiredAt: instant("retired_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    // One word per link, so that clicks listed by it are those of one link.
    uniqueIndex("links_placement_unique").on(table.brandId, table.partnershipId, table.placement),
    listed("links_spot", table.spot, linkSpots),
    listed("links_network", table.network, networks),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
  ],
);

/** Every slug a link ever had, in lower case. Slugs live in one address space, `/r/{slug}`, so they are unique across brands. */
export const linkSlugs = pgTable(
  "link_slugs",
  {
    slug: text("slug").primaryKey(),
    brandId: brandId(),
    linkId: uuid("link_id").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Since when it is no longer the one shown. It still redirects. */
    replacedAt: instant("replaced_at"),
  },
  (table) => [
    index("link_slugs_link").on(table.brandId, table.linkId),
    foreignKey({ columns: [table.brandId, table.linkId], foreignColumns: [links.brandId, links.id] }),
  ],
);

/** A discount code of a partnership. A replaced code goes on crediting its owner for its grace time. */
export const codes = pgTable(
  "codes",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    partnershipId: uuid("partnership_id").notNull(),
    /** As shown. */
    code: text("code").notNull(),
    /** As matched: upper case, without spaces and dashes. */
    codeKey: text("code_key").notNull(),
    kind: word("kind", codeKinds).notNull().default("shared"),
    createdAt: instant("created_at").notNull(),
    replacedAt: instant("replaced_at"),
    /** Until when a replaced code credits: the end of its grace time. Null credits without end. */
    creditsUntil: instant("credits_until"),
    /** The brand took it back, as a leaked one: nobody can take it up again. */
    isWithdrawn: boolean("is_withdrawn").notNull().default(false),
    /** Single-use: when and by which link a shopper was given it. Null while it waits in the pool. */
    handedOutAt: instant("handed_out_at"),
    handedOutByLinkId: uuid("handed_out_by_link_id"),
    /** Single-use: a keyed hash of the browser it was given to, so that a second visit shows the same code. */
    handedOutTo: text("handed_out_to"),
    /** Single-use: when the order was placed that it was on. */
    usedAt: instant("used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("codes_key_unique").on(table.brandId, table.codeKey),
    index("codes_partnership").on(table.brandId, table.partnershipId),
    uniqueIndex("codes_handed_out_unique").on(table.brandId, table.handedOutByLinkId, table.handedOutTo),
    listed("codes_kind", table.kind, codeKinds),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
  ],
);

/** How each code stands in each store that takes codes: what we want there, what is there, and what was wrong the last time. */
export const codeSyncs = pgTable(
  "code_syncs",
  {
    brandId: brandId(),
    codeId: uuid("code_id").notNull(),
    storeId: uuid("store_id").notNull(),
    /** Whether the code should be in the store. */
    isWanted: boolean("is_wanted").notNull(),
    state: word("state", codeSyncStates).notNull(),
    /** What the store calls it, once made. */
    externalId: text("external_id"),
    /** What was last asked of the store, as JSON: discount, limits, dates. Compared with what is there to find edits. */
    wantedTerms: text("wanted_terms").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextTryAt: instant("next_try_at"),
    /** A sentence for people: what went wrong, or what was changed in the shop. Null when all is well. */
    problem: text("problem"),
    checkedAt: instant("checked_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.codeId, table.storeId] }),
    index("code_syncs_store").on(table.brandId, table.storeId, table.state),
    index("code_syncs_due").on(table.state, table.nextTryAt),
    foreignKey({ columns: [table.brandId, table.codeId], foreignColumns: [codes.brandId, codes.id] }),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
    listed("code_syncs_state", table.state, codeSyncStates),
  ],
);

/** A host of the brand's own that leads to us, such as `go.lumentea.example`: every link of the brand works on it as `/{slug}`. */
export const shortDomains = pgTable(
  "short_domains",
  {
    host: text("host").primaryKey(),
    brandId: brandId().references(() => brands.id),
    createdAt: instant("created_at").notNull(),
    /** The first request that reached us under this host: from then on links are shown with it. */
    seenAt: instant("seen_at"),
  },
  (table) => [index("short_domains_brand").on(table.brandId)],
);

/** What changed about links, written by triggers: processes that keep links in memory read on from the last one they know. */
export const linkChanges = pgTable(
  "link_changes",
  {
    id: bigint("id", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Either one slug, or every link of a brand. */
    slug: text("slug"),
    brandId: uuid("brand_id"),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [index("link_changes_changed").on(table.changedAt)],
);
