import { sumMinor } from "#app/kit/money.ts";
import type { SkipReason } from "./payout.ts";

/** The most payouts one batch has; whoever comes later in the order of ids waits for the next. */
export const MAX_PAYOUTS_PER_BATCH = 10_000;

/** One commission's payable position; negative after a clawback. Never zero. */
export interface PayablePosition {
  readonly brandId: string;
  readonly commissionId: string;
  readonly creatorId: string;
  readonly payableMinor: bigint;
}

/** A creator's latest payee details. */
export interface PayeeVersion {
  readonly creatorId: string;
  readonly payeeDetailsId: string;
  readonly usableFrom: Date;
  readonly isReachedBySepa: boolean;
}

export interface ComposedLine {
  readonly brandId: string;
  readonly commissionId: string;
  readonly amountMinor: bigint;
}

export interface ComposedPayout {
  readonly creatorId: string;
  readonly payeeDetailsId: string;
  /** Sum of the lines; at least the minimum. */
  readonly amountMinor: bigint;
  readonly lines: readonly ComposedLine[];
}

export interface SkippedCreator {
  readonly creatorId: string;
  readonly reason: SkipReason;
  readonly amountMinor: bigint;
  /** For a cooling-off: when the account may be used. */
  readonly until: Date | null;
}

export interface ComposedBatch {
  readonly payouts: readonly ComposedPayout[];
  readonly skipped: readonly SkippedCreator[];
}

export interface BatchTerms {
  readonly minimumMinor: bigint;
  readonly isSepa: boolean;
  readonly now: Date;
}

/**
 * One payout per creator over all brands, clawbacks netted; everybody who is not paid is named with the first reason that stands.
 * Creators, and the lines of each, come in the order of their ids, so that the same positions compose the same batch.
 */
export function composeBatch(
  positions: readonly PayablePosition[],
  payees: readonly PayeeVersion[],
  terms: BatchTerms,
): ComposedBatch {
  const payeeOf = new Map(payees.map((payee) => [payee.creatorId, payee]));
  const byCreator = new Map<string, PayablePosition[]>();
  for (const position of positions) {
    if (position.payableMinor === 0n) continue;
    byCreator.set(position.creatorId, [...(byCreator.get(position.creatorId) ?? []), position]);
  }
  const payouts: ComposedPayout[] = [];
  const skipped: SkippedCreator[] = [];
  for (const creatorId of [...byCreator.keys()].sort()) {
    const lines = (byCreator.get(creatorId) ?? [])
      .map(({ brandId, commissionId, payableMinor }) => ({ brandId, commissionId, amountMinor: payableMinor }))
      .sort((a, b) => compareText(a.brandId, b.brandId) || compareText(a.commissionId, b.commissionId));
    const amountMinor = sumMinor(lines.map((line) => line.amountMinor));
    const payee = payeeOf.get(creatorId);
    const reason =
      skipReasonOf(amountMinor, payee, terms) ?? (payouts.length === MAX_PAYOUTS_PER_BATCH ? "batch-full" : null);
    if (reason !== null || payee === undefined) {
      const until = reason === "cooling-off" && payee ? payee.usableFrom : null;
      skipped.push({ creatorId, reason: reason ?? "no-payee-details", amountMinor, until });
    } else {
      payouts.push({ creatorId, payeeDetailsId: payee.payeeDetailsId, amountMinor, lines });
    }
  }
  return { payouts, skipped };
}

function skipReasonOf(amountMinor: bigint, payee: PayeeVersion | undefined, terms: BatchTerms): SkipReason | null {
  // A balance of exactly zero is carried forward like a negative one: nothing to send, and the lines stay for the next batch.
  if (amountMinor <= 0n) return "negative-balance";
  if (amountMinor < terms.minimumMinor) return "below-minimum";
  if (!payee) return "no-payee-details";
  if (payee.usableFrom.getTime() > terms.now.getTime()) return "cooling-off";
  if (terms.isSepa && !payee.isReachedBySepa) return "account-outside-sepa";
  return null;
}

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
