/** Objects as Stripe writes them: the fields that the product and people reading along need. A contract test compares them with recorded ones. */
const MS_PER_SECOND = 1_000;

export type Metadata = Readonly<Record<string, string>>;

export function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / MS_PER_SECOND);
}

export function listOf<Row>(url: string, rows: readonly Row[], hasMore = false) {
  return { object: "list" as const, url, has_more: hasMore, data: rows };
}

export function newAccount(id: string, created: number, given: { country: string; email: string; metadata: Metadata }) {
  return {
    id,
    object: "account" as const,
    type: "express",
    country: given.country,
    email: given.email,
    default_currency: "eur",
    created,
    charges_enabled: false,
    payouts_enabled: false,
    details_submitted: false,
    capabilities: { transfers: "inactive" },
    requirements: {
      currently_due: ["external_account", "tos_acceptance.date"],
      disabled_reason: "requirements.past_due" as string | null,
    },
    metadata: given.metadata,
  };
}
export type StripeAccount = ReturnType<typeof newAccount>;

export interface CheckoutOrder {
  readonly amount: number;
  readonly currency: string;
  readonly title: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly customerEmail: string | null;
  readonly clientReferenceId: string | null;
  readonly metadata: Metadata;
  readonly expiresAt: number;
}

export function newSession(id: string, created: number, origin: string, order: CheckoutOrder) {
  return {
    id,
    object: "checkout.session" as const,
    mode: "payment",
    status: "open" as "open" | "complete" | "expired",
    payment_status: "unpaid" as "unpaid" | "paid",
    amount_subtotal: order.amount,
    amount_total: order.amount,
    currency: order.currency,
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    client_reference_id: order.clientReferenceId,
    customer_email: order.customerEmail,
    metadata: order.metadata,
    payment_intent: null as string | null,
    url: `${origin}/pay/${id}` as string | null,
    created,
    expires_at: order.expiresAt,
    livemode: false,
  };
}
export type StripeSession = ReturnType<typeof newSession>;

export function newPaymentIntent(id: string, created: number, session: StripeSession, chargeId: string) {
  return {
    id,
    object: "payment_intent" as const,
    amount: session.amount_total,
    amount_received: session.amount_total,
    currency: session.currency,
    status: "succeeded",
    latest_charge: chargeId,
    metadata: session.metadata,
    created,
    livemode: false,
  };
}
export type StripePaymentIntent = ReturnType<typeof newPaymentIntent>;

export function newCharge(id: string, created: number, session: StripeSession, intentId: string, txnId: string) {
  return {
    id,
    object: "charge" as const,
    amount: session.amount_total,
    amount_captured: session.amount_total,
    amount_refunded: 0,
    balance_transaction: txnId,
    captured: true,
    created,
    currency: session.currency,
    disputed: false,
    livemode: false,
    metadata: session.metadata,
    paid: true,
    payment_intent: intentId,
    refunded: false,
    status: "succeeded",
  };
}
export type StripeCharge = ReturnType<typeof newCharge>;

export function newRefund(id: string, created: number, charge: StripeCharge, amount: number, txnId: string) {
  return {
    id,
    object: "refund" as const,
    amount,
    balance_transaction: txnId,
    charge: charge.id,
    created,
    currency: charge.currency,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: null,
    status: "succeeded",
  };
}
export type StripeRefund = ReturnType<typeof newRefund>;

export function newDispute(id: string, created: number, charge: StripeCharge, withdrawal: StripeBalanceTransaction) {
  return {
    id,
    object: "dispute" as const,
    amount: charge.amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created,
    currency: charge.currency,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "general",
    status: "needs_response",
  };
}
export type StripeDispute = ReturnType<typeof newDispute>;

export interface TransferOrder {
  readonly amount: number;
  readonly currency: string;
  readonly destination: string;
  readonly transferGroup: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
}

export function newTransfer(id: string, created: number, order: TransferOrder, txnId: string) {
  return {
    id,
    object: "transfer" as const,
    amount: order.amount,
    amount_reversed: 0,
    balance_transaction: txnId,
    created,
    currency: order.currency,
    description: order.description,
    destination: order.destination,
    destination_payment: id.replace("tr_", "py_"),
    livemode: false,
    metadata: order.metadata,
    reversals: listOf<StripeReversal>(`/v1/transfers/${id}/reversals`, []),
    reversed: false,
    source_transaction: null,
    source_type: "card",
    transfer_group: order.transferGroup,
  };
}
export type StripeTransfer = ReturnType<typeof newTransfer>;

export function newReversal(
  id: string,
  created: number,
  transfer: { readonly id: string; readonly currency: string },
  amount: number,
  txnId: string,
) {
  return {
    id,
    object: "transfer_reversal" as const,
    amount,
    balance_transaction: txnId,
    created,
    currency: transfer.currency,
    destination_payment_refund: null,
    metadata: {},
    source_refund: null,
    transfer: transfer.id,
  };
}
export type StripeReversal = ReturnType<typeof newReversal>;

/** What moved on the platform's own balance; amounts are negative where it fell. */
export function newBalanceTransaction(
  id: string,
  created: number,
  move: { amount: number; currency: string; type: string; category: string; source: string | null; fee?: number },
) {
  const fee = move.fee ?? 0;
  return {
    id,
    object: "balance_transaction" as const,
    amount: move.amount,
    available_on: created,
    balance_type: "payments",
    created,
    currency: move.currency,
    description: null as string | null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0 ? [] : [{ amount: fee, currency: move.currency, description: "Processing fees", type: "stripe_fee" }],
    net: move.amount - fee,
    reporting_category: move.category,
    source: move.source,
    status: "available",
    type: move.type,
  };
}
export type StripeBalanceTransaction = ReturnType<typeof newBalanceTransaction>;

export interface StripeEvent {
  readonly id: string;
  readonly object: "event";
  readonly api_version: null;
  readonly created: number;
  readonly data: { readonly object: object };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: null; readonly idempotency_key: null };
  readonly type: string;
  /** The connected account it happened at; absent for the platform's own. */
  readonly account?: string;
}
