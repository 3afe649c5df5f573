import { z } from "zod";

/** What the bodies of events are encrypted for. */
export const STRIPE_EVENT_PURPOSE = "stripe-event";

const named = z.object({ id: z.string() });
const ofPayment = z.object({ payment_intent: z.string().nullable() });

/** What an event is about: only names are read from it, never amounts, which Stripe itself is asked for. */
export type StripeSubject =
  | { readonly kind: "checkout"; readonly sessionId: string }
  | { readonly kind: "payment"; readonly paymentId: string }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "bank-payout-failed"; readonly accountId: string }
  | { readonly kind: "transfer"; readonly payoutId: string }
  | { readonly kind: "other" };

/** Reads what an event is about; null for a body that is none of Stripe's. Types: https://docs.stripe.com/api/events/types */
export function readStripeSubject(type: string, body: unknown): StripeSubject | null {
  const event = z.object({ account: z.string().optional(), data: z.object({ object: z.unknown() }) }).safeParse(body);
  if (!event.success) return null;
  const { account, data } = event.data;
  if (type.startsWith("checkout.session.")) {
    const session = named.safeParse(data.object);
    return session.success ? { kind: "checkout", sessionId: session.data.id } : null;
  }
  if (type === "charge.refunded" || type.startsWith("refund.") || type.startsWith("charge.dispute.")) {
    const payment = ofPayment.safeParse(data.object);
    if (!payment.success) return null;
    const paymentId = payment.data.payment_intent;
    return paymentId === null ? { kind: "other" } : { kind: "payment", paymentId };
  }
  if (type === "account.updated") {
    const updated = named.safeParse(data.object);
    return updated.success ? { kind: "account", accountId: updated.data.id } : null;
  }
  if (type === "payout.failed") {
    // Without an account it is the platform's own payout to its bank, which is nobody's commission.
    return account === undefined ? { kind: "other" } : { kind: "bank-payout-failed", accountId: account };
  }
  if (type === "transfer.reversed") {
    const transfer = z.object({ transfer_group: z.uuid().nullable().catch(null) }).safeParse(data.object);
    const payoutId = transfer.success ? transfer.data.transfer_group : null;
    return payoutId === null ? { kind: "other" } : { kind: "transfer", payoutId };
  }
  return { kind: "other" };
}
