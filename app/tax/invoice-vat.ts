import { isInEu } from "../kit/country.ts";
import { WHOLE_BPS, divideRounded } from "../kit/money.ts";
import { done, refused, type Outcome } from "../kit/outcome.ts";
import type { InvoiceVat, Party, Supplier, VatTreatment } from "./invoice.ts";
import { standardVatRateOn } from "./vat-rates.ts";

/**
 * VAT on what a brand paid a creator. A commission is the whole price, VAT included: what the invoice says is what was paid.
 * Between businesses of two member states the recipient owes the VAT (Directive 2006/112/EC, Articles 44 and 196), and for that its VAT
 * id must be known first.
 * @param day of the payment.
 */
export function vatOf(
  supplier: Supplier,
  recipient: Party,
  totalMinor: bigint,
  day: string,
): Outcome<InvoiceVat, "recipient-without-vat-id"> {
  const treatment = treatmentOf(supplier, recipient);
  if (treatment === null) return refused("recipient-without-vat-id");
  const rateBps = treatment === "domestic" ? standardVatRateOn(supplier.country, day) : 0;
  const netMinor = divideRounded(totalMinor * BigInt(WHOLE_BPS), BigInt(WHOLE_BPS + rateBps));
  return done({ treatment, rateBps, netMinor, vatMinor: totalMinor - netMinor });
}

function treatmentOf(supplier: Supplier, recipient: Party): VatTreatment | null {
  if (!isInEu(supplier.country)) return isInEu(recipient.country) ? "reverse-charge" : "outside-eu";
  if (supplier.vatStanding === "small-business") return "small-business";
  if (supplier.vatStanding === "none") return "not-registered";
  if (supplier.country === recipient.country) return "domestic";
  if (!isInEu(recipient.country)) return "outside-eu";
  return recipient.vatId === "" ? null : "reverse-charge";
}

/** The sentence an invoice must carry for how its VAT stands (Directive 2006/112/EC, Article 226). */
export const vatNotes: Readonly<Record<VatTreatment, string>> = {
  domestic: "",
  "reverse-charge":
    "Reverse charge: VAT is owed by the recipient of the service (Directive 2006/112/EC, Articles 44 and 196).",
  "small-business":
    "No VAT is charged: the supplier declares to be exempt as a small business (Directive 2006/112/EC, Articles 282 to 292).",
  "not-registered": "No VAT is charged: the supplier declares not to be registered for VAT.",
  "outside-eu":
    "Not subject to VAT in the European Union: the place of supply is where the recipient is (Directive 2006/112/EC, Article 44).",
};
