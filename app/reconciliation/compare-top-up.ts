import type { Coverage, FindingKind } from "./finding.ts";

/** A brand's payment through a provider beside what the ledger and the provider say of it. */
export interface ComparedTopUp {
  readonly topUpId: string;
  readonly brandId: string;
  readonly brandName: string;
  readonly brandSlug: string;
  /** The provider's name of the payment. */
  readonly paymentId: string;
  readonly currency: string;
  /** In the ledger: received less refunded less disputed. */
  readonly bookedMinor: bigint;
  /** The same as the provider's lines say, together; null where it says nothing. */
  readonly toldMinor: bigint | null;
  /** The provider converted it, so that its lines are in another currency than the payment. */
  readonly isConverted: boolean;
  /** The days of the first and of the last booking. */
  readonly firstBookedOn: string;
  readonly lastBookedOn: string;
}

export type TopUpComparison = "matched" | "not-yet" | Extract<FindingKind, "missing" | "different-amount">;

/**
 * Compares the two. We book what the provider did already, so that a booking on a day it has told of in full is one it should have told
 * of; what was booked after the last of those days is compared when the next are told. A converted payment is compared by its presence:
 * the ledger is in the currency of the payment, and the rate is the provider's own.
 */
export function compareTopUp(topUp: ComparedTopUp, coverage: Coverage | null): TopUpComparison {
  if (topUp.toldMinor === null) {
    const isTold = coverage !== null && topUp.firstBookedOn >= coverage.from && topUp.firstBookedOn <= coverage.until;
    return isTold ? "missing" : "not-yet";
  }
  if (topUp.isConverted || topUp.toldMinor === topUp.bookedMinor) return "matched";
  return coverage !== null && topUp.lastBookedOn > coverage.until ? "not-yet" : "different-amount";
}

/** What a note is kept under: the difference itself. */
export function topUpKeyOf(kind: "missing" | "different-amount", topUp: ComparedTopUp): string {
  return kind === "missing"
    ? `missing:top-up:${topUp.topUpId}`
    : `different-amount:top-up:${topUp.topUpId}:${topUp.toldMinor ?? 0n}:${topUp.bookedMinor}`;
}
