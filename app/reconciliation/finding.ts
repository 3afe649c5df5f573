import type { PayoutStatus, Rail } from "../payouts/payout.ts";

/**
 * missing: we sent it and the rail does not tell of it. extra: the rail tells of a payment we did not send. different-amount: both tell of it
 * and disagree. not-in-ledger: the batch and our own books disagree.
 */
export const findingKinds = ["missing", "extra", "different-amount", "not-in-ledger"] as const;
export type FindingKind = (typeof findingKinds)[number];

/** A sent payout beside what the ledger and the rail say of it. */
export interface ComparedPayout {
  readonly payoutId: string;
  readonly rail: Rail;
  readonly status: PayoutStatus;
  readonly sentOn: string;
  /** What should travel: the payout less what is withheld of it for tax. And what the ledger put in transit for it. */
  readonly amountMinor: bigint;
  readonly ledgerMinor: bigint;
  /** What should have arrived, in its currency. */
  readonly paidMinor: bigint;
  /** What the rail says: money that left less money that came back, in that currency; null where it says nothing. */
  readonly railMinor: bigint | null;
  /** The rail tells of it in another currency as well. */
  readonly hasForeignLine: boolean;
}

/** The days a rail has told us of, and how long it may take to tell of a payment. */
export interface Coverage {
  readonly from: string;
  readonly until: string;
}

/** How ledger, batch and rail compare for one payout. */
export type Comparison = "matched" | "not-yet" | Exclude<FindingKind, "extra">;

/**
 * Compares the three. A payout that came back should have left and come back, or never have left; any other should have left once, to the
 * minor unit. One the rail says nothing of is missing once the rail has told of the day by which it should have travelled.
 */
export function comparePayout(payout: ComparedPayout, dueOn: string, coverage: Coverage | null): Comparison {
  if (payout.ledgerMinor !== payout.amountMinor) return "not-in-ledger";
  if (payout.hasForeignLine) return "different-amount";
  if (payout.railMinor === null) {
    if (payout.status === "returned") return "matched";
    const isTold = coverage !== null && payout.sentOn >= coverage.from && dueOn <= coverage.until;
    return isTold ? "missing" : "not-yet";
  }
  const wanted = payout.status === "returned" ? 0n : payout.paidMinor;
  return payout.railMinor === wanted ? "matched" : "different-amount";
}

/** What a note is kept under: the difference itself, so that a note on one amount says nothing of another. */
export function findingKeyOf(kind: Exclude<FindingKind, "extra">, payout: ComparedPayout): string {
  switch (kind) {
    case "missing":
      return `missing:${payout.payoutId}`;
    case "different-amount":
      return `different-amount:${payout.payoutId}:${payout.railMinor ?? 0n}`;
    case "not-in-ledger":
      return `not-in-ledger:${payout.payoutId}:${payout.ledgerMinor}`;
  }
}

export function extraKeyOf(statementId: string, position: number): string {
  return `extra:${statementId}:${position}`;
}
