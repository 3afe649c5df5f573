import { addDays } from "../kit/clock.ts";
import { sumMinor } from "../kit/money.ts";
import type { Seller } from "../platform/seller.ts";
import type { Party } from "../tax/invoice.ts";
import { feeVatNotes } from "./fee-vat.ts";
import {
  invoiceNumber,
  readInvoiceMonth,
  type FeeCharge,
  type Invoice,
  type InvoiceCharge,
  type InvoiceLine,
  type VatTotal,
} from "./invoice.ts";

/** Everything an invoice follows from; bookings are never changed, so the same facts come out for ever. */
export interface InvoiceFacts {
  readonly brand: { readonly name: string; readonly slug: string };
  /** `2026-06`. */
  readonly month: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly lines: readonly InvoiceLine[];
  readonly charges: readonly FeeCharge[];
  /** As they were when the month's last fee was charged; null where it was charged without. */
  readonly seller: Seller | null;
  readonly buyer: Party | null;
}

/**
 * A brand's invoice for a month. Without a seller or a buyer it is a statement: an invoice must name both with address (Directive
 * 2006/112/EC, Article 226(5)). Fees that came back stand as credit lines that name the invoice they correct (Article 219).
 */
export function composeInvoice(facts: InvoiceFacts): Invoice {
  const { brand, month, currency, lines, openingMinor, seller, buyer } = facts;
  const period = readInvoiceMonth(month);
  if (!period) throw new RangeError(`${month} is no month.`);
  const charges = facts.charges.map((charge): InvoiceCharge => ({ ...charge, text: chargeInWords(charge, facts) }));
  const netMinor = sumMinor(charges.map((charge) => charge.netMinor));
  const vatMinor = sumMinor(charges.map((charge) => charge.vatMinor));
  const whyStatement = whyNoInvoice(facts);
  const totals = totalsOf(charges);
  return {
    kind: whyStatement !== "" ? "statement" : netMinor < 0n ? "credit-note" : "invoice",
    ...{ whyStatement, brandName: brand.name, currency, month, seller, buyer, charges, totals, netMinor, vatMinor },
    number: invoiceNumber(brand.slug, month, currency),
    issuedOn: dayOf(period.until),
    firstDay: dayOf(period.from),
    lastDay: dayOf(addDays(period.until, -1)),
    grossMinor: netMinor + vatMinor,
    notes: totals.flatMap(({ treatment }) => (treatment === null ? [] : [feeVatNotes[treatment]])).filter(Boolean),
    ...{ openingMinor, lines, closingMinor: openingMinor + sumMinor(lines.map(({ amountMinor }) => amountMinor)) },
  };
}

function whyNoInvoice({ charges, seller, buyer }: InvoiceFacts): string {
  if (charges.length === 0) return "No fee was charged in this month, so there is nothing to invoice.";
  if (seller === null)
    return "This is a statement and no invoice, because the seller’s name and address were not given when the fee was charged. No VAT was charged.";
  if (buyer === null)
    return "This is a statement and no invoice, because the brand has not said who it is. Once the invoice details are entered, it becomes an invoice.";
  return "";
}

function chargeInWords({ kind, isGivenBack, correctsMonth, treatment, count }: FeeCharge, facts: InvoiceFacts): string {
  if (treatment === null) return "Platform fee, charged without VAT before the seller’s details were given";
  const payouts = count === 1 ? "a payout" : `${count} payouts`;
  if (kind === "returned") {
    const corrected = invoiceNumber(facts.brand.slug, correctsMonth ?? facts.month, facts.currency);
    return `Credit: fee on ${payouts} that came back. Corrects ${corrected}.`;
  }
  if (isGivenBack) return `Credit: fee on commissions clawed back with ${payouts}`;
  return `Platform fee on commissions passed on with ${payouts}`;
}

function totalsOf(charges: readonly FeeCharge[]): VatTotal[] {
  const totals = new Map<string, VatTotal>();
  for (const { treatment, rateBps, netMinor, vatMinor } of charges) {
    const key = `${treatment} ${rateBps}`;
    const sum = totals.get(key) ?? { treatment, rateBps, netMinor: 0n, vatMinor: 0n };
    totals.set(key, { ...sum, netMinor: sum.netMinor + netMinor, vatMinor: sum.vatMinor + vatMinor });
  }
  return [...totals.values()];
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
