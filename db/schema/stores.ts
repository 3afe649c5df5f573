import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { FileChoices } from "../../app/stores/file-choices.ts";
import type { ImportReport } from "../../app/stores/import-report.ts";
import { fileStatuses, inboxStatuses, storeKinds } from "../../app/stores/store.ts";
import { brandId, instant, listed, word } from "./columns.ts";
import { brands } from "./brands.ts";

/** One sales channel of a brand. */
export const stores = pgTable(
  "stores",
  {
    brandId: brandId().references(() => brands.id),
    id: uuid("id").notNull(),
    kind: word("kind", storeKinds).notNull(),
    name: text("name").notNull(),
    /** Shop domain or site address as the provider names it; empty for api and csv. */
    address: text("address").notNull(),
    /** The webhook secret, encrypted at rest. Null for api and csv. */
    secretEncrypted: text("secret_encrypted"),
    /** What we sign in to the store's API with, as JSON, encrypted at rest; null when codes are not kept in step. */
    apiCredentialsEncrypted: text("api_credentials_encrypted"),
    createdAt: instant("created_at").notNull(),
    disconnectedAt: instant("disconnected_at"),
    /** Health: the last event that was stored, and refusals (bad signature, malformed) since then. */
    lastEventAt: instant("last_event_at"),
    lastFailureAt: instant("last_failure_at"),
    lastFailure: text("last_failure"),
    failuresSinceLastEvent: integer("failures_since_last_event").notNull().default(0),
    /** When we last asked the shop itself for changed orders; null before the first time. */
    polledAt: instant("polled_at"),
    /** Up to here, by the shop's time, we know all changes. The next question begins here. */
    polledUntil: instant("polled_until"),
    /** Not before this, because the shop wants to be left alone or does not answer. */
    pollAfter: instant("poll_after"),
    pollFailures: integer("poll_failures").notNull().default(0),
    /** Why the last question failed, in one sentence; null when it went well. */
    pollTrouble: text("poll_trouble"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    // Webhook addresses name the store alone, so its id is unique by itself too.
    uniqueIndex("stores_id_unique").on(table.id),
    // One shop is connected once, or each of its sales would count twice. A brand has one API; Stripe accounts and files are not named.
    uniqueIndex("stores_connected_unique")
      .on(table.brandId, table.kind, table.address)
      .where(sql`disconnected_at is null and kind in ('shopify', 'woocommerce', 'api')`),
    listed("stores_kind", table.kind, storeKinds),
  ],
);

/** A file of orders that somebody uploaded, kept so that it can be imported again under other columns. */
export const orderFiles = pgTable(
  "order_files",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    storeId: uuid("store_id").notNull(),
    name: text("name").notNull(),
    /** The text of the file, encrypted at rest: it names buyers. */
    contentEncrypted: text("content_encrypted").notNull(),
    /** SHA-256 of the first line: the columns chosen for one file are proposed for the next of its kind. */
    headerHash: text("header_hash").notNull(),
    rowCount: integer("row_count").notNull(),
    uploadedBy: uuid("uploaded_by").notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
    status: word("status", fileStatuses).notNull(),
    /** What each column is and how it is written; null until a person has said so. */
    choices: jsonb("choices").$type<FileChoices>(),
    /** Orders done so far, and of how many. */
    doneCount: integer("done_count").notNull().default(0),
    totalCount: integer("total_count").notNull().default(0),
    report: jsonb("report").$type<ImportReport>(),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    index("order_files_recent").on(table.brandId, table.storeId, table.uploadedAt),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
    listed("order_files_status", table.status, fileStatuses),
  ],
);

/** Every authentic event as it arrived, raw. The unique key makes a redelivery a no-op. */
export const inboxEvents = pgTable(
  "inbox_events",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    storeId: uuid("store_id").notNull(),
    topic: text("topic").notNull(),
    /** What the provider repeats on every retry: Shopify's webhook id, Stripe's event id, a hash for WooCommerce, the caller's key for the API. */
    deliveryKey: text("delivery_key").notNull(),
    /** SHA-256 of the raw body: the same key with another body is an error at the API. */
    bodyHash: text("body_hash").notNull(),
    body: text("body").notNull(),
    headers: jsonb("headers").$type<Record<string, string>>().notNull(),
    receivedAt: instant("received_at").notNull(),
    status: word("status", inboxStatuses).notNull(),
    /** One sentence: what became of it. */
    outcome: text("outcome"),
    /** The order this event is about, once read. */
    externalOrderId: text("external_order_id"),
    attempts: integer("attempts").notNull().default(0),
    processedAt: instant("processed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("inbox_events_delivery_unique").on(table.brandId, table.storeId, table.deliveryKey),
    index("inbox_events_recent").on(table.brandId, table.storeId, table.receivedAt),
    index("inbox_events_waiting").on(table.status, table.receivedAt),
    index("inbox_events_attention")
      .on(table.brandId)
      .where(sql`status in ('parked', 'failed')`),
    index("inbox_events_order").on(table.brandId, table.storeId, table.externalOrderId),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
    listed("inbox_events_status", table.status, inboxStatuses),
  ],
);
