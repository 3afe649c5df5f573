import { allocate, divideRounded, formatDecimal, percentOf, sumMinor, WHOLE_BPS } from "../kit/money.ts";
import type { CampaignTerms } from "../campaigns/campaign.ts";

/** One line of a sale with what refunds and lost disputes have left of it. */
export interface EarningLine {
  readonly id: string;
  readonly netMinor: bigint;
  readonly remainingMinor: bigint;
  /** False for gift cards and tips. */
  readonly isCommissionable: boolean;
  /** An edit took it off the order. */
  readonly isRemoved: boolean;
  /** The policy that decided excludes its product. */
  readonly isExcluded: boolean;
}

export interface EarningSale {
  readonly currency: string;
  /** The order was cancelled or will never be paid. */
  readonly isVoid: boolean;
  readonly isReturningCustomer: boolean;
  readonly lines: readonly EarningLine[];
}

/** What one line should have earned by now. */
export interface EarnedLine {
  readonly saleLineId: string;
  /** The credited share of the line's net, before and after refunds. */
  readonly originalNetMinor: bigint;
  readonly remainingNetMinor: bigint;
  /** Null for fixed terms. */
  readonly rateBps: number | null;
  readonly calculatedMinor: bigint;
  /** Why this much, or why nothing. Never names the buyer. */
  readonly sentence: string;
}

/**
 * What each line of a sale should have earned one partnership by now, before the campaign's budget. Percent: the rate on the credited
 * share of what is left of the line's net, rounded per line half away from zero, so that a refund changes only the lines it names.
 * Fixed: the amount per sale allocated over the lines by their net; each part shrinks with its line.
 *
 * @param share of all the sale's credits, which one this partnership has: the parts of two creators sum to the whole of each line.
 */
export function shouldEarn(
  sale: EarningSale,
  terms: CampaignTerms,
  share: { readonly allBps: readonly number[]; readonly index: number },
): EarnedLine[] {
  const shareOf = (minor: bigint) => allocate(minor, share.allBps)[share.index] ?? 0n;
  const parts = terms.kind === "fixed" ? fixedParts(sale, terms, shareOf) : [];
  return sale.lines.map((line, index) => {
    const original = { saleLineId: line.id, originalNetMinor: shareOf(isCredited(line) ? line.netMinor : 0n) };
    const remainingNetMinor = isEarning(sale, line) ? shareOf(line.remainingMinor) : 0n;
    const base = { ...original, remainingNetMinor };
    return terms.kind === "fixed"
      ? fixedLine(sale, line, terms, base, parts[index] ?? 0n)
      : percentLine(sale, line, terms, base, share.allBps[share.index] ?? 0);
  });
}

type Base = Pick<EarnedLine, "saleLineId" | "originalNetMinor" | "remainingNetMinor">;

function percentLine(
  sale: EarningSale,
  line: EarningLine,
  terms: CampaignTerms,
  base: Base,
  shareBps: number,
): EarnedLine {
  const rateBps = sale.isReturningCustomer ? terms.returningCustomerRateBps : terms.newCustomerRateBps;
  const calculatedMinor = percentOf(base.remainingNetMinor, rateBps);
  const nothing = whyNothing(sale, line);
  if (nothing) return { ...base, rateBps, calculatedMinor: 0n, sentence: nothing };
  const ofShare = shareBps === WHOLE_BPS ? "" : ` (a share of ${percent(shareBps)})`;
  const customer = sale.isReturningCustomer ? "a returning" : "a new";
  const sentence =
    rateBps === 0
      ? `These terms pay nothing for ${customer} customer.`
      : `${percent(rateBps)} of ${amount(base.remainingNetMinor, sale)}${ofShare} for ${customer} customer${refundNote(base, sale)}.`;
  return { ...base, rateBps, calculatedMinor, sentence };
}

function fixedLine(
  sale: EarningSale,
  line: EarningLine,
  terms: CampaignTerms,
  base: Base,
  partMinor: bigint,
): EarnedLine {
  const nothing = whyNothing(sale, line) ?? whyNothingFixed(sale, terms);
  if (nothing) return { ...base, rateBps: null, calculatedMinor: 0n, sentence: nothing };
  // A line without net has no part, unless it is free of charge in a sale that is: then nothing is earned at all.
  const calculatedMinor = line.netMinor === 0n ? 0n : divideRounded(partMinor * line.remainingMinor, line.netMinor);
  const customer = sale.isReturningCustomer ? "a returning" : "a new";
  const whole = amount(fixedAmount(sale, terms), sale);
  const sentence = `${amount(partMinor, sale)} is this line's part of ${whole} per sale for ${customer} customer${refundNote(base, sale)}.`;
  return { ...base, rateBps: null, calculatedMinor, sentence };
}

/** Each line's part of the fixed amount, by net; lines that cannot earn have no part. */
function fixedParts(sale: EarningSale, terms: CampaignTerms, shareOf: (minor: bigint) => bigint): bigint[] {
  const weights = sale.lines.map((line) => (isCredited(line) && !line.isRemoved ? line.netMinor : 0n));
  if (terms.currency !== sale.currency || sumMinor(weights) === 0n) return weights.map(() => 0n);
  return allocate(shareOf(fixedAmount(sale, terms)), weights);
}

function fixedAmount(sale: EarningSale, terms: CampaignTerms): bigint {
  return sale.isReturningCustomer ? terms.returningCustomerAmountMinor : terms.newCustomerAmountMinor;
}

function isEarning(sale: EarningSale, line: EarningLine): boolean {
  return !sale.isVoid && isCredited(line) && !line.isRemoved;
}

function isCredited(line: EarningLine): boolean {
  return line.isCommissionable && !line.isExcluded;
}

function whyNothing(sale: EarningSale, line: EarningLine): string | null {
  if (!line.isCommissionable) return "Gift cards and tips earn nothing.";
  if (line.isExcluded) return "This campaign excludes the product, so it earns nothing.";
  if (sale.isVoid) return "The order was cancelled, so it earns nothing.";
  if (line.isRemoved) return "The shop took this line off the order, so it earns nothing.";
  if (line.netMinor === 0n) return "The buyer paid nothing for this line after the discount, so it earns nothing.";
  if (line.remainingMinor === 0n) return "The whole line was refunded, so all it had earned was taken back.";
  return null;
}

function whyNothingFixed(sale: EarningSale, terms: CampaignTerms): string | null {
  if (terms.currency !== sale.currency) {
    return `These terms pay a fixed amount in ${terms.currency}; this sale was in ${sale.currency}, so it earns nothing.`;
  }
  if (fixedAmount(sale, terms) === 0n) {
    return `These terms pay nothing for ${sale.isReturningCustomer ? "a returning" : "a new"} customer.`;
  }
  return null;
}

function refundNote(base: Base, sale: EarningSale): string {
  const refundedMinor = base.originalNetMinor - base.remainingNetMinor;
  return refundedMinor === 0n
    ? ""
    : `; ${amount(refundedMinor, sale)} of ${amount(base.originalNetMinor, sale)} was refunded`;
}

function amount(minor: bigint, sale: { readonly currency: string }): string {
  return `${formatDecimal(minor, sale.currency)} ${sale.currency}`;
}

/** Basis points as people write them: 1250 is "12.5 %". */
function percent(bps: number): string {
  return `${bps / 100} %`;
}
