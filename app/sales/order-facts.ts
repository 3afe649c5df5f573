import type { DisputeStatus, PaymentStatus } from "./sale.ts";

/**
 * One order as a provider states it, read from a webhook, an API call or a file into one shape. All amounts are integer minor
 * units of `currency`. The reader (one per provider) guarantees: net = gross − discount per line, never negative; quantities are
 * positive; instants are valid; the figures agree with each other, or `discrepancy` says in one sentence what was made of it.
 */
export interface OrderFacts {
  readonly externalId: string;
  /** What people call it: "#1001". */
  readonly externalName: string;
  readonly currency: string;
  readonly placedAt: Date;
  /** The provider's own time of this version: an older one after a newer one is stale. */
  readonly providerUpdatedAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  readonly lines: readonly OrderLineFacts[];
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly shippingMinor: bigint;
  /** What the buyer paid in all. */
  readonly totalMinor: bigint;
  readonly discrepancy: string | null;
  /** Only ever stored as keyed hashes. */
  readonly customerEmail: string | null;
  /** Instead of the e-mail: its SHA-256, as 64 hexadecimal digits, lower case. Absent where a store never sends it. */
  readonly customerEmailSha256?: string | null;
  readonly customerExternalId: string | null;
  /** As entered. */
  readonly customerPhone?: string | null;
  /** The shop's own tokens of the cart and the checkout that became the order. */
  readonly cartTokens?: readonly string[];
  /** The pixel's first-party visitor, where the shop carried it. */
  readonly visitorId?: string | null;
  /** What the provider says about earlier orders of this buyer; null when it says nothing. */
  readonly isReturningCustomer: boolean | null;
  /** Discount codes as entered. */
  readonly codes: readonly string[];
  /** Every `fs_click` found on the order, wherever the shop carried it; unverified text. */
  readonly clickIds: readonly string[];
  readonly refererHost: string;
  /** Refunds that the order itself lists. */
  readonly refunds: readonly RefundFacts[];
  /** True when `refunds` is the whole list, so that a known refund missing from it was deleted in the shop (WooCommerce). */
  readonly areRefundsComplete: boolean;
}

export interface OrderLineFacts {
  readonly externalId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  /** Price × quantity before discount, without tax. */
  readonly grossMinor: bigint;
  readonly discountMinor: bigint;
  readonly netMinor: bigint;
  /** False for gift cards and tips. */
  readonly isCommissionable: boolean;
}

export interface RefundFacts {
  readonly externalId: string;
  readonly externalOrderId: string;
  readonly currency: string;
  /** What went back to the buyer in all, tax and shipping included; positive. */
  readonly amountMinor: bigint;
  readonly refundedAt: Date;
  /** True when the provider says that this refund failed or was taken back; final. Absent otherwise. */
  readonly isWithdrawn?: boolean;
  /** Empty when the provider names only an amount: it is then spread over the whole order. */
  readonly lines: readonly RefundLineFacts[];
}

export interface RefundLineFacts {
  readonly externalLineId: string;
  readonly quantity: number;
  /** Net of the refunded quantity as stated; null when the provider states only the quantity. */
  readonly netMinor: bigint | null;
}

export interface DisputeFacts {
  readonly externalId: string;
  readonly externalOrderId: string;
  readonly status: DisputeStatus;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly openedAt: Date;
  readonly providerUpdatedAt: Date;
}

/** What one incoming event says, after reading. */
export type StoreEvent =
  | { readonly kind: "order"; readonly order: OrderFacts }
  | { readonly kind: "refund"; readonly refund: RefundFacts }
  | { readonly kind: "dispute"; readonly dispute: DisputeFacts }
  | { readonly kind: "ignored"; readonly sentence: string };

/** What became of one event's facts; `sentence` is shown on the store's page. */
export interface IntakeResult {
  readonly status: "processed" | "ignored" | "parked";
  readonly sentence: string;
  readonly saleId: string | null;
}
