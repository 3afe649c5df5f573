import { done, type Outcome } from "../kit/outcome.ts";
import { invoiceName, type InvoiceContent, type Party, type Supplier } from "./invoice.ts";
import { vatOf } from "./invoice-vat.ts";

/** What one brand paid one creator with one payout that arrived. */
export interface InvoicedPayment {
  readonly payoutId: string;
  readonly batchName: string;
  readonly currency: string;
  readonly paidOn: string;
  /** Commissions that were paid, and how many. */
  readonly earnedMinor: bigint;
  readonly earnedCount: number;
  /** Clawbacks that were netted, below zero, and how many. */
  readonly clawedBackMinor: bigint;
  readonly clawedBackCount: number;
  /** The brand's part of what was kept back for tax. */
  readonly withheldMinor: bigint;
  /** The invoices on which the commissions stand that were clawed back. */
  readonly correctedNames: readonly string[];
}

export interface InvoiceNumber {
  readonly year: number;
  readonly number: number;
  readonly issuedOn: string;
}

/**
 * The paper for what a brand paid: an invoice, or a credit note where more was clawed back than earned. Its total is what was paid, VAT
 * included.
 */
export function composeInvoice(
  { year, number, issuedOn }: InvoiceNumber,
  payment: InvoicedPayment,
  supplier: Supplier,
  recipient: Party,
): Outcome<InvoiceContent, "recipient-without-vat-id"> {
  const { earnedMinor, clawedBackMinor, correctedNames } = payment;
  const totalMinor = earnedMinor + clawedBackMinor;
  const vat = vatOf(supplier, recipient, totalMinor, payment.paidOn);
  if (!vat.ok) return vat;
  const lines: { text: string; minor: string }[] = [];
  if (payment.earnedCount > 0) {
    lines.push({
      text: `Commission on ${salesText(payment.earnedCount)} brought about by the supplier`,
      minor: String(earnedMinor),
    });
  }
  if (payment.clawedBackCount > 0) {
    const earlier = correctedNames.length > 0 ? `, invoiced as ${correctedNames.join(", ")}` : "";
    lines.push({
      text: `Commission taken back on ${salesText(payment.clawedBackCount)} refunded or declined later${earlier}`,
      minor: String(clawedBackMinor),
    });
  }
  const isCredit = totalMinor < 0n;
  return done({
    name: invoiceName(year, number),
    kind: isCredit ? "credit-note" : "invoice",
    corrects: isCredit ? correctedNames : [],
    reason: isCredit ? "More was clawed back than earned; it was netted in a payout by other brands." : "",
    issuedOn,
    paidOn: payment.paidOn,
    batchName: payment.batchName,
    payoutId: payment.payoutId,
    supplier,
    recipient,
    currency: payment.currency,
    lines,
    totalMinor: String(totalMinor),
    vat: { ...vat.value, netMinor: String(vat.value.netMinor), vatMinor: String(vat.value.vatMinor) },
    withheldMinor: String(payment.withheldMinor),
  });
}

/** The paper that takes another back whole, because its payment came back: the same parties and rates, every amount the other way. */
export function composeReversal({ year, number, issuedOn }: InvoiceNumber, of: InvoiceContent): InvoiceContent {
  const opposite = (minor: string) => String(-BigInt(minor));
  return {
    ...of,
    name: invoiceName(year, number),
    kind: of.kind === "invoice" ? "credit-note" : "invoice",
    corrects: [of.name],
    reason: "The payment came back from the bank, so it was not made. It is invoiced again once it arrives.",
    issuedOn,
    lines: of.lines.map(({ text, minor }) => ({ text, minor: opposite(minor) })),
    totalMinor: opposite(of.totalMinor),
    vat: { ...of.vat, netMinor: opposite(of.vat.netMinor), vatMinor: opposite(of.vat.vatMinor) },
    withheldMinor: opposite(of.withheldMinor),
  };
}

function salesText(count: number): string {
  return count === 1 ? "1 sale" : `${count} sales`;
}
