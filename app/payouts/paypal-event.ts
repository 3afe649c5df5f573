import { z } from "zod";

/** What the bodies of events are encrypted for. */
export const PAYPAL_EVENT_PURPOSE = "paypal-event";

/** PAYMENT.PAYOUTS-ITEM.SUCCEEDED, FAILED, RETURNED, BLOCKED, REFUNDED, UNCLAIMED, CANCELED, HELD: https://developer.paypal.com/payouts/webhooks */
const ITEM_PREFIX = "PAYMENT.PAYOUTS-ITEM.";

const itemEvent = z.object({ resource: z.object({ payout_item_id: z.string().min(1).max(100) }) });

/** What an event is about: only the item's name is read from it, never its status or amount, which PayPal itself is asked for. */
export type PaypalSubject = { readonly kind: "item"; readonly itemId: string } | { readonly kind: "other" };

/** Reads what an event is about; null for a body that is none of PayPal's. */
export function readPaypalSubject(type: string, body: unknown): PaypalSubject | null {
  if (!type.startsWith(ITEM_PREFIX)) return { kind: "other" };
  const event = itemEvent.safeParse(body);
  return event.success ? { kind: "item", itemId: event.data.resource.payout_item_id } : null;
}
