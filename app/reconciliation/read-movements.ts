import type { StripeMovement } from "../platform/stripe/stripe-gateway.ts";
import type { LineKind, RailLine } from "./rail-statement.ts";

/** Stripe's categories that are about anything else than payouts: https://docs.stripe.com/reports/reporting-categories */
const kindOf: Readonly<Record<string, LineKind>> = {
  charge: "received",
  charge_failure: "received",
  partial_capture_reversal: "received",
  refund: "refunded",
  refund_failure: "refunded",
  dispute: "disputed",
  dispute_reversal: "disputed",
  fee: "fee",
  network_cost: "fee",
  tax: "fee",
  topup: "own",
  topup_reversal: "own",
  payout: "own",
  payout_reversal: "own",
};

/** What a creator and a statement say of a transfer that came back. */
const REVERSED = "The transfer was reversed at Stripe.";

/** Stripe's movements as the lines of a statement, one each, the oldest first. */
export function readMovements(movements: readonly StripeMovement[]): RailLine[] {
  return [...movements]
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.movementId < b.movementId ? -1 : 1))
    .map(readMovement);
}

/**
 * A transfer is money that left, a reversal money that came back; both are named by the transfer, and a transfer by its payout too. What
 * is of a payment is named by the payment. A category we do not know, or a transfer towards us, is left to a person.
 */
function readMovement(movement: StripeMovement): RailLine {
  const { category, amountMinor, transferId, paymentId, sourceId, movementId } = movement;
  const shared = {
    currency: movement.currency,
    feeMinor: movement.feeMinor,
    bookedOn: movement.occurredAt.toISOString().slice(0, "2026-06-01".length),
    bookingReference: movementId,
  };
  const reference = transferId ?? paymentId ?? sourceId ?? movementId;
  if (category === "transfer" && amountMinor < 0n) {
    const names = movement.payoutId === null ? [] : [movement.payoutId];
    return { ...shared, kind: "paid", reference, names, amountMinor: -amountMinor, reason: "" };
  }
  if (category === "transfer_reversal" && amountMinor > 0n) {
    return { ...shared, kind: "returned", reference, amountMinor, reason: REVERSED };
  }
  const kind = kindOf[category] ?? "other";
  return { ...shared, kind, reference, amountMinor, reason: kind === "other" ? `Stripe calls it “${category}”.` : "" };
}
