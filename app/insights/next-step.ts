import type { CommissionBlock } from "../commissions/commission.ts";
import type { CommissionDecisionKind, DeclineReason } from "../commissions/commission.ts";
import type { BatchStatus } from "../payouts/payout.ts";

/** What has to happen next to one part of a commission before it is in the creator's bank account, or why nothing will. */
export type NextStep =
  | { readonly kind: "nothing-earned" }
  | { readonly kind: "declined"; readonly reason: DeclineReason | null; readonly note: string }
  | { readonly kind: "awaits-payment"; readonly amountMinor: bigint }
  | { readonly kind: "awaits-dispute"; readonly amountMinor: bigint }
  | { readonly kind: "hold-running"; readonly amountMinor: bigint; readonly until: Date }
  | { readonly kind: "awaits-review"; readonly amountMinor: bigint; readonly since: Date; readonly note: string | null }
  | { readonly kind: "awaits-batch"; readonly amountMinor: bigint }
  | {
      readonly kind: "in-batch";
      readonly amountMinor: bigint;
      readonly batchName: string;
      readonly batchStatus: BatchStatus;
    }
  | { readonly kind: "carried-forward"; readonly amountMinor: bigint }
  | { readonly kind: "on-its-way"; readonly amountMinor: bigint; readonly sentAt: Date | null }
  | { readonly kind: "paid"; readonly amountMinor: bigint; readonly settledAt: Date | null };

/** Where the money of one commission stands; amounts in minor units of one currency. */
export interface CommissionStanding {
  readonly status: "held" | "approved" | "declined";
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
  readonly holdUntil: Date;
  readonly blockedBy: CommissionBlock | null;
  /** The latest answer of finance. */
  readonly review: {
    readonly kind: CommissionDecisionKind;
    readonly reason: DeclineReason | null;
    readonly note: string;
  } | null;
  /** The batch that is being put together or waits to be sent with this commission in it. */
  readonly openBatch: { readonly name: string; readonly status: BatchStatus } | null;
  readonly lastSentAt: Date | null;
  readonly lastSettledAt: Date | null;
}

/** Every part of a commission with its next step, nearest to the bank account last. Never empty. */
export function nextStepsOf(standing: CommissionStanding, now: Date): NextStep[] {
  const steps: NextStep[] = [];
  if (standing.status === "declined") {
    steps.push({ kind: "declined", reason: standing.review?.reason ?? null, note: standing.review?.note ?? "" });
  }
  if (standing.heldMinor !== 0n) steps.push(stepOfHeld(standing, now));
  if (standing.payableMinor !== 0n) steps.push(stepOfPayable(standing));
  if (standing.inTransitMinor !== 0n) {
    steps.push({ kind: "on-its-way", amountMinor: standing.inTransitMinor, sentAt: standing.lastSentAt });
  }
  if (standing.paidMinor !== 0n) {
    steps.push({ kind: "paid", amountMinor: standing.paidMinor, settledAt: standing.lastSettledAt });
  }
  return steps.length > 0 ? steps : [{ kind: "nothing-earned" }];
}

function stepOfHeld(standing: CommissionStanding, now: Date): NextStep {
  const amountMinor = standing.heldMinor;
  if (standing.blockedBy === "open-dispute") return { kind: "awaits-dispute", amountMinor };
  if (standing.blockedBy === "unpaid-order") return { kind: "awaits-payment", amountMinor };
  if (standing.holdUntil > now) return { kind: "hold-running", amountMinor, until: standing.holdUntil };
  const note = standing.review?.kind === "hold" ? standing.review.note : null;
  return { kind: "awaits-review", amountMinor, since: standing.holdUntil, note };
}

function stepOfPayable(standing: CommissionStanding): NextStep {
  const amountMinor = standing.payableMinor;
  if (amountMinor < 0n) return { kind: "carried-forward", amountMinor };
  const { openBatch } = standing;
  return openBatch
    ? { kind: "in-batch", amountMinor, batchName: openBatch.name, batchStatus: openBatch.status }
    : { kind: "awaits-batch", amountMinor };
}
