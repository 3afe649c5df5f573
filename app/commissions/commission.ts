/** held: earned, not yet approved. approved: payable once its money is. declined: a person said no, with a reason. */
export const commissionStatuses = ["held", "approved", "declined"] as const;
export type CommissionStatus = (typeof commissionStatuses)[number];

/**
 * What stops an approval although the hold is over. unpaid-order: the buyer has not paid. open-dispute: the bank has not decided.
 * no-exchange-rate: the sale is in another currency than the campaign, and no rate of its day is known.
 */
export const commissionBlocks = ["unpaid-order", "open-dispute", "no-exchange-rate"] as const;
export type CommissionBlock = (typeof commissionBlocks)[number];

/** The closed list of reasons for a decline (PRODUCT rules). `other` requires a text. */
export const declineReasons = [
  "cancelled",
  "returned",
  "failed-credit-check",
  "breach-of-terms",
  "duplicate",
  "out-of-stock",
  "self-referral",
  "leaked-code",
  "invalid-traffic",
  "not-delivered",
  "other",
] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * What was decided about one commission. approve: by a person of finance, or by an approval rule. hold: looked at, kept waiting, with a
 * sentence. reinstate: a decline was overturned on the creator's appeal.
 */
export const commissionDecisionKinds = ["approve", "hold", "decline", "reinstate"] as const;
export type CommissionDecisionKind = (typeof commissionDecisionKinds)[number];
