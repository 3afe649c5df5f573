import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { invoiceKinds, type InvoiceKind } from "../../app/tax/invoice.ts";
import { classifications, taxFormKinds } from "../../app/tax/tax-form.ts";
import { brandId, instant, listed, minor, word } from "./columns.ts";
import { users } from "./access.ts";
import { brands } from "./brands.ts";
import { creators } from "./creators.ts";
import { payouts } from "./payouts.ts";

/** What creators declared for tax. A change adds a version; nothing is ever changed or deleted. */
export const taxForms = pgTable(
  "tax_forms",
  {
    id: uuid("id").primaryKey(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    /** Counts over all kinds: the latest version says where the creator is resident. */
    version: integer("version").notNull(),
    kind: word("kind", taxFormKinds).notNull(),
    /** ISO 3166-1 alpha-2: where the creator is resident for tax. */
    country: text("country").notNull(),
    /** The whole declaration, sealed. */
    declarationEncrypted: text("declaration_encrypted").notNull(),
    /** The last four of the tax number; empty where there is none. */
    tinEnding: text("tin_ending").notNull(),
    /** Of a W-9: decides about reporting and withholding; null for the others. */
    classification: word("classification", classifications),
    /** Of a W-9: its signer says the tax office demands withholding. */
    isToldToWithhold: boolean("is_told_to_withhold").notNull(),
    /** The payer's day on which it was signed. */
    signedOn: date("signed_on", { mode: "string" }).notNull(),
    /** The last day it counts; null for one without an end. */
    validUntil: date("valid_until", { mode: "string" }),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("tax_forms_version_unique").on(table.creatorId, table.version),
    index("tax_forms_kind").on(table.creatorId, table.kind, table.version),
    index("tax_forms_end").on(table.validUntil),
    listed("tax_forms_kind_word", table.kind, taxFormKinds),
    listed("tax_forms_classification", table.classification, classifications),
  ],
);

/** A form that does not count though it was signed: the tax office, or finance, found it wrong. */
export const taxFormRejections = pgTable("tax_form_rejections", {
  formId: uuid("form_id")
    .primaryKey()
    .references(() => taxForms.id),
  /** A sentence for the creator. Never holds a tax number. */
  reason: text("reason").notNull(),
  rejectedBy: uuid("rejected_by")
    .notNull()
    .references(() => users.id),
  rejectedAt: instant("rejected_at").notNull(),
});

/** A reminder that a form ends, sent once for each number of days before. */
export const taxFormReminders = pgTable(
  "tax_form_reminders",
  {
    formId: uuid("form_id")
      .notNull()
      .references(() => taxForms.id),
    /** How many days before the end it was due. */
    daysBefore: integer("days_before").notNull(),
    sentAt: instant("sent_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.formId, table.daysBefore] })],
);

/** Whether a creator lets brands write their invoices, and as whom. A change adds a version. */
export const selfBillingAgreements = pgTable(
  "self_billing_agreements",
  {
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    version: integer("version").notNull(),
    /** False: the creator took the agreement back. */
    isAgreed: boolean("is_agreed").notNull(),
    /** Which wording was agreed to. */
    wording: text("wording").notNull(),
    /** Name, address and VAT standing as they go on invoices, sealed; null for a withdrawal. */
    supplierEncrypted: text("supplier_encrypted"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.creatorId, table.version] })],
);

/** Who a brand is on invoices. A change adds a version; invoices keep what they were written with. */
export const brandInvoiceDetails = pgTable(
  "brand_invoice_details",
  {
    brandId: brandId().references(() => brands.id),
    version: integer("version").notNull(),
    legalName: text("legal_name").notNull(),
    street: text("street").notNull(),
    city: text("city").notNull(),
    region: text("region").notNull(),
    postalCode: text("postal_code").notNull(),
    /** ISO 3166-1 alpha-2. */
    country: text("country").notNull(),
    /** Empty where the brand has none. */
    vatId: text("vat_id").notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.brandId, table.version] })],
);

/** Self-billing invoices and credit notes, as they were issued. */
export const selfBillingInvoices = pgTable(
  "self_billing_invoices",
  {
    brandId: brandId().references(() => brands.id),
    id: uuid("id").notNull(),
    creatorId: uuid("creator_id")
      .notNull()
      .references(() => creators.id),
    payoutId: uuid("payout_id")
      .notNull()
      .references(() => payouts.id),
    kind: word("kind", invoiceKinds).$type<InvoiceKind>().notNull(),
    /** What a credit note corrects; null for an invoice. */
    correctsId: uuid("corrects_id"),
    /** The creator's own series: numbers without gaps from 1 in each year. */
    year: integer("year").notNull(),
    number: integer("number").notNull(),
    currency: text("currency").notNull(),
    /** What was paid, VAT included; below zero for a credit note. */
    totalMinor: minor("total_minor").notNull(),
    vatMinor: minor("vat_minor").notNull(),
    /** Everything the paper says, sealed: a second download is the same invoice. */
    contentEncrypted: text("content_encrypted").notNull(),
    issuedAt: instant("issued_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.id] }),
    uniqueIndex("self_billing_invoices_number_unique").on(table.creatorId, table.year, table.number),
    uniqueIndex("self_billing_invoices_payout_unique").on(table.brandId, table.payoutId, table.kind),
    index("self_billing_invoices_creator").on(table.creatorId, table.issuedAt),
    foreignKey({ columns: [table.brandId, table.correctsId], foreignColumns: [table.brandId, table.id] }),
    listed("self_billing_invoices_kind", table.kind, invoiceKinds),
  ],
);
