import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandId, instant } from "./columns.ts";
import { partnerships } from "./partnerships.ts";

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
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    index("links_partnership").on(table.brandId, table.partnershipId),
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

/** A discount code of a partnership. A replaced code goes on crediting its owner. */
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
    createdAt: instant("created_at").notNull(),
    replacedAt: instant("replaced_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("codes_key_unique").on(table.brandId, table.codeKey),
    index("codes_partnership").on(table.brandId, table.partnershipId),
    foreignKey({
      columns: [table.brandId, table.partnershipId],
      foreignColumns: [partnerships.brandId, partnerships.id],
    }),
  ],
);
