import { convertPart, type ExchangeRate } from "../currencies/exchange-rate.ts";

/** What arrives for an amount that is paid out. */
export interface PaidAmount {
  readonly currency: string;
  readonly minor: bigint;
  /** The rate it was converted at, once; null where nothing was converted. */
  readonly rate: Pick<ExchangeRate, "rate" | "day"> | null;
}

const WHOLE = { numerator: 1n, denominator: 1n } as const;

/** The amount in the currency its creator wants, rounded once to its minor unit; null while the rate that needs is not known. */
export function payOutIn(
  amount: { readonly minor: bigint; readonly currency: string },
  wanted: string | null,
  rate: ExchangeRate | null,
): PaidAmount | null {
  if (wanted === null || wanted === amount.currency) return { ...amount, rate: null };
  if (rate === null || rate.from !== amount.currency || rate.to !== wanted) return null;
  const { rate: units, day } = rate;
  return { currency: wanted, minor: convertPart(amount.minor, rate, WHOLE), rate: { rate: units, day } };
}

/**
 * Splits what arrives over the brands that paid it, in their order: each part is what the sum so far is worth less what the sum before it
 * was, so that parts of either sign add up to the whole.
 */
export function splitPaid(partsMinor: readonly bigint[], totalMinor: bigint, paidMinor: bigint): bigint[] {
  if (totalMinor === 0n) throw new RangeError("Nothing cannot be split.");
  let sum = 0n;
  let split = 0n;
  return partsMinor.map((part) => {
    sum += part;
    const upTo = (sum * paidMinor) / totalMinor;
    const own = upTo - split;
    split = upTo;
    return own;
  });
}
