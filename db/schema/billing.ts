import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { feeVatKinds, feeVatTreatments } from "../../app/billing/fee-vat.ts";
import { stripeEventStatuses, topUpSources, topUpStatuses } from "../../app/billing/top-up.ts";
import { users } from "./access.ts";
import { brands } from "./brands.ts";
import { creators } from "./creators.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { payouts } from "./payouts.ts";
import { brandInvoiceDetails } from "./tax.ts";

/** Money on its way into a brand's balance, by Stripe's Checkout or as a bank transfer that finance has seen. */
export const topUps = pgTable(
  "top_ups",
  {
    brandId: brandId(),
    id: uuid("id").notNull(),
    source: word("source", topUpSources).notNull(),
    status: word("status", topUpStatuses).notNull(),
    currency: text("currency").notNull(),
    /** As it was asked for, or as it stands on the bank's statement. */
    amountMinor: minor("amount_minor").notNull(),
    /** Who of the brand opened Checkout, or who of finance recorded the transfer. */
    requestedBy: uuid("requested_by")
      .notNull()
      .references(() => users.id),
    requestedAt: instant("requested_at").notNull(),
    /** Stripe's Checkout session; null for a bank transfer, and until Stripe has answered. */
    sessionId: text("session_id"),
    /** Stripe's payment, once there is one. */
    paymentId: text("payment_id"),
    /** The bank's own reference of the transfer, by which it is recorded once. */
    bankReference: text("bank_reference"),
    /** The second person of finance, for a transfer above the limit. */
    confirmedBy: uuid("confirmed_by").references(() => users.id),
    confirmedAt: instant("confirmed_at"),
    /** Booked so far, each as the whole until now: what is left of the top-up is received − refunded − disputed. */
    receivedMinor: minor("received_minor")
      .notNull()
      .default(sql`0`),
    refundedMinor: minor("refunded_minor")
      .notNull()
      .default(sql`0`),
    disputedMinor: minor("disputed_minor")
      .notNull()
      .default(sql`0`),
    /** Counts what was posted for it; part of the idempotency key of each posting. */
    revision: integer("revision").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("top_ups_session_unique").on(table.sessionId),
    uniqueIndex("top_ups_payment_unique").on(table.paymentId),
    uniqueIndex("top_ups_bank_reference_unique")
      .on(table.brandId, table.bankReference)
      .where(sql`status <> 'declined'`),
    index("top_ups_recent").on(table.brandId, table.requestedAt),
    index("top_ups_waiting")
      .on(table.requestedAt)
      .where(sql`status in ('open', 'waiting')`),
    foreignKey({ columns: [table.brandId], foreignColumns: [brands.id] }),
    listed("top_ups_source", table.source, topUpSources),
    listed("top_ups_status", table.status, topUpStatuses),
  ],
);

/** From which balance on a brand is told that it runs low, by currency. Without a row the usual limit holds. */
export const balanceLimits = pgTable(
  "balance_limits",
  {
    brandId: brandId(),
    currency: text("currency").notNull(),
    /** Null: the usual limit. */
    limitMinor: minor("limit_minor"),
    /** When the brand was last told that the balance is below it; null once it was above again. */
    toldAt: instant("told_at"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.currency] }),
    foreignKey({ columns: [table.brandId], foreignColumns: [brands.id] }),
  ],
);

/** A creator's account at Stripe Connect, made for them when they asked to be paid by Stripe. */
export const stripeAccounts = pgTable(
  "stripe_accounts",
  {
    creatorId: uuid("creator_id")
      .primaryKey()
      .references(() => creators.id),
    accountId: text("account_id").notNull(),
    /** As Stripe said last: transfers reach it and are paid out to a bank. */
    canBePaid: boolean("can_be_paid").notNull(),
    /** Who gave their password to be paid here, while Stripe still asks them; null once payee details name the account. */
    wantedBy: uuid("wanted_by").references(() => users.id),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [uniqueIndex("stripe_accounts_account_unique").on(table.accountId)],
);

/** What the platform's own Stripe account told, as it came. A hint only: what is booked is read from Stripe itself. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    /** Stripe's own, the same on every delivery. */
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    /** Encrypted: it may name the payer. */
    bodyEncrypted: text("body_encrypted").notNull(),
    status: word("status", stripeEventStatuses).notNull(),
    /** One sentence: what became of it. */
    outcome: text("outcome").notNull(),
    receivedAt: instant("received_at").notNull(),
    processedAt: instant("processed_at"),
  },
  (table) => [
    index("stripe_events_status").on(table.status, table.receivedAt),
    listed("stripe_events_status_word", table.status, stripeEventStatuses),
  ],
);

/** Who the platform was on invoices, as it was configured when a fee was charged. A change of the configuration adds a row. */
export const sellers = pgTable("sellers", {
  /** SHA-256 over all that follows, so that the same details are one row. */
  id: text("id").primaryKey(),
  legalName: text("legal_name").notNull(),
  street: text("street").notNull(),
  city: text("city").notNull(),
  region: text("region").notNull(),
  postalCode: text("postal_code").notNull(),
  /** ISO 3166-1 alpha-2. */
  country: text("country").notNull(),
  /** Empty where the platform is not registered for VAT. */
  vatId: text("vat_id").notNull(),
  /** The entry in the company register; empty where there is none. */
  registration: text("registration").notNull(),
});

/** How VAT stood on a fee that was charged or given back with a payout, as it was decided then. Append-only; fees from before have no row. */
export const feeVats = pgTable(
  "fee_vats",
  {
    brandId: brandId().references(() => brands.id),
    payoutId: uuid("payout_id")
      .notNull()
      .references(() => payouts.id),
    kind: word("kind", feeVatKinds).notNull(),
    currency: text("currency").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    treatment: word("treatment", feeVatTreatments).notNull(),
    /** 0 where no VAT is charged. */
    rateBps: integer("rate_bps").notNull(),
    /** The fee; below zero where it is given back. */
    netMinor: minor("net_minor").notNull(),
    /** Taken with it. Over a month, a currency and a rate these sum to the rate of the fees, to the minor unit. */
    vatMinor: minor("vat_minor").notNull(),
    sellerId: text("seller_id")
      .notNull()
      .references(() => sellers.id),
    /** Which version of the brand's invoice details stood then; null where the brand had given none. */
    buyerVersion: integer("buyer_version"),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.payoutId, table.kind] }),
    index("fee_vats_month").on(table.brandId, table.currency, table.occurredAt),
    foreignKey({
      name: "fee_vats_buyer_fk",
      columns: [table.brandId, table.buyerVersion],
      foreignColumns: [brandInvoiceDetails.brandId, brandInvoiceDetails.version],
    }),
    listed("fee_vats_kind", table.kind, feeVatKinds),
    listed("fee_vats_treatment", table.treatment, feeVatTreatments),
  ],
);
