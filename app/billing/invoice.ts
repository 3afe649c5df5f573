import type { Seller } from "../platform/seller.ts";
import type { Party } from "../tax/invoice.ts";
import type { FeeVatKind, FeeVatTreatment } from "./fee-vat.ts";

/** What moved a brand's balance on one day, by kind. */
export interface InvoiceLine {
  /** `2026-05-21`, a day of UTC. */
  readonly day: string;
  readonly eventCode: string;
  readonly count: number;
  readonly amountMinor: bigint;
}

/** Fees of a month that stand together: of one kind, with VAT in one way. */
export interface FeeCharge {
  readonly kind: FeeVatKind;
  readonly isGivenBack: boolean;
  /** For a fee that came back with its payout: the month it was charged in. Null otherwise. */
  readonly correctsMonth: string | null;
  /** Null for fees that were charged before the platform had said who it is. */
  readonly treatment: FeeVatTreatment | null;
  readonly rateBps: number;
  readonly count: number;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

/** One line of what is charged, in words. */
export interface InvoiceCharge extends FeeCharge {
  readonly text: string;
}

/** Fees and VAT of one treatment and rate. */
export interface VatTotal {
  readonly treatment: FeeVatTreatment | null;
  readonly rateBps: number;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

/** statement: what an invoice would say, where it cannot be one. */
export type InvoiceKind = "invoice" | "credit-note" | "statement";

export interface Invoice {
  readonly kind: InvoiceKind;
  /** Why it is no invoice, and what makes it one; empty for an invoice. */
  readonly whyStatement: string;
  /** Unique, and the same for ever: the brand's name in addresses, the month, the currency. */
  readonly number: string;
  readonly brandName: string;
  readonly currency: string;
  /** `2026-05`. */
  readonly month: string;
  /** The day after the month: nothing is booked into it any more. */
  readonly issuedOn: string;
  /** The period of supply. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly seller: Seller | null;
  readonly buyer: Party | null;
  readonly charges: readonly InvoiceCharge[];
  readonly totals: readonly VatTotal[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  /** The sentences that law asks for. */
  readonly notes: readonly string[];
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lines: readonly InvoiceLine[];
}

export const invoiceKindWords: Readonly<Record<InvoiceKind, string>> = {
  invoice: "Invoice",
  "credit-note": "Credit note",
  statement: "Statement",
};

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "funding.received": ["Payment received", "payments received"],
  "funding.refunded": ["Payment refunded", "payments refunded"],
  "funding.reversed": ["Disputed payment taken back", "disputed payments taken back"],
  "funding.reinstated": ["Disputed payment returned", "disputed payments returned"],
  "payout.sent": ["Commissions passed on to a creator", "payouts of commissions passed on to creators"],
  "payout.returned": ["Payout that came back", "payouts that came back"],
  "fee.charged": ["Platform fee", "platform fees"],
  "fee.returned": ["Platform fee given back", "platform fees given back"],
  "vat.charged": ["VAT on the platform fee", "bookings of VAT on platform fees"],
  "vat.returned": ["VAT given back", "bookings of VAT given back"],
};

/** What a line is about, in words. */
export function lineInWords({ eventCode, count }: Pick<InvoiceLine, "eventCode" | "count">): string {
  const [one, many] = words[eventCode] ?? ["Other movement", "other movements"];
  return count === 1 ? one : `${count} ${many}`;
}

/** Whether a line is the platform's charge or the VAT on it, and not the brand's own money passing through. */
export function isCharge({ eventCode }: Pick<InvoiceLine, "eventCode">): boolean {
  return eventCode.startsWith("fee.") || eventCode.startsWith("vat.");
}

/** The month of an address, `2026-05`; null for what is none. */
export function readInvoiceMonth(text: string): { readonly from: Date; readonly until: Date } | null {
  const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(text);
  if (!match) return null;
  const [year, month] = [Number(match[1]), Number(match[2])];
  return { from: new Date(Date.UTC(year, month - 1, 1)), until: new Date(Date.UTC(year, month, 1)) };
}

/** Such as `LUMEN-TEA-2026-06-EUR`: a series per brand and currency, in which each month has its place (Directive 2006/112/EC, Article 226(2)). */
export function invoiceNumber(brandSlug: string, month: string, currency: string): string {
  return `${brandSlug}-${month}-${currency}`.toUpperCase();
}
