import type { FakeAnswer } from "../fake-provider.ts";
import { amountOf, badRequest, found, metadataOf, missing } from "./stripe-answers.ts";
import { newCharge, newPaymentIntent, newSession, type StripeSession } from "./stripe-shapes.ts";
import type { StripeShelf } from "./stripe-shelf.ts";

const DAY_SECONDS = 86_400;

/** `POST /v1/checkout/sessions` in payment mode, one line with its price in the request. */
export function createSession(shelf: StripeShelf, form: URLSearchParams): FakeAnswer {
  if (form.get("mode") !== "payment") return badRequest("Only the mode payment is known here.");
  const line = "line_items[0]";
  const amount = amountOf(form.get(`${line}[price_data][unit_amount]`));
  const currency = form.get(`${line}[price_data][currency]`);
  if (amount === null || currency === null || form.get(`${line}[quantity]`) !== "1") {
    return badRequest("Missing or invalid line_items[0].");
  }
  const [successUrl, cancelUrl] = [form.get("success_url"), form.get("cancel_url")];
  if (successUrl === null || cancelUrl === null) return badRequest("success_url and cancel_url are required.");
  const created = shelf.seconds();
  const session = newSession(shelf.newId("cs_test"), created, shelf.origin, {
    amount,
    currency,
    title: form.get(`${line}[price_data][product_data][name]`) ?? "",
    successUrl,
    cancelUrl,
    customerEmail: form.get("customer_email"),
    clientReferenceId: form.get("client_reference_id"),
    metadata: metadataOf(form),
    expiresAt: Number(form.get("expires_at") ?? created + DAY_SECONDS),
  });
  shelf.contents.sessions.push(session);
  return found(session);
}

export function findSession(shelf: StripeShelf, id: string): StripeSession | undefined {
  const session = shelf.contents.sessions.find((one) => one.id === id);
  if (session?.status === "open" && session.expires_at <= shelf.seconds()) expireSession(shelf, session);
  return session;
}

export function readSession(shelf: StripeShelf, id: string): FakeAnswer {
  const session = findSession(shelf, id);
  return session ? found(session) : missing("checkout.session", id);
}

/** Nobody paid in time: https://docs.stripe.com/api/events/types#event_types-checkout.session.expired */
export function expireSession(shelf: StripeShelf, session: StripeSession): void {
  if (session.status !== "open") return;
  Object.assign(session, { status: "expired", url: null });
  shelf.tell("checkout.session.expired", session);
  shelf.save();
}

/** The button of the hosted page. A session is paid once; of it Stripe keeps the fee. */
export function paySession(shelf: StripeShelf, session: StripeSession, fee = 0): void {
  if (session.status !== "open") return;
  const [intentId, chargeId] = [shelf.newId("pi"), shelf.newId("ch")];
  const money = { amount: session.amount_total, currency: session.currency };
  const moved = shelf.move({ ...money, type: "charge", category: "charge", source: chargeId, fee });
  shelf.contents.paymentIntents.push(newPaymentIntent(intentId, shelf.seconds(), session, chargeId));
  shelf.contents.charges.push(newCharge(chargeId, shelf.seconds(), session, intentId, moved.id));
  Object.assign(session, { status: "complete", payment_status: "paid", payment_intent: intentId, url: null });
  shelf.tell("checkout.session.completed", session);
  shelf.save();
}
