/** The kinds of sales channel a brand can connect. */
export const storeKinds = ["shopify", "woocommerce", "stripe", "api", "csv"] as const;
export type StoreKind = (typeof storeKinds)[number];

/**
 * What became of an incoming event. received: stored, waiting for its job. processed: its facts are in.
 * ignored: understood and rightly without effect (stale, test order, unknown topic). parked: waits for something, such as the order
 * of a refund. failed: our mistake or malformed; the reason is kept and it can be tried again.
 */
export const inboxStatuses = ["received", "processed", "ignored", "parked", "failed"] as const;
export type InboxStatus = (typeof inboxStatuses)[number];
