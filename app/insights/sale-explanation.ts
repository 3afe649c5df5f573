import type { EvidenceKind, Verdict } from "../attribution/decision.ts";
import type { PolicyPreset } from "../attribution/policy.ts";
import type { DeviceKind } from "../clicks/click.ts";
import type { CommissionDecisionKind, CommissionStatus, DeclineReason } from "../commissions/commission.ts";
import type { BatchStatus, PayoutStatus } from "../payouts/payout.ts";
import type { DisputeStatus, PaymentStatus, RefundStatus } from "../sales/sale.ts";
import type { StoreKind } from "../stores/store.ts";
import type { Movement } from "./money-movements.ts";
import type { NextStep } from "./next-step.ts";

/** Who asks. A creator sees their own money, every candidate, no buyer and no other creator's name. */
export type Viewer =
  { readonly kind: "brand" } | { readonly kind: "finance" } | { readonly kind: "creator"; readonly creatorId: string };

/** The full answer to "why is it here?" for one sale, as one viewer may see it. */
export interface SaleExplanation {
  readonly viewer: Viewer["kind"];
  readonly asOf: Date;
  readonly brand: { readonly id: string; readonly name: string; readonly slug: string };
  readonly sale: ExplainedSale;
  /** Null until the sale was decided for the first time, which happens in the transaction that records it. */
  readonly decision: ExplainedDecision | null;
  readonly credits: readonly ExplainedCredit[];
  readonly policies: readonly ExplainedPolicy[];
  /** The brand's own word in force; null for none. */
  readonly award: ExplainedAward | null;
  /** What every preset would have said, those that agree in one line; null when the clicks behind the sale are no longer kept. */
  readonly otherRules: readonly ExplainedRules[] | null;
  readonly lines: readonly ExplainedLine[];
  readonly refunds: readonly ExplainedRefund[];
  readonly disputes: readonly ExplainedDispute[];
  readonly commissions: readonly ExplainedCommission[];
  readonly movements: readonly Movement[];
  readonly payouts: readonly ExplainedPayout[];
  /** By what the shopper was known from other orders and visits, a sentence each; null for nothing, and for creators always. */
  readonly shopper: { readonly sentences: readonly string[] } | null;
}

export interface ExplainedSale {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  readonly storeKind: StoreKind;
  readonly currency: string;
  readonly placedAt: Date;
  readonly recordedAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  readonly netMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly shippingMinor: bigint;
  readonly totalMinor: bigint;
  readonly discrepancy: string | null;
}

export interface ExplainedDecision {
  readonly rule: string;
  readonly sentence: string;
  readonly decidedAt: Date;
  readonly candidates: readonly ExplainedTouch[];
  /** What was decided before, latest first. */
  readonly earlier: readonly { readonly decidedAt: Date; readonly sentence: string }[];
}

export interface ExplainedTouch {
  readonly kind: EvidenceKind;
  /** The code as entered; empty for a click or a binding, and where the viewer may not see it. */
  readonly codeEntered: string;
  readonly occurredAt: Date | null;
  readonly placement: string;
  /** Where a click came from, such as instagram, and on what device; empty and null where nobody knows, or the viewer may not see it. */
  readonly network: string;
  readonly device: DeviceKind | null;
  /** Null for evidence that belongs to nobody. */
  readonly creatorName: string | null;
  readonly isOwn: boolean;
  readonly verdict: Verdict;
  readonly sentence: string;
}

export interface ExplainedCredit {
  readonly creatorName: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly isOwn: boolean;
  readonly shareBps: number;
  readonly touchKind: string;
  readonly placement: string;
  readonly policyId: string;
}

export interface ExplainedPolicy {
  readonly id: string;
  readonly campaignName: string;
  readonly version: number;
  readonly preset: PolicyPreset;
  readonly name: string;
  /** What it says, one sentence each. */
  readonly sentences: readonly string[];
  readonly inForceFrom: Date;
  /** For a version that a replay applied to earlier sales, up to this day; null for the campaign's own. */
  readonly appliedBy: { readonly replayNumber: number; readonly reason: string; readonly lastDay: Date } | null;
}

/** Who of the brand credited the sale, and why. To a creator who was not credited only that it happened. */
export interface ExplainedAward {
  readonly creatorName: string;
  readonly awardedAt: Date;
  /** Null for creators: the brand answers as a team. */
  readonly awardedBy: string | null;
  readonly reason: string | null;
}

export interface ExplainedRule {
  readonly name: string;
  /** Why it says so. */
  readonly sentence: string;
}

/** What some presets would all have said. */
export interface ExplainedRules {
  readonly ours: readonly ExplainedRule[];
  /** Named after published rules of others. */
  readonly published: readonly ExplainedRule[];
  readonly credits: readonly { readonly creatorName: string; readonly isOwn: boolean; readonly shareBps: number }[];
  readonly isAsDecided: boolean;
}

export interface ExplainedLine {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly netMinor: bigint;
  /** What refunds have taken back from the line so far. */
  readonly refundedMinor: bigint;
  readonly isCommissionable: boolean;
  readonly removedAt: Date | null;
  readonly commissions: readonly {
    readonly creatorName: string;
    /** Null for fixed terms. */
    readonly rateBps: number | null;
    readonly earnedMinor: bigint;
    readonly sentence: string;
  }[];
}

export interface ExplainedRefund {
  readonly externalId: string;
  readonly status: RefundStatus;
  readonly statusReason: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly refundedAt: Date;
}

export interface ExplainedDispute {
  readonly status: DisputeStatus;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly openedAt: Date;
}

export interface ExplainedCommission {
  readonly id: string;
  readonly creatorName: string;
  readonly campaignName: string;
  readonly currency: string;
  readonly calculatedMinor: bigint;
  readonly earnedMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
  readonly status: CommissionStatus;
  readonly holdUntil: Date;
  readonly termsVersion: number | null;
  readonly decisions: readonly ExplainedReview[];
  readonly next: readonly NextStep[];
  /** When the money should be in the account; null where nobody can say, and for a brand, whose part is done with the commission. */
  readonly expectedAt: Date | null;
  /** To the creator alone: what they or their balance lack, such as payee details. */
  readonly waitsFor: string | null;
}

/** What finance decided about a commission. */
export interface ExplainedReview {
  readonly kind: CommissionDecisionKind;
  readonly reason: DeclineReason | null;
  readonly note: string;
  readonly decidedAt: Date;
  /** Null for a creator: finance answers as a team; and where a rule decided. */
  readonly decidedBy: string | null;
  readonly isByRule: boolean;
}

export interface ExplainedPayout {
  readonly commissionId: string;
  readonly batchName: string;
  readonly batchStatus: BatchStatus;
  readonly payoutStatus: PayoutStatus;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
  readonly returnReason: string | null;
}
