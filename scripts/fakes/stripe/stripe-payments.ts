import type { FakeAnswer, FakeRequest } from "../fake-provider.ts";
import { amountOf, badRequest, found, missing } from "./stripe-answers.ts";
import { listOf, newDispute, newRefund, type StripeCharge, type StripeDispute } from "./stripe-shapes.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

/** `GET /v1/payment_intents/:id`, with the charge in full where `expand[]=latest_charge` asks for it. */
export function readPaymentIntent(shelf: StripeShelf, id: string, { query }: FakeRequest): FakeAnswer {
  const intent = shelf.contents.paymentIntents.find((one) => one.id === id);
  if (!intent) return missing("payment_intent", id);
  const isExpanded = [...query].some(([key, value]) => key.startsWith("expand") && value === "latest_charge");
  return found(isExpanded ? { ...intent, latest_charge: chargeOf(shelf, intent.latest_charge) } : intent);
}

function chargeOf(shelf: StripeShelf, id: string): StripeCharge | undefined {
  return shelf.contents.charges.find((charge) => charge.id === id);
}

/** `POST /v1/refunds` of a payment, whole without an amount. */
export function createRefund(shelf: StripeShelf, form: URLSearchParams): FakeAnswer {
  const intentId = form.get("payment_intent") ?? "";
  const charge = shelf.contents.charges.find((one) => one.payment_intent === intentId);
  if (!charge) return missing("payment_intent", intentId);
  const left = charge.amount - charge.amount_refunded;
  const amount = form.has("amount") ? amountOf(form.get("amount")) : left;
  if (amount === null || amount <= 0 || amount > left) {
    return badRequest(`Refund amount is greater than unrefunded amount on charge (${left}).`, "amount_too_large");
  }
  return found(refundCharge(shelf, charge, amount));
}

/** Gives a payment back, in full or in part. */
export function refundCharge(shelf: StripeShelf, charge: StripeCharge, amount: number) {
  const id = shelf.newId("re");
  const moved = shelf.move({
    amount: -amount,
    currency: charge.currency,
    type: "refund",
    category: "refund",
    source: id,
  });
  const refund = newRefund(id, shelf.seconds(), charge, amount, moved.id);
  shelf.contents.refunds.push(refund);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  shelf.tell("charge.refunded", charge);
  shelf.save();
  return refund;
}

/** `GET /v1/disputes?payment_intent=…` */
export function listDisputes(shelf: StripeShelf, { query }: FakeRequest): FakeAnswer {
  const intentId = query.get("payment_intent");
  const rows = shelf.contents.disputes.filter((one) => intentId === null || one.payment_intent === intentId);
  return found(listOf("/v1/disputes", rows));
}

/** The payer asks the bank for the money back: Stripe takes it at once. */
export function openDispute(shelf: StripeShelf, charge: StripeCharge): void {
  if (charge.disputed) return;
  const id = shelf.newId("dp");
  const amount = -(charge.amount - charge.amount_refunded);
  const moved = shelf.move({ amount, currency: charge.currency, type: "adjustment", category: "dispute", source: id });
  const dispute = newDispute(id, shelf.seconds(), charge, moved);
  shelf.contents.disputes.push(dispute);
  charge.disputed = true;
  shelf.tell("charge.dispute.created", dispute);
  shelf.tell("charge.dispute.funds_withdrawn", dispute);
  shelf.save();
}

/** Won: the money comes back. Lost: it stays away. */
export function closeDispute(shelf: StripeShelf, dispute: StripeDispute, status: "won" | "lost"): void {
  if (dispute.status === "won" || dispute.status === "lost") return;
  dispute.status = status;
  if (status === "won") {
    const withdrawn = dispute.balance_transactions.reduce((sum, one) => sum + one.amount, 0);
    const move = { amount: -withdrawn, currency: dispute.currency, type: "adjustment", category: "dispute_reversal" };
    dispute.balance_transactions.push(shelf.move({ ...move, source: dispute.id }));
    shelf.tell("charge.dispute.funds_reinstated", dispute);
  }
  shelf.tell("charge.dispute.closed", dispute);
  shelf.save();
}
