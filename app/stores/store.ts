/** The kinds of sales channel a brand can connect. */
export const storeKinds = ["shopify", "woocommerce", "stripe", "api", "csv"] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Stores that send webhooks; each signs them with a secret of its own. */
export const webhookKinds = ["shopify", "woocommerce", "stripe"] as const satisfies readonly StoreKind[];
export type WebhookKind = (typeof webhookKinds)[number];

/** Shops that we also ask for changed orders. Stripe tries its webhooks again for three days, so nothing is lost there. */
export const polledKinds: readonly StoreKind[] = ["shopify", "woocommerce"];

/**
 * What became of an incoming event. received: stored, waiting for its job. processed: its facts are in.
 * ignored: understood and rightly without effect (stale, test order, unknown topic). parked: waits for something, such as the order
 * of a refund. failed: our mistake or malformed; the reason is kept and it can be tried again. dismissed: a person said
 * that nothing is to be done about it.
 */
export const inboxStatuses = ["received", "processed", "ignored", "parked", "failed", "dismissed"] as const;
export type InboxStatus = (typeof inboxStatuses)[number];

/** uploaded: waits for somebody to say what its columns are. importing: its orders are on their way in. imported: the report is there. */
export const fileStatuses = ["uploaded", "importing", "imported"] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** One sales channel of a brand, with its health. */
export interface Store {
  readonly brandId: string;
  readonly id: string;
  readonly kind: StoreKind;
  readonly name: string;
  readonly address: string;
  readonly secretEncrypted: string | null;
  /** What we keep codes in step with, as encrypted JSON; null where we do not. */
  readonly apiCredentialsEncrypted: string | null;
  readonly createdAt: Date;
  readonly disconnectedAt: Date | null;
  readonly lastEventAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastFailure: string | null;
  readonly failuresSinceLastEvent: number;
  /** When the shop itself was last asked for changed orders. */
  readonly polledAt: Date | null;
  /** Up to here, by the shop's time, all its changes are known. */
  readonly polledUntil: Date | null;
  readonly pollAfter: Date | null;
  readonly pollFailures: number;
  readonly pollTrouble: string | null;
}

/** One event as it arrived, raw. */
export interface InboxEvent {
  readonly brandId: string;
  readonly id: string;
  readonly storeId: string;
  readonly topic: string;
  readonly deliveryKey: string;
  readonly bodyHash: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Date;
  readonly status: InboxStatus;
  readonly outcome: string | null;
  readonly externalOrderId: string | null;
  readonly attempts: number;
  readonly processedAt: Date | null;
}

export function isWebhookKind(kind: StoreKind): kind is WebhookKind {
  return (webhookKinds as readonly StoreKind[]).includes(kind);
}

/** The purpose under which store secrets are encrypted at rest. */
export const STORE_SECRET_PURPOSE = "store-secret";
