/** Where a brand's money came from. */
export const topUpSources = ["stripe", "bank"] as const;
export type TopUpSource = (typeof topUpSources)[number];

/**
 * open: Stripe's page waits to be paid. waiting: a bank transfer above the limit waits for a second person. received: it is in the
 * balance, less what was refunded or disputed. expired: nobody paid. declined: the second person found no such transfer.
 */
export const topUpStatuses = ["open", "waiting", "received", "expired", "declined"] as const;
export type TopUpStatus = (typeof topUpStatuses)[number];

/** What happened to an event of the platform's Stripe account. failed: it is tried again. */
export const stripeEventStatuses = ["received", "processed", "ignored", "failed"] as const;
export type StripeEventStatus = (typeof stripeEventStatuses)[number];
