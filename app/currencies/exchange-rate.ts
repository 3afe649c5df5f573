import { exponentOf } from "../kit/currency.ts";
import { divideRounded } from "../kit/money.ts";

/** How many units of one currency one unit of another costs, as of one day. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  /** Plain decimal text: units of `to` for one of `from`. */
  readonly rate: string;
  /** The day it is of, such as 2026-06-01. */
  readonly day: string;
  readonly source: string;
}

/** Decimal places of a rate between two currencies that are each quoted against a third. */
const CROSS_DECIMALS = 12;

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** The rate between two currencies that are each known as units per US dollar, rounded half away from zero to twelve decimals. */
export function crossRate(fromPerDollar: string, toPerDollar: string): string {
  const [from, to] = [readDecimal(fromPerDollar), readDecimal(toPerDollar)];
  const scaled = divideRounded(
    to.digits * 10n ** BigInt(from.places + CROSS_DECIMALS),
    from.digits * 10n ** BigInt(to.places),
  );
  const digits = scaled.toString().padStart(CROSS_DECIMALS + 1, "0");
  return `${digits.slice(0, -CROSS_DECIMALS)}.${digits.slice(-CROSS_DECIMALS)}`.replace(/\.?0+$/, "");
}

/**
 * A part of an amount in another currency, rounded once, half away from zero, to its minor unit. The part is `numerator / denominator`,
 * such as a percentage in basis points of 10 000: multiplied before anything is rounded.
 */
export function convertPart(
  amountMinor: bigint,
  { from, to, rate }: Pick<ExchangeRate, "from" | "to" | "rate">,
  part: { readonly numerator: bigint; readonly denominator: bigint },
): bigint {
  const { digits, places } = readDecimal(rate);
  return divideRounded(
    amountMinor * part.numerator * digits * 10n ** BigInt(exponentOf(to)),
    part.denominator * 10n ** BigInt(places + exponentOf(from)),
  );
}

/** True for a plain decimal text above zero. */
export function isRate(text: string): boolean {
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) && /[1-9]/.test(text);
}

function readDecimal(text: string): Decimal {
  if (!isRate(text)) throw new RangeError(`"${text}" is no exchange rate.`);
  const [whole = "", fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length };
}
