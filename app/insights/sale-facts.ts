import type { CommissionBlock } from "../commissions/commission.ts";
import type { RuleAnswer } from "../attribution/compare-rules.ts";
import type { Candidate } from "../attribution/decision.ts";
import type { DeviceKind } from "../clicks/click.ts";
import type { PayoutTerms } from "../payouts/payout-terms.ts";
import type { BookedTransaction } from "./money-movements.ts";
import type {
  ExplainedCommission,
  ExplainedCredit,
  ExplainedDispute,
  ExplainedLine,
  ExplainedPayout,
  ExplainedPolicy,
  ExplainedRefund,
  ExplainedReview,
  ExplainedSale,
  SaleExplanation,
} from "./sale-explanation.ts";

export interface PayeeStanding {
  /** The brand's balance reaches commissions on sales up to then; null for none. */
  readonly fundedUntil: Date | null;
  /** Null without payee details. */
  readonly usableFrom: Date | null;
  /** All that is payable to the creator in the sale's currency, over all brands. */
  readonly payableMinor: bigint;
  /** From which amount on the creator wants to be paid in that currency; null for the platform's smallest payout. */
  readonly ownMinimumMinor: bigint | null;
  /** The platform's, in the order in which they take over from each other. */
  readonly payoutTerms: readonly PayoutTerms[];
}

/** Everything that is known about one sale, before anything is left out for a viewer. It never holds what identifies the buyer. */
export interface SaleFacts {
  readonly brand: SaleExplanation["brand"];
  readonly sale: ExplainedSale;
  readonly lines: readonly Omit<ExplainedLine, "commissions">[];
  readonly refunds: readonly ExplainedRefund[];
  readonly disputes: readonly ExplainedDispute[];
  /** Latest first: the first one is in force. */
  readonly decisions: readonly {
    readonly rule: string;
    readonly sentence: string;
    readonly decidedAt: Date;
    readonly candidates: readonly Candidate[];
  }[];
  readonly credits: readonly (Omit<ExplainedCredit, "isOwn"> & {
    readonly creatorId: string;
    readonly partnershipId: string;
  })[];
  readonly policies: readonly ExplainedPolicy[];
  /** Where the candidate clicks came from, by click. */
  readonly clicks: ReadonlyMap<string, { readonly network: string; readonly device: DeviceKind }>;
  readonly award: {
    readonly creatorId: string;
    readonly creatorName: string;
    readonly awardedAt: Date;
    readonly awardedBy: string | null;
    readonly reason: string;
  } | null;
  /** Null when the evidence of the decision is no longer whole. */
  readonly otherRules: readonly RuleAnswer[] | null;
  readonly commissions: readonly (Omit<
    ExplainedCommission,
    "termsVersion" | "decisions" | "next" | "expectedAt" | "waitsFor"
  > & {
    readonly creatorId: string;
    readonly blockedBy: CommissionBlock | null;
  })[];
  readonly commissionLines: readonly {
    readonly commissionId: string;
    readonly saleLineId: string;
    readonly rateBps: number | null;
    readonly earnedMinor: bigint;
    readonly sentence: string;
    readonly termsVersion: number | null;
  }[];
  /** What paying each creator depends on beyond this sale, by creator; empty for a brand. */
  readonly payees: ReadonlyMap<string, PayeeStanding>;
  /** In order of time. */
  readonly reviews: readonly (ExplainedReview & { readonly commissionId: string })[];
  readonly transactions: readonly BookedTransaction[];
  readonly shopper: SaleExplanation["shopper"];
  /** In order of their batches. */
  readonly payouts: readonly (ExplainedPayout & { readonly payoutId: string; readonly isOpen: boolean })[];
}
