import { isInEu } from "../kit/country.ts";
import { percentOf, WHOLE_BPS } from "../kit/money.ts";
import type { Seller } from "../platform/seller.ts";
import type { Party } from "../tax/invoice.ts";
import { standardVatRateOn } from "../tax/vat-rates.ts";

/** sent: with the payout. returned: with the payout when it comes back. */
export const feeVatKinds = ["sent", "returned"] as const;
export type FeeVatKind = (typeof feeVatKinds)[number];

/** How VAT stands on the fee of one brand. */
export const feeVatTreatments = [
  "seller-country",
  "without-vat-id",
  "reverse-charge",
  "outside-eu",
  "not-registered",
] as const;
export type FeeVatTreatment = (typeof feeVatTreatments)[number];

export interface FeeVatStanding {
  readonly treatment: FeeVatTreatment;
  /** In basis points; 0 where no VAT is charged. */
  readonly rateBps: number;
}

/**
 * How VAT stands on a fee. A service between businesses is taxed where the customer is (Directive 2006/112/EC, Article 44): in the seller's
 * country at its standard rate, in another member state by the customer itself (Article 196), elsewhere not by the Union at all. A customer
 * of another member state that has told no VAT id may be taken for a consumer (Implementing Regulation (EU) 282/2011, Article 18(2)), whose
 * services are taxed where the seller is (Article 45). The one-stop shop is for sales to consumers; brands are businesses, so it is not used.
 * @param buyer null for a brand that has not said who it is: there is no VAT id either.
 * @param day such as `2026-06-03`, on which the fee is charged. Throws for one no rate is known for.
 */
export function feeVatStanding(seller: Seller, buyer: Party | null, day: string): FeeVatStanding {
  const treatment = treatmentOf(seller, buyer);
  const isCharged = treatment === "seller-country" || treatment === "without-vat-id";
  return { treatment, rateBps: isCharged ? standardVatRateOn(seller.country, day) : 0 };
}

function treatmentOf(seller: Seller, buyer: Party | null): FeeVatTreatment {
  if (!isInEu(seller.country)) return buyer !== null && isInEu(buyer.country) ? "reverse-charge" : "outside-eu";
  if (seller.vatId === "") return "not-registered";
  if (buyer === null) return "without-vat-id";
  if (buyer.country === seller.country) return "seller-country";
  if (!isInEu(buyer.country)) return "outside-eu";
  return buyer.vatId === "" ? "without-vat-id" : "reverse-charge";
}

/** The sentence an invoice carries for how its VAT stands (Directive 2006/112/EC, Article 226). */
export const feeVatNotes: Readonly<Record<FeeVatTreatment, string>> = {
  "seller-country": "",
  "without-vat-id":
    "VAT of the seller’s country is charged, because no VAT id of another member state was given (Directive 2006/112/EC, Article 45).",
  "reverse-charge":
    "Reverse charge: VAT is owed by the recipient of the service (Article 196 of Directive 2006/112/EC).",
  "outside-eu":
    "Outside the scope of VAT of the European Union: the service is supplied where the recipient is (Directive 2006/112/EC, Article 44).",
  "not-registered": "No VAT is charged: the seller is not registered for VAT.",
};

/** Fees and their VAT so far, of one brand in one month, currency and rate: what stands together on one invoice. */
export interface VatSoFar {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

/**
 * The VAT that goes with one more fee: what the rate of all fees so far has grown by. Fee by fee it may differ by a minor unit from the
 * rate of that fee alone; over an invoice it is the rate of its net, rounded once, as a tax office reckons it.
 */
export function nextVat({ netMinor, vatMinor }: VatSoFar, feeMinor: bigint, rateBps: number): bigint {
  return percentOf(netMinor + feeMinor, rateBps) - vatMinor;
}

/** The most VAT that can go with a fee, whatever the fees before it: rounded up. This much is set aside for it. */
export function mostVatOn(feeMinor: bigint, rateBps: number): bigint {
  const [exact, whole] = [feeMinor * BigInt(rateBps), BigInt(WHOLE_BPS)];
  const floor = exact / whole;
  return floor + (exact > 0n && exact % whole !== 0n ? 1n : 0n);
}
