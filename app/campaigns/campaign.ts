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
  /** Days between the sale and the earliest approval of its commission. */
  readonly holdDays: number;
  /** When the brand announced this version; new partnerships accept it from here on. */
  readonly announcedAt: Date;
  /** When it applies to partnerships that were already running. Later than `announcedAt` for a cut. */
  readonly inForceFrom: Date;
}
