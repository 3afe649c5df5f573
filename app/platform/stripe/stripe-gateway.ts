/** A brand's payment into its balance, on Stripe's hosted page. */
export interface CheckoutOrder {
  /** Ours; also the idempotency key, so that a second try opens the same page. */
  readonly topUpId: string;
  readonly title: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly email: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

export interface CheckoutFacts {
  readonly status: "open" | "complete" | "expired";
  readonly isPaid: boolean;
  readonly topUpId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Null until somebody paid. */
  readonly paymentId: string | null;
}

/** What Stripe knows of a payment now. Received − refunded − disputed is what is left of it. */
export interface PaymentFacts {
  readonly currency: string;
  readonly receivedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Taken away by the payer's bank and not given back. */
  readonly disputedMinor: bigint;
}

export interface ConnectedAccount {
  readonly accountId: string;
  readonly creatorId: string | null;
  /** Transfers reach it and Stripe pays it out to a bank. */
  readonly canBePaid: boolean;
  /** It has answered all that Stripe asked, at least once. */
  readonly hasAnswered: boolean;
}

export interface TransferOrder {
  /** Also the transfer's group, by which it is found again when its key is forgotten. */
  readonly payoutId: string;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
  /** The same for every try that may have acted; another one once an answer is known to be replayed. */
  readonly idempotencyKey: string;
}

export type TransferAnswer =
  | { readonly kind: "accepted"; readonly transferId: string }
  /** Nothing moved, and Stripe says why. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It may have moved: look it up before anything else. A stored answer repeats for as long as Stripe keeps the key. */
  | { readonly kind: "unknown"; readonly reason: string; readonly isStoredAnswer: boolean };

export type ReversalAnswer = { readonly kind: "reversed" } | Exclude<TransferAnswer, { readonly kind: "accepted" }>;

export interface FoundTransfer {
  readonly transferId: string;
  readonly amountMinor: bigint;
  readonly reversedMinor: bigint;
  readonly currency: string;
}

/** One line of Stripe's own statement of the platform's balance. */
export interface StripeMovement {
  readonly movementId: string;
  /** `charge`, `transfer`, `refund`, `dispute`, …: https://docs.stripe.com/reports/reporting-categories */
  readonly category: string;
  /** The transfer, charge, refund or dispute it belongs to. */
  readonly sourceId: string | null;
  /** The payment that a charge, refund or dispute is of. */
  readonly paymentId: string | null;
  /** The transfer, also for what was taken back of one. */
  readonly transferId: string | null;
  /** The payout a transfer was made for, by its group. */
  readonly payoutId: string | null;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly currency: string;
  readonly occurredAt: Date;
}

/** The platform's own Stripe account. Every call rejects with StripeTrouble where Stripe does not answer as expected. */
export interface StripeGateway {
  /** No real money moves: a test key, or the stand-in. Screens say so. */
  readonly isTestMode: boolean;
  openCheckout(order: CheckoutOrder): Promise<{ readonly sessionId: string; readonly url: string }>;
  readCheckout(sessionId: string): Promise<CheckoutFacts>;
  readPayment(paymentId: string): Promise<PaymentFacts>;
  createAccount(creator: {
    readonly creatorId: string;
    readonly email: string;
    readonly country: string;
  }): Promise<ConnectedAccount>;
  /** The address of Stripe's page on which the account's owner says who they are. */
  linkOnboarding(accountId: string, way: { readonly returnUrl: string; readonly refreshUrl: string }): Promise<string>;
  readAccount(accountId: string): Promise<ConnectedAccount>;
  /** Never rejects: what is not known is an answer of its own. */
  transfer(order: TransferOrder): Promise<TransferAnswer>;
  findTransfer(payoutId: string): Promise<FoundTransfer | null>;
  /** Takes back what is left of a transfer, never more than it was. Never rejects, like `transfer`. */
  reverseTransfer(transferId: string, idempotencyKey: string): Promise<ReversalAnswer>;
  /** Everything that moved the balance from one instant until before another, the newest first. */
  listMovements(from: Date, before: Date): Promise<StripeMovement[]>;
}

/** Stripe did not answer as expected. The message is for the log and for people of the platform. */
export class StripeTrouble extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StripeTrouble";
  }
}
