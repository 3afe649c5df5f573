import { formatAmount, formatRate } from "../kit/amount-text.ts";
import { allocate, percentOf, sumMinor } from "../kit/money.ts";
import type { TaxPayer } from "../platform/tax-payer.ts";
import { backupWithholdingRateOn } from "./reporting-thresholds.ts";
import { isCorporation, standingOf, type TaxFormFacts } from "./tax-form.ts";

/** w-9-missing: a US person gave none. w-9-invalid: the one given does not count. told-to-withhold: its signer says the tax office demands it. */
export const withholdingReasons = ["w-9-missing", "w-9-invalid", "told-to-withhold"] as const;
export type WithholdingReason = (typeof withholdingReasons)[number];

/** Where a creator is resident for tax, and the Form W-9 they gave last. */
export interface TaxStatus {
  readonly residence: string;
  readonly w9: TaxFormFacts | null;
}

export interface Withholding {
  readonly rateBps: number;
  readonly reason: WithholdingReason;
}

/** What is kept back of one payout. */
export interface Withheld extends Withholding {
  readonly minor: bigint;
}

/**
 * Backup withholding (26 U.S.C. 3406): a payer in the United States keeps a part of what a US person is owed while no valid Form W-9 is
 * on file, from the first cent. Corporations are exempt once their form says so; foreign persons are never withheld from here.
 * @param today the payer's day of the payment.
 */
export function withholdingOf(status: TaxStatus, payer: TaxPayer, today: string): Withholding | null {
  if (payer.country !== "US" || status.residence !== "US") return null;
  const reason = reasonOf(status.w9, today);
  return reason === null ? null : { rateBps: backupWithholdingRateOn(today).rateBps, reason };
}

function reasonOf(w9: TaxFormFacts | null, today: string): WithholdingReason | null {
  const standing = standingOf(w9, today);
  if (w9 === null || standing === "missing") return "w-9-missing";
  if (standing !== "valid") return "w-9-invalid";
  if (isCorporation(w9.classification)) return null;
  return w9.isToldToWithhold ? "told-to-withhold" : null;
}

/** Of an amount that is owed; null where nothing is kept back, also where it would round to nothing. */
export function withhold(owedMinor: bigint, withholding: Withholding | null): Withheld | null {
  if (withholding === null || owedMinor <= 0n) return null;
  const minor = percentOf(owedMinor, withholding.rateBps);
  return minor === 0n ? null : { ...withholding, minor };
}

/** Splits what is withheld over the brands that pay, by what each pays; a brand that takes back more than it owes has no part. */
export function splitWithheld(partsMinor: readonly bigint[], withheldMinor: bigint): bigint[] {
  if (withheldMinor === 0n) return partsMinor.map(() => 0n);
  const payingMinor = partsMinor.map((part) => (part > 0n ? part : 0n));
  if (withheldMinor < 0n || sumMinor(payingMinor) < withheldMinor) {
    throw new RangeError("More would be withheld than is paid.");
  }
  return allocate(withheldMinor, payingMinor);
}

const because: Readonly<Record<WithholdingReason, string>> = {
  "w-9-missing": "no Form W-9 is on file",
  "w-9-invalid": "the Form W-9 on file does not count",
  "told-to-withhold": "the Form W-9 says that the tax office demands it",
};

/** "24 % ($4.80) withheld for US tax, because no Form W-9 is on file". Without capital and full stop. */
export function withheldInWords({ minor, rateBps, reason }: Withheld, currency: string): string {
  return `${formatRate(rateBps)} (${formatAmount(minor, currency)}) withheld for US tax, because ${because[reason]}`;
}
