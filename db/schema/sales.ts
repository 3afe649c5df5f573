import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { disputeStatuses, paymentStatuses, refundStatuses } from "../../app/sales/sale.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { stores } from "./stores.ts";

/**
 * The identity of an order. Whoever hears of it first - the order itself, a refund or a dispute - makes the id its sale will have;
 * every event of the order locks this row first, so that they queue up and none misses what another is writing.
 */
export const saleKeys = pgTable(
  "sale_keys",
  {
    brandId: brandId(),
    storeId: uuid("store_id").notNull(),
    externalOrderId: text("external_order_id").notNull(),
    saleId: uuid("sale_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.storeId, table.externalOrderId] }),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
  ],
);

/**
 * A pseudonymous customer of a brand. Locked while one of their sales is recorded, because whether a sale is their first, and which
 * creator they are bound to, depends on their other sales.
 */
export const customers = pgTable(
  "customers",
  {
    brandId: brandId(),
    customerKey: text("customer_key").notNull(),
    /**
     * The smallest key of those that an e-mail, phone or account ever joined to this one; null where nothing did. It only says whose sales
     * must be looked at together, and stays when a join is parted: who is one shopper with whom is decided from the sightings.
     */
    groupKey: text("group_key"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.customerKey] }),
    index("customers_group")
      .on(table.brandId, table.groupKey)
      .where(sql`group_key is not null`),
  ],
);

/** An order in a store: the latest facts by the provider's own time. */
export const sales = pgTable(
  "sales",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    storeId: uuid("store_id").notNull(),
    /** The provider's id of the order, as text. */
    externalId: text("external_id").notNull(),
    /** What people call it: "#1001". */
    externalName: text("external_name").notNull(),
    currency: text("currency").notNull(),
    placedAt: instant("placed_at").notNull(),
    /** The provider's own time of its latest version that we hold. */
    providerUpdatedAt: instant("provider_updated_at").notNull(),
    paymentStatus: word("payment_status", paymentStatuses).notNull(),
    cancelledAt: instant("cancelled_at"),
    /** What the buyer paid for the goods: after discount, without tax, shipping, gift cards and tips. Sum of the lines' net. */
    netMinor: minor("net_minor").notNull(),
    discountMinor: minor("discount_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    shippingMinor: minor("shipping_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    /** Where the provider's own figures disagree with each other and what was made of it. Null when they agree. */
    discrepancy: text("discrepancy"),
    /** Keyed hash of the buyer's e-mail, else of the store's customer id; null for an anonymous buyer. */
    customerKey: text("customer_key"),
    /** What the provider says about earlier orders; null when it says nothing. Our own facts are asked too. */
    isReturningCustomer: boolean("is_returning_customer"),
    /** Discount codes as entered. */
    codes: text("codes").array().notNull(),
    /** Click ids found on the order, wherever the shop carried them. */
    clickIds: text("click_ids").array().notNull(),
    /** Host the buyer came from, when the shop says so. */
    refererHost: text("referer_host").notNull(),
    /** The refund ids of the latest version when it lists all of them: a known refund missing here was deleted. Null when it does not say. */
    listedRefunds: text("listed_refunds").array(),
    /** SHA-256 of the order's facts: the same version again changes nothing, and equal times have an order. */
    factsHash: text("facts_hash").notNull(),
    /** Grows by one with every change of facts, refunds and disputes included. */
    factsVersion: integer("facts_version").notNull(),
    /** The decision now in force. */
    attributionId: uuid("attribution_id"),
    /** The brand's own word on whose sale it is (`sale_awards`), in force now; null for nearly every sale. */
    awardId: uuid("award_id"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("sales_external_unique").on(table.brandId, table.storeId, table.externalId),
    // Finance and creators name a sale without its brand.
    uniqueIndex("sales_id_unique").on(table.id),
    index("sales_placed").on(table.brandId, table.placedAt),
    // People name an order with or without its "#" and in any case: app/inquiries/order-number.ts writes it the same way.
    index("sales_order_number").on(table.brandId, sql`lower(ltrim(${table.externalName}, '# '))`),
    // Anonymous buyers have no history to look up.
    index("sales_customer")
      .on(table.brandId, table.customerKey, table.placedAt)
      .where(sql`customer_key is not null`),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
    listed("sales_payment_status", table.paymentStatus, paymentStatuses),
  ],
);

export const saleLines = pgTable(
  "sale_lines",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    saleId: uuid("sale_id").notNull(),
    externalId: text("external_id").notNull(),
    position: integer("position").notNull(),
    productId: text("product_id").notNull(),
    sku: text("sku").notNull(),
    title: text("title").notNull(),
    quantity: integer("quantity").notNull(),
    /** Price × quantity before discount, without tax. */
    grossMinor: minor("gross_minor").notNull(),
    discountMinor: minor("discount_minor").notNull(),
    /** gross − discount: what commission is computed on. 0 for gift cards and tips. */
    netMinor: minor("net_minor").notNull(),
    /** False for gift cards and tips. */
    isCommissionable: boolean("is_commissionable").notNull(),
    /** An edit took the line off the order; kept because refunds and the ledger may name it. */
    removedAt: instant("removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("sale_lines_external_unique").on(table.brandId, table.saleId, table.externalId),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
  ],
);

/** A refund, keyed by the provider's refund id whatever event brought it. It may come before its order. */
export const refunds = pgTable(
  "refunds",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    storeId: uuid("store_id").notNull(),
    externalId: text("external_id").notNull(),
    externalOrderId: text("external_order_id").notNull(),
    /** Null while the order is unknown. */
    saleId: uuid("sale_id"),
    status: word("status", refundStatuses).notNull(),
    /** Why it is parked, in one sentence. */
    statusReason: text("status_reason"),
    currency: text("currency").notNull(),
    /** What went back to the buyer in all, tax and shipping included. */
    amountMinor: minor("amount_minor").notNull(),
    /** The provider said, once and for all, that this refund failed or was taken back. */
    isWithdrawn: boolean("is_withdrawn").notNull(),
    refundedAt: instant("refunded_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("refunds_external_unique").on(table.brandId, table.storeId, table.externalId),
    index("refunds_order").on(table.brandId, table.storeId, table.externalOrderId),
    index("refunds_sale").on(table.brandId, table.saleId),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
    foreignKey({ columns: [table.brandId, table.storeId], foreignColumns: [stores.brandId, stores.id] }),
    listed("refunds_status", table.status, refundStatuses),
  ],
);

/** Which lines a refund takes back. A refund without lines is spread over the sale by `spread-refund`. */
export const refundLines = pgTable(
  "refund_lines",
  {
    brandId: brandId(),
    refundId: uuid("refund_id").notNull(),
    position: integer("position").notNull(),
    externalLineId: text("external_line_id").notNull(),
    quantity: integer("quantity").notNull(),
    /** Net of the refunded quantity as the provider states it; null when it states only the quantity. */
    netMinor: minor("net_minor"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.refundId, table.position] }),
    foreignKey({ columns: [table.brandId, table.refundId], foreignColumns: [refunds.brandId, refunds.id] }),
  ],
);

/** A chargeback. */
export const disputes = pgTable(
  "disputes",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    storeId: uuid("store_id").notNull(),
    externalId: text("external_id").notNull(),
    externalOrderId: text("external_order_id").notNull(),
    saleId: uuid("sale_id"),
    status: word("status", disputeStatuses).notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    openedAt: instant("opened_at").notNull(),
    /** The provider's own time of the latest status that we hold. */
    providerUpdatedAt: instant("provider_updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("disputes_external_unique").on(table.brandId, table.storeId, table.externalId),
    index("disputes_order").on(table.brandId, table.storeId, table.externalOrderId),
    index("disputes_sale").on(table.brandId, table.saleId),
    foreignKey({ columns: [table.brandId, table.saleId], foreignColumns: [sales.brandId, sales.id] }),
    listed("disputes_status", table.status, disputeStatuses),
  ],
);
