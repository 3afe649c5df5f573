import type { CampaignTerms } from "../campaigns/campaign.ts";
import type { RuleChoice } from "../campaigns/pick-rule.ts";
import type { ExchangeRate } from "../currencies/exchange-rate.ts";
import type { Progress } from "./progress.ts";

/** One line of a sale with what refunds and lost disputes have left of it. */
export interface EarningLine {
  readonly id: string;
  /** By the store's id and by SKU; rules name products by either. */
  readonly productId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly netMinor: bigint;
  readonly remainingMinor: bigint;
  /** False for gift cards and tips. */
  readonly isCommissionable: boolean;
  /** An edit took it off the order. */
  readonly isRemoved: boolean;
  /** The policy that decided excludes its product. */
  readonly isExcluded: boolean;
}

export interface EarningSale {
  readonly currency: string;
  readonly placedAt: Date;
  /** The order was cancelled or will never be paid. */
  readonly isVoid: boolean;
  readonly isReturningCustomer: boolean;
  readonly lines: readonly EarningLine[];
}

/** How a percentage of a sale in another currency than the commission's is converted. */
export interface Conversion {
  /** The commission's currency. */
  readonly to: string;
  /** The day of the sale, such as 2026-06-01. */
  readonly day: string;
  /** Null when none is known for that day: nothing is earned until there is one. */
  readonly rate: ExchangeRate | null;
}

/** line: on the line itself. bonus: a one-time commission that came with the sale, kept beside its first line that earns. */
export const earnedParts = ["line", "bonus"] as const;
export type EarnedPart = (typeof earnedParts)[number];

/** What one line should have earned by now. */
export interface EarnedLine {
  readonly saleLineId: string;
  readonly part: EarnedPart;
  /** The credited share of the line's net, before and after refunds; 0 for a bonus. */
  readonly originalNetMinor: bigint;
  readonly remainingNetMinor: bigint;
  /** Null for what is not a percentage. */
  readonly rateBps: number | null;
  readonly calculatedMinor: bigint;
  /** Why this much, or why nothing. Never names the buyer. */
  readonly sentence: string;
}

/** What the sale counts for when later sales ask: as it was sold, whatever was refunded since. In the commission's currency. */
export interface CountedSale {
  /** False for one that was cancelled, holds nothing that earns, or came too late to earn. The rest is then 0. */
  readonly countsAsSale: boolean;
  readonly netMinor: bigint;
  /** After caps, bonus included. */
  readonly earnedMinor: bigint;
  /** The bonus that was due, before caps. */
  readonly bonusMinor: bigint;
}

export interface Earned {
  /** Those of the sale, in their order, and the bonus behind them if there is one. */
  readonly lines: readonly EarnedLine[];
  readonly counted: CountedSale;
}

/** Which of all the sale's credits one partnership has: the parts of two creators sum to the whole of each line. */
export interface CreditShare {
  readonly allBps: readonly number[];
  readonly index: number;
}

/** All that is known about what one partnership earns on a sale. */
export interface EarningCase {
  readonly sale: EarningSale;
  readonly terms: CampaignTerms;
  readonly share: CreditShare;
  /** For a sale in another currency than the commission. */
  readonly conversion: Conversion | null;
  readonly progress: Progress;
}

/** What a line earns by the rule that won it, before caps: as it was sold, and with what refunds have left. */
export interface RuledPart {
  readonly line: EarningLine;
  readonly choice: RuleChoice;
  readonly originalNetMinor: bigint;
  readonly remainingNetMinor: bigint;
  readonly soldMinor: bigint;
  readonly leftMinor: bigint;
}
