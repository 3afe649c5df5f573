import type { CommissionStatus } from "./commission.ts";

/** Where a commission's money is. earned = held + payable + in transit + paid, always. */
export interface Positions {
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
}

/**
 * Where what a commission should have earned belongs. Not approved: all of it is held. Approved: all that has not left is payable, also
 * below zero, which the next payout nets. Approved with an open dispute: what has not left goes back to held until the bank decides.
 * Declined: nothing is earned, and what has left is owed back.
 */
export function placeMoney(
  earnedMinor: bigint,
  status: CommissionStatus,
  isFrozen: boolean,
  gone: Pick<Positions, "inTransitMinor" | "paidMinor">,
): Positions {
  const { inTransitMinor, paidMinor } = gone;
  const hereMinor = earnedMinor - inTransitMinor - paidMinor;
  const isHeld = status === "held" || (status === "approved" && isFrozen && hereMinor > 0n);
  return isHeld
    ? { heldMinor: hereMinor, payableMinor: 0n, inTransitMinor, paidMinor }
    : { heldMinor: 0n, payableMinor: hereMinor, inTransitMinor, paidMinor };
}
