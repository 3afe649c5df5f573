import { percentOf } from "#app/kit/money.ts";
import { mostVatOn } from "./fee-vat.ts";

/** What the platform charges a brand, in basis points. */
export interface FeeRates {
  /** Of the commissions paid. */
  readonly feeBps: number;
  /** Of the fee; 0 where no VAT is charged. */
  readonly vatBps: number;
}

/**
 * The platform's fee on what a brand pays a creator with one payout, rounded half away from zero. Commissions that are clawed back and
 * netted make the amount smaller, and so the fee; below zero the fee comes back.
 */
export function feeOf(paidMinor: bigint, feeBps: number): bigint {
  return percentOf(paidMinor, feeBps);
}

/**
 * What a payout takes from the brand's balance at most: the commissions, the fee, and the VAT on it rounded up. What is really taken may be
 * less by a minor unit, because VAT is reckoned over the month.
 */
export function costOf(paidMinor: bigint, { feeBps, vatBps }: FeeRates): bigint {
  const feeMinor = feeOf(paidMinor, feeBps);
  return paidMinor + feeMinor + mostVatOn(feeMinor, vatBps);
}
