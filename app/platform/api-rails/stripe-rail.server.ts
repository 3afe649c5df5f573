import { isMovedByStripe } from "../stripe/stripe-currencies.ts";
import {
  StripeTrouble,
  type FoundTransfer,
  type StripeGateway,
  type TransferAnswer,
} from "../stripe/stripe-gateway.ts";
import type { ApiRail, FoundParcel, Parcel, ParcelAnswer, ParcelPayment, ReverseAnswer } from "./api-rail.ts";

/** Keys that Stripe answered with a stored fault are skipped; so many times one is left behind in a day. */
const MAX_KEYS = 5;

/**
 * Stripe Connect: separate transfers from the platform's balance to a creator's connected account, one per payout. A transfer is
 * between two balances at Stripe, so that accepting is arriving. https://docs.stripe.com/connect/separate-charges-and-transfers
 *
 * Stripe forgets keys after a day at the earliest, so that a parcel that may have reached it is looked up by its transfer group, which
 * it never forgets: https://docs.stripe.com/api/transfers/list
 */
export function stripeRail(stripe: StripeGateway): ApiRail {
  return {
    kind: "api",
    name: "stripe",
    parcel: "payout",
    isTestMode: stripe.isTestMode,
    takesBack: "arrived",
    send: (parcel) => send(stripe, parcel),
    find: (parcel) => find(stripe, onlyPayment(parcel).payoutId),
    follow: async (parcel, railReference) => {
      const { payoutId } = onlyPayment(parcel);
      const transfer = await readTransfer(stripe, payoutId);
      if (transfer === "unknown" || transfer === null) return [];
      const isReturned = transfer.reversedMinor === transfer.amountMinor;
      const told = isReturned
        ? ({ standing: "returned", reason: TRANSFER_REVERSED } as const)
        : ({ standing: "arrived", reason: "" } as const);
      return [{ payoutId, railReference, ...told }];
    },
    reverse: ({ railReference, key }) => reverse(stripe, railReference, key),
  };
}

/** Stripe never takes back more than the transfer was, so that a stored fault may be left behind with the next key. */
async function reverse(stripe: StripeGateway, transferId: string, firstKey: string): Promise<ReverseAnswer> {
  for (let key = 1; ; key += 1) {
    const answer = await stripe.reverseTransfer(transferId, key === 1 ? firstKey : `${firstKey}:${key}`);
    if (answer.kind !== "unknown") return answer;
    if (!answer.isStoredAnswer || key >= MAX_KEYS) return { kind: "unknown", problem: answer.reason };
  }
}

/** What a creator reads when the whole of a transfer was taken back. */
export const TRANSFER_REVERSED = "The transfer was reversed at Stripe.";

/**
 * Sends under the parcel's id. Where Stripe only repeats the fault it stored for that key, and has no such transfer, the next key is
 * tried: the try behind the stored fault is over.
 */
async function send(stripe: StripeGateway, parcel: Parcel): Promise<ParcelAnswer> {
  const payment = onlyPayment(parcel);
  if (!isMovedByStripe(parcel.currency)) {
    return { kind: "refused", reason: `Stripe does not move ${parcel.currency} to the last digit.` };
  }
  for (let key = 1; ; key += 1) {
    const answer = await stripe.transfer({
      payoutId: payment.payoutId,
      accountId: payment.destination,
      amountMinor: payment.amountMinor,
      currency: parcel.currency,
      description: `Payout of batch ${parcel.batchName}`,
      idempotencyKey: key === 1 ? parcel.id : `${parcel.id}:${key}`,
    });
    const isLeftBehind = answer.kind === "unknown" && answer.isStoredAnswer && key < MAX_KEYS;
    if (!isLeftBehind) return toParcelAnswer(answer);
    const found = await find(stripe, payment.payoutId);
    if (found.kind !== "not-found") return found;
  }
}

function toParcelAnswer(answer: TransferAnswer): ParcelAnswer {
  switch (answer.kind) {
    case "accepted":
      return { kind: "accepted", railReference: answer.transferId, hasArrived: true };
    case "refused":
      return answer;
    case "unknown":
      return { kind: "unknown", problem: answer.reason };
  }
}

async function find(stripe: StripeGateway, payoutId: string): Promise<FoundParcel> {
  try {
    const transfer = await stripe.findTransfer(payoutId);
    if (transfer === null) return { kind: "not-found" };
    return { kind: "accepted", railReference: transfer.transferId, hasArrived: true };
  } catch (error) {
    if (!(error instanceof StripeTrouble)) throw error;
    return { kind: "unknown", problem: error.message };
  }
}

async function readTransfer(stripe: StripeGateway, payoutId: string): Promise<FoundTransfer | null | "unknown"> {
  try {
    return await stripe.findTransfer(payoutId);
  } catch (error) {
    if (error instanceof StripeTrouble) return "unknown";
    throw error;
  }
}

function onlyPayment({ payments }: Parcel): ParcelPayment {
  const [payment] = payments;
  if (!payment || payments.length > 1) throw new RangeError("A transfer carries exactly one payout.");
  return payment;
}
