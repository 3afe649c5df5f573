import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandId, instant } from "./columns.ts";

/** A company with members. The root of every tenant-owned table. */
export const brands = pgTable(
  "brands",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    /** The readable name in addresses: lower case letters, digits and dashes. */
    slug: text("slug").notNull(),
    website: text("website").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [uniqueIndex("brands_slug_unique").on(table.slug)],
);

/** Hosts a brand's links may lead to. Nothing else is ever redirected to. */
export const brandDomains = pgTable(
  "brand_domains",
  {
    brandId: brandId().references(() => brands.id),
    /** Lower case host without port, such as `lumentea.example`; subdomains are covered. */
    host: text("host").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.host] })],
);

/** Keys for `/api/v1`. Only the SHA-256 of the key is stored; `prefix` is what the screen shows. */
export const apiKeys = pgTable(
  "api_keys",
  {
    brandId: brandId().references(() => brands.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    hash: text("hash").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("api_keys_hash_unique").on(table.hash),
    index("api_keys_brand").on(table.brandId, table.createdAt),
  ],
);
