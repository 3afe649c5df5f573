import Stripe from "stripe";
import type { ReversalAnswer, TransferAnswer, TransferOrder } from "./stripe-gateway.ts";

/** Answers that say that nothing moved: https://docs.stripe.com/error-codes */
const REFUSED_STATUS = 400;
const MISSING_STATUS = 404;
const FAULT_FROM = 500;

type Sentences = Readonly<Record<string, string>>;
type StripeError = InstanceType<typeof Stripe.errors.StripeError>;
type Unaccepted = Exclude<TransferAnswer, { readonly kind: "accepted" }>;

const transferSentences: Sentences = {
  balance_insufficient: "The platform's Stripe balance was too low.",
  insufficient_capabilities_for_transfer: "The creator's Stripe account cannot take transfers yet.",
  resource_missing: "The creator's Stripe account is not there any more.",
};

/** https://docs.stripe.com/api/transfer_reversals: only as far as the balance of the connected account covers it. */
const reversalSentences: Sentences = {
  balance_insufficient:
    "The balance of the creator's Stripe account does not cover it: Stripe may have paid it out to their bank.",
  insufficient_funds:
    "The balance of the creator's Stripe account does not cover it: Stripe may have paid it out to their bank.",
  resource_missing: "Stripe does not know this transfer.",
};

/** Takes back what was not reversed of a transfer yet. What is left open is as for a transfer. */
export async function reverseTransfer(
  stripe: Stripe,
  transferId: string,
  idempotencyKey: string,
): Promise<ReversalAnswer> {
  try {
    await stripe.transfers.createReversal(transferId, {}, { idempotencyKey });
    return { kind: "reversed" };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    // A transfer that is not there is one there is nothing to take back of.
    return toAnswer(error, reversalSentences, [REFUSED_STATUS, MISSING_STATUS]);
  }
}

/**
 * One transfer to a connected account. A transfer above the available balance fails, and Stripe never tries it again:
 * https://docs.stripe.com/connect/separate-charges-and-transfers. A time-out, a dropped answer, 409, 429 and every 500 leave open
 * whether it acted; Stripe replays a 500 for as long as it keeps the key: https://docs.stripe.com/api/idempotent_requests
 */
export async function sendTransfer(stripe: Stripe, order: TransferOrder): Promise<TransferAnswer> {
  try {
    const transfer = await stripe.transfers.create(
      {
        amount: Number(order.amountMinor),
        currency: order.currency.toLowerCase(),
        destination: order.accountId,
        description: order.description,
        transfer_group: order.payoutId,
        metadata: { payout_id: order.payoutId },
      },
      { idempotencyKey: order.idempotencyKey },
    );
    return { kind: "accepted", transferId: transfer.id };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return toAnswer(error, transferSentences, [REFUSED_STATUS]);
  }
}

function toAnswer(error: StripeError, sentences: Sentences, refusedStatuses: readonly number[]): Unaccepted {
  const { statusCode, code, type } = error;
  const reason = `Stripe answered ${statusCode ?? "nothing"}: ${code ?? type}.`;
  // The key stands for other parameters: what it did then may be a payment.
  if (error instanceof Stripe.errors.StripeIdempotencyError) return { kind: "unknown", reason, isStoredAnswer: false };
  if (error instanceof Stripe.errors.StripeInvalidRequestError && refusedStatuses.includes(statusCode ?? 0)) {
    return { kind: "refused", reason: sentences[code ?? ""] ?? reason };
  }
  const isStoredAnswer = (statusCode ?? 0) >= FAULT_FROM && error.headers?.["idempotent-replayed"] === "true";
  return { kind: "unknown", reason, isStoredAnswer };
}
