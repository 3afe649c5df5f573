import type { Niche } from "../creators/creator.ts";
import type { Rulebook } from "./rulebook.ts";

/** draft: only the brand sees it. published: creators can claim. paused: links go on, no new claims. ended: the tail window runs. */
export const campaignStatuses = ["draft", "published", "paused", "ended"] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** at-once: a creator's claim makes the partnership active. by-approval: the brand answers an application first. */
export const claimModes = ["at-once", "by-approval"] as const;
export type ClaimMode = (typeof claimModes)[number];

/** percent: a share of the net of each line. fixed: one amount per sale. */
export const commissionKinds = ["percent", "fixed"] as const;
export type CommissionKind = (typeof commissionKinds)[number];

/** One immutable version of what a campaign pays. A rate of 0 says that this kind of customer earns nothing. */
export interface CampaignTerms {
  readonly id: string;
  readonly campaignId: string;
  readonly version: number;
  readonly kind: CommissionKind;
  /** Percent terms, in basis points of the line's net. 0 for fixed terms. */
  readonly newCustomerRateBps: number;
  readonly returningCustomerRateBps: number;
  /** Fixed terms, minor units of `currency` per sale. 0 for percent terms. */
  readonly newCustomerAmountMinor: bigint;
  readonly returningCustomerAmountMinor: bigint;
  readonly currency: string;
  /** Rules, steps, bonuses and caps beyond one rate for everything; null for none. */
  readonly rulebook: Rulebook | null;
  /** Days between the sale and the earliest approval of its commission. */
  readonly holdDays: number;
  /** When the brand announced this version; new partnerships accept it from here on. */
  readonly announcedAt: Date;
  /** When it applies to partnerships that were already running. Later than `announcedAt` for a cut. */
  readonly inForceFrom: Date;
}

/** How a campaign's codes are made, and what shops limit. */
export interface CodeRules {
  /** Words in braces are filled in: see `judgePattern`. */
  readonly codePattern: string;
  /** How often one code may be used in all; null without limit. */
  readonly codeUsageLimit: number | null;
  readonly isCodeOncePerCustomer: boolean;
  /** How long a replaced code goes on working and crediting. */
  readonly codeGraceDays: number;
}

/** What a campaign says, apart from what it pays and how its sales are attributed. */
export interface CampaignFacts extends CodeRules {
  readonly name: string;
  readonly brief: string;
  /** What creators must say, word for word, such as "#ad". */
  readonly disclosure: string;
  readonly niches: readonly Niche[];
  /** Empty while a draft has none. */
  readonly destinationUrl: string;
  /** Added to every link's destination: see `judgeUtmTemplate`. Empty adds nothing. */
  readonly utmTemplate: string;
  /** Where links lead before they start and once they are over; null is the brand's website. */
  readonly fallbackUrl: string | null;
  readonly claimMode: ClaimMode;
  /** The shopper's discount with a creator's code; 0 for none. */
  readonly discountBps: number;
  readonly currency: string;
  /** The most that commissions may ever sum to, in minor units of `currency`. Null is no limit. */
  readonly budgetMinor: bigint | null;
  readonly startsAt: Date;
  /** The first instant after the campaign. Null runs until the brand ends it. */
  readonly endsAt: Date | null;
}

export interface CampaignProduct {
  readonly title: string;
  readonly url: string;
  readonly imageUrl: string | null;
  /** Minor units of the campaign's currency. */
  readonly priceMinor: bigint | null;
}

export interface Campaign extends CampaignFacts {
  readonly brandId: string;
  readonly id: string;
  readonly status: CampaignStatus;
  readonly pauseReason: "brand" | "budget" | null;
  readonly publishedAt: Date | null;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The actor of a brand's command: who, for which brand. The route's guard has checked the role. */
export interface BrandActor {
  readonly brandId: string;
  readonly userId: string;
}
