import { sumMinor } from "#app/kit/money.ts";
import type { ExchangeRate } from "../currencies/exchange-rate.ts";
import { withhold, type Withheld, type Withholding } from "../tax/withholding.ts";
import { compareText } from "../kit/compare-text.ts";
import { fundLines, type FundsAtHand } from "./fund-lines.ts";
import { payOutIn, type PaidAmount } from "./pay-out-in.ts";
import type { SkipReason } from "./payout.ts";

/** The most payouts one batch has; whoever comes later in the order of ids waits for the next. */
export const MAX_PAYOUTS_PER_BATCH = 10_000;

/** One commission's payable position; negative after a clawback. Never zero. */
export interface PayablePosition {
  readonly brandId: string;
  readonly commissionId: string;
  readonly creatorId: string;
  readonly payableMinor: bigint;
  /** When the sale was made: where a brand's balance does not reach all, the oldest is paid first. */
  readonly earnedAt: Date;
}

/** A creator's latest payee details. */
export interface PayeeVersion {
  readonly creatorId: string;
  readonly payeeDetailsId: string;
  readonly usableFrom: Date;
  /** What they want to be paid in; null for whatever they earned. */
  readonly currency: string | null;
  /** From which amount on they want to be paid; absent or null for the platform's smallest payout. */
  readonly ownMinimumMinor?: bigint | null;
  /** Why the batch's rail does not reach the account; null where it does. */
  readonly reachFault: SkipReason | null;
  /** What is kept back for tax of everything they are paid; absent is nothing. */
  readonly withholding?: Withholding | null;
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
  /** Of the amount, what is kept back for tax. */
  readonly withheld: Withheld | null;
  /** What arrives of the rest. */
  readonly paid: PaidAmount;
  readonly lines: readonly ComposedLine[];
}

export interface SkippedCreator {
  readonly creatorId: string;
  readonly reason: SkipReason;
  readonly amountMinor: bigint;
  /** For a cooling-off: when the account may be used. */
  readonly until: Date | null;
  /** The amount that is not reached; null where it is about something else. */
  readonly minimumMinor: bigint | null;
}

export interface ComposedBatch {
  readonly payouts: readonly ComposedPayout[];
  readonly skipped: readonly SkippedCreator[];
}

export interface BatchTerms {
  /** What the commissions are in. */
  readonly currency: string;
  readonly minimumMinor: bigint;
  /** Rates out of the batch's currency, by the currency they lead to. */
  readonly rates: ReadonlyMap<string, ExchangeRate>;
  readonly funds: FundsAtHand;
  readonly now: Date;
}

interface Candidate {
  readonly payee: PayeeVersion;
  readonly positions: readonly PayablePosition[];
}

/**
 * One payout per creator over all brands, clawbacks netted, from money that the brands have paid in; everybody who is not paid, or not
 * in full, is named with the first reason that stands. Creators, and the lines of each, come in the order of their ids, so that the
 * same positions compose the same batch.
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
  const skipped: SkippedCreator[] = [];
  const candidates: Candidate[] = [];
  for (const creatorId of [...byCreator.keys()].sort()) {
    const own = byCreator.get(creatorId) ?? [];
    const payee = payeeOf.get(creatorId);
    const reason = skipReasonOf(sumOf(own), payee, terms);
    if (reason === null && payee) candidates.push({ payee, positions: own });
    else {
      skipped.push({
        ...{ creatorId, reason: reason ?? "no-payee-details", amountMinor: sumOf(own) },
        until: reason === "cooling-off" ? (payee?.usableFrom ?? null) : null,
        minimumMinor: notReached(reason, payee, terms),
      });
    }
  }
  const payouts = payFromFunds(candidates, terms, skipped);
  return { payouts, skipped: skipped.sort((one, other) => compareText(one.creatorId, other.creatorId)) };
}

/**
 * Pays candidates what is funded. Whoever is left with less than can be sent waits in full, and what they would have taken is free for
 * the others: the funds are shared out again until nobody falls out.
 */
function payFromFunds(
  candidates: readonly Candidate[],
  terms: BatchTerms,
  skipped: SkippedCreator[],
): ComposedPayout[] {
  const wait = (positions: readonly PayablePosition[], reason: SkipReason = "waiting-for-funds") => {
    const amountMinor = sumOf(positions);
    const creatorId = positions[0]?.creatorId ?? "";
    if (amountMinor > 0n) skipped.push({ creatorId, reason, amountMinor, until: null, minimumMinor: null });
  };
  let left = candidates;
  for (;;) {
    const funded = fundLines(
      left.flatMap(({ positions }) => positions.map((one) => ({ ...one, amountMinor: one.payableMinor }))),
      terms.funds,
    );
    const isPaid = (one: PayablePosition) => one.payableMinor < 0n || funded.has(one.commissionId);
    const falling = left.filter(
      ({ payee, positions }) => skipReasonOf(sumOf(positions.filter(isPaid)), payee, terms) !== null,
    );
    if (falling.length === 0) {
      const payouts = left.map((candidate) => composePayout(candidate, candidate.positions.filter(isPaid), terms));
      const fitting = left.slice(0, MAX_PAYOUTS_PER_BATCH);
      for (const { positions } of fitting) wait(positions.filter((one) => !isPaid(one)));
      for (const { positions } of left.slice(MAX_PAYOUTS_PER_BATCH)) wait(positions, "batch-full");
      return payouts.slice(0, MAX_PAYOUTS_PER_BATCH);
    }
    // Those who hold money that cannot be sent to them go first: what they leave may reach the others.
    const holding = falling.filter(({ positions }) => positions.some(({ commissionId }) => funded.has(commissionId)));
    const fallen = new Set(holding.length > 0 ? holding : falling);
    for (const { positions } of fallen) wait(positions);
    left = left.filter((candidate) => !fallen.has(candidate));
  }
}

function composePayout({ payee }: Candidate, positions: readonly PayablePosition[], terms: BatchTerms): ComposedPayout {
  const { creatorId, payeeDetailsId } = payee;
  const amountMinor = sumOf(positions);
  const paid = paidOf(amountMinor, payee, terms);
  if (paid === null) throw new Error("A payout was composed without the rate it is converted at.");
  const lines = positions
    .map(({ brandId, commissionId, payableMinor }) => ({ brandId, commissionId, amountMinor: payableMinor }))
    .sort((a, b) => compareText(a.brandId, b.brandId) || compareText(a.commissionId, b.commissionId));
  return { creatorId, payeeDetailsId, amountMinor, withheld: withheldOf(amountMinor, payee), paid, lines };
}

function sumOf(positions: readonly PayablePosition[]): bigint {
  return sumMinor(positions.map(({ payableMinor }) => payableMinor));
}

function withheldOf(amountMinor: bigint, payee: PayeeVersion): Withheld | null {
  return withhold(amountMinor, payee.withholding ?? null);
}

function paidOf(amountMinor: bigint, payee: PayeeVersion, { currency, rates }: BatchTerms): PaidAmount | null {
  const minor = amountMinor - (withheldOf(amountMinor, payee)?.minor ?? 0n);
  return payOutIn(
    { minor, currency },
    payee.currency,
    payee.currency === null ? null : (rates.get(payee.currency) ?? null),
  );
}

function notReached(reason: SkipReason | null, payee: PayeeVersion | undefined, terms: BatchTerms): bigint | null {
  if (reason === "below-minimum") return terms.minimumMinor;
  return reason === "below-own-minimum" ? (payee?.ownMinimumMinor ?? null) : null;
}

function skipReasonOf(amountMinor: bigint, payee: PayeeVersion | undefined, terms: BatchTerms): SkipReason | null {
  // A balance of exactly zero is carried forward like a negative one: nothing to send, and the lines stay for the next batch.
  if (amountMinor <= 0n) return "negative-balance";
  if (amountMinor < terms.minimumMinor) return "below-minimum";
  if (!payee) return "no-payee-details";
  if (amountMinor < (payee.ownMinimumMinor ?? 0n)) return "below-own-minimum";
  if (payee.usableFrom.getTime() > terms.now.getTime()) return "cooling-off";
  if (payee.reachFault !== null) return payee.reachFault;
  const paid = paidOf(amountMinor, payee, terms);
  if (paid === null) return "no-exchange-rate";
  if (paid.minor <= 0n) return "below-minimum";
  return null;
}
