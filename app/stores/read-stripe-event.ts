import type { DisputeStatus } from "#app/sales/sale.ts";
import type { StoreEvent } from "#app/sales/order-facts.ts";
import { malformed, problem, readShape, understood, type FieldProblem, type Reading } from "./reading.ts";
import { readCheckoutSession } from "./read-stripe-session.ts";
import { chargeShape, stripeDisputeShape, stripeEventShape, stripeRefundShape } from "./stripe-shapes.ts";

/**
 * Reads one event of Stripe as a store: https://docs.stripe.com/api/events/types. An order is known by its payment intent,
 * because refunds and disputes name that and not the checkout session.
 * Most events say one thing; `charge.refunded` of old API versions lists several refunds.
 */
export function readStripeEvent(body: unknown): Reading<readonly StoreEvent[]> {
  const shape = readShape(stripeEventShape, body);
  if (!shape.ok) return shape;
  const { type, created, data } = shape.value;
  switch (type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return single(readCheckoutSession(data.object, created));
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
    case "charge.refund.updated":
      return single(readRefund(data.object, null));
    case "charge.refunded":
      return readRefundedCharge(data.object);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
    case "charge.dispute.closed":
      return single(readDispute(type, data.object, created));
    default:
      return understood([ignored(`Fairshare does not need events of the type "${type}".`)]);
  }
}

function single(reading: Reading<StoreEvent>): Reading<readonly StoreEvent[]> {
  return reading.ok ? understood([reading.value]) : reading;
}

function ignored(sentence: string): StoreEvent {
  return { kind: "ignored", sentence };
}

/** @param chargeIntent The payment intent of the charge that lists the refund; a refund alone names it itself. */
function readRefund(object: unknown, chargeIntent: string | null): Reading<StoreEvent> {
  const shape = readShape(stripeRefundShape, object);
  if (!shape.ok) return shape;
  const refund = shape.value;
  const orderId = refund.payment_intent ?? chargeIntent ?? refund.charge;
  if (!orderId)
    return malformed([problem("payment_intent", "is missing, and so is charge: the refund belongs to no order.")]);
  if (refund.status === "requires_action") {
    return understood(ignored("The refund waits for the buyer; it counts when Stripe has sent it."));
  }
  return understood({
    kind: "refund",
    refund: {
      externalId: refund.id,
      externalOrderId: orderId,
      currency: refund.currency,
      amountMinor: refund.amount,
      refundedAt: refund.created,
      lines: [],
      isWithdrawn: refund.status === "failed" || refund.status === "canceled",
    },
  });
}

function readRefundedCharge(object: unknown): Reading<readonly StoreEvent[]> {
  const shape = readShape(chargeShape, object);
  if (!shape.ok) return shape;
  const charge = shape.value;
  const listed = charge.refunds?.data ?? [];
  if (listed.length === 0)
    return understood([ignored("The refunds of this charge come one by one as refund.created.")]);
  const events: StoreEvent[] = [];
  const problems: FieldProblem[] = [];
  for (const entry of listed) {
    const reading = readRefund(entry, charge.payment_intent);
    if (reading.ok) events.push(reading.value);
    else problems.push(...reading.problems);
  }
  return problems.length > 0 ? malformed(problems) : understood(events);
}

/**
 * https://docs.stripe.com/api/disputes/object#dispute_object-status. A warning is an inquiry: it freezes like a dispute and is
 * released when it closes. A prevented dispute was settled by a refund, which takes back the commission itself.
 */
const disputeStatusOf: Readonly<Record<string, DisputeStatus>> = {
  warning_needs_response: "open",
  warning_under_review: "open",
  warning_closed: "won",
  needs_response: "open",
  under_review: "open",
  won: "won",
  lost: "lost",
  prevented: "won",
};

function readDispute(type: string, object: unknown, sentAt: Date): Reading<StoreEvent> {
  const shape = readShape(stripeDisputeShape, object);
  if (!shape.ok) return shape;
  const dispute = shape.value;
  const orderId = dispute.payment_intent ?? dispute.charge;
  if (!orderId)
    return malformed([problem("payment_intent", "is missing, and so is charge: the dispute belongs to no order.")]);
  const stated = disputeStatusOf[dispute.status];
  if (!stated) return malformed([problem("status", `is "${dispute.status}", which Fairshare does not know.`)]);
  // The bank may return the money after it decided against the shop: the shop then has it, and the sale stands.
  const status = type === "charge.dispute.funds_reinstated" && stated === "lost" ? "won" : stated;
  return understood({
    kind: "dispute",
    dispute: {
      externalId: dispute.id,
      externalOrderId: orderId,
      status,
      amountMinor: dispute.amount,
      currency: dispute.currency,
      openedAt: dispute.created,
      providerUpdatedAt: sentAt,
    },
  });
}
