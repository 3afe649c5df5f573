import { exponentOf } from "./currency.ts";

/** A share of the whole in basis points: 10 000 is all of it. */
export const WHOLE_BPS = 10_000;

/** Adds minor units of one currency. An empty list is 0. */
export function sumMinor(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** Divides integers and rounds half away from zero, the rule used on invoices: 0.5 becomes 1 and -0.5 becomes -1. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError("Division by zero.");
  const isNegative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return isNegative ? -rounded : rounded;
}

/** The part of an amount at a rate in basis points, rounded half away from zero to the minor unit. */
export function percentOf(amountMinor: bigint, rateBps: number): bigint {
  return divideRounded(amountMinor * BigInt(rateBps), BigInt(WHOLE_BPS));
}

/**
 * Splits an amount by weights (any non-negative integers, for example shares in basis points).
 * Parts always sum to the whole: the odd minor units go to the largest remainders, ties to the earlier weight.
 * All weights zero: everything goes to the first part. No weights: an empty list.
 */
export function allocate(totalMinor: bigint, weights: readonly (bigint | number)[]): bigint[] {
  if (weights.length === 0) return [];
  const parts = weights.map(BigInt);
  if (parts.some((part) => part < 0n)) throw new RangeError("A weight cannot be negative.");
  const sum = sumMinor(parts);
  if (sum === 0n) return parts.map((_, index) => (index === 0 ? totalMinor : 0n));
  const sign = totalMinor < 0n ? -1n : 1n;
  const magnitude = totalMinor * sign;
  const shares = parts.map((weight) => (magnitude * weight) / sum);
  const byRemainder = parts
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = magnitude - sumMinor(shares);
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares.map((share) => share * sign);
}

/**
 * Reads a decimal text such as "12.50" as minor units of a currency.
 * Returns null for anything that is not a plain decimal number or has more decimal places (other than zeros)
 * than the currency knows, so that no amount is ever rounded on the way in.
 */
export function parseDecimal(text: string, currency: string): bigint | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(text.trim());
  if (!match) return null;
  const exponent = exponentOf(currency);
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > exponent) return null;
  const minor = BigInt((match[2] ?? "0") + fraction.padEnd(exponent, "0"));
  return match[1] === "-" ? -minor : minor;
}

/** Writes minor units as a plain decimal text for files and APIs: 1250 EUR is "12.50", 1250 JPY is "1250". */
export function formatDecimal(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const sign = minor < 0n ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
