import { allocate, divideRounded, formatDecimal, percentOf, sumMinor, WHOLE_BPS } from "../kit/money.ts";
import { convertPart, type ExchangeRate } from "../currencies/exchange-rate.ts";
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

/** How a percentage of a sale in another currency than the commission's is converted. */
export interface Conversion {
  /** The commission's currency. */
  readonly to: string;
  /** The day of the sale, such as 2026-06-01. */
  readonly day: string;
  /** Null when none is known for that day: nothing is earned until there is one. */
  readonly rate: ExchangeRate | null;
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
 * @param conversion for percent terms when the sale is in another currency than the commission; a fixed amount is in its own already.
 * @param share of all the sale's credits, which one this partnership has: the parts of two creators sum to the whole of each line.
 */
export function shouldEarn(
  sale: EarningSale,
  terms: CampaignTerms,
  share: { readonly allBps: readonly number[]; readonly index: number },
  conversion: Conversion | null = null,
): EarnedLine[] {
  const shareOf = (minor: bigint) => allocate(minor, share.allBps)[share.index] ?? 0n;
  const parts = terms.kind === "fixed" ? fixedParts(sale, terms, shareOf) : [];
  return sale.lines.map((line, index) => {
    const original = { saleLineId: line.id, originalNetMinor: shareOf(isCredited(line) ? line.netMinor : 0n) };
    const remainingNetMinor = isEarning(sale, line) ? shareOf(line.remainingMinor) : 0n;
    const base = { ...original, remainingNetMinor };
    return terms.kind === "fixed"
      ? fixedLine(sale, line, terms, base, parts[index] ?? 0n)
      : percentLine(sale, line, terms, base, { shareBps: share.allBps[share.index] ?? 0, conversion });
  });
}

type Base = Pick<EarnedLine, "saleLineId" | "originalNetMinor" | "remainingNetMinor">;

function percentLine(
  sale: EarningSale,
  line: EarningLine,
  terms: CampaignTerms,
  base: Base,
  { shareBps, conversion }: { readonly shareBps: number; readonly conversion: Conversion | null },
): EarnedLine {
  const rateBps = sale.isReturningCustomer ? terms.returningCustomerRateBps : terms.newCustomerRateBps;
  const calculatedMinor = percentIn(conversion, base.remainingNetMinor, rateBps);
  const nothing = whyNothing(sale, line);
  if (nothing) return { ...base, rateBps, calculatedMinor: 0n, sentence: nothing };
  const ofShare = shareBps === WHOLE_BPS ? "" : ` (a share of ${percent(shareBps)})`;
  const customer = sale.isReturningCustomer ? "a returning" : "a new";
  const sentence =
    rateBps === 0
      ? `These terms pay nothing for ${customer} customer.`
      : `${percent(rateBps)} of ${amount(base.remainingNetMinor, sale)}${ofShare} for ${customer} customer${refundNote(base, sale)}.`;
  const converted = rateBps === 0 || !conversion ? "" : ` ${conversionNote(sale, conversion, calculatedMinor)}`;
  return { ...base, rateBps, calculatedMinor, sentence: sentence + converted };
}

/** Rounded once, to the minor unit of the currency it ends in. */
function percentIn(conversion: Conversion | null, netMinor: bigint, rateBps: number): bigint {
  if (!conversion) return percentOf(netMinor, rateBps);
  if (!conversion.rate) return 0n;
  return convertPart(netMinor, conversion.rate, { numerator: BigInt(rateBps), denominator: BigInt(WHOLE_BPS) });
}

function conversionNote(sale: EarningSale, { to, day, rate }: Conversion, calculatedMinor: bigint): string {
  if (!rate) {
    return `There is no exchange rate from ${sale.currency} to ${to} for ${day}: it is earned once there is one.`;
  }
  const source = rate.source === "" ? "" : ` (${rate.source})`;
  return `That is ${amount(calculatedMinor, { currency: to })} at ${rate.rate} ${to} for 1 ${sale.currency}, the rate of ${rate.day}${source}.`;
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
  const whole = amount(fixedAmount(sale, terms), terms);
  const sentence = `${amount(partMinor, terms)} is this line's part of ${whole} per sale for ${customer} customer${refundNote(base, sale)}.`;
  return { ...base, rateBps: null, calculatedMinor, sentence };
}

/** Each line's part of the fixed amount, by net; lines that cannot earn have no part. */
function fixedParts(sale: EarningSale, terms: CampaignTerms, shareOf: (minor: bigint) => bigint): bigint[] {
  const weights = sale.lines.map((line) => (isCredited(line) && !line.isRemoved ? line.netMinor : 0n));
  if (sumMinor(weights) === 0n) return weights.map(() => 0n);
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
