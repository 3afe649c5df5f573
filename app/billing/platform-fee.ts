import { percentOf } from "#app/kit/money.ts";

/**
 * The platform's fee on what a brand pays a creator with one payout, rounded half away from zero. Commissions that are clawed back and
 * netted make the amount smaller, and so the fee; below zero the fee comes back.
 */
export function feeOf(paidMinor: bigint, feeBps: number): bigint {
  return percentOf(paidMinor, feeBps);
}

/** What a payout takes from the brand's balance: the commissions and the fee. */
export function costOf(paidMinor: bigint, feeBps: number): bigint {
  return paidMinor + feeOf(paidMinor, feeBps);
}
