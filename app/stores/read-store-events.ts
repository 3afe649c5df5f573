import type { StoreEvent } from "#app/sales/order-facts.ts";
import { readApiRefund } from "./read-api-refund.ts";
import { readApiSale } from "./read-api-sale.ts";
import { readShopifyEvent } from "./read-shopify-event.ts";
import { readStripeEvent } from "./read-stripe-event.ts";
import { readWooCommerceEvent } from "./read-woocommerce-order.ts";
import { readJson, understood, type Reading } from "./reading.ts";
import type { InboxEvent, StoreKind } from "./store.ts";

/** Topics of events that Fairshare's own API and import store in the inbox. */
export const API_SALE_TOPIC = "sale";
export const API_REFUND_TOPIC = "refund";

/** Reads a stored event into facts. It depends on the stored row alone, so that the inbox can be read again at any time. */
export function readStoreEvents(
  kind: StoreKind,
  event: Pick<InboxEvent, "topic" | "body" | "headers" | "receivedAt">,
): Reading<readonly StoreEvent[]> {
  const body = readJson(event.body);
  if (!body.ok) return body;
  switch (kind) {
    case "shopify":
      return single(readShopifyEvent(event.topic, body.value, sentAtOf(event)));
    case "woocommerce":
      return single(readWooCommerceEvent(event.topic, body.value));
    case "stripe":
      return readStripeEvent(body.value);
    case "api":
    case "csv":
      return single(
        event.topic === API_REFUND_TOPIC
          ? readApiRefund(body.value, event.receivedAt)
          : readApiSale(body.value, event.receivedAt),
      );
  }
}

function single(reading: Reading<StoreEvent>): Reading<readonly StoreEvent[]> {
  return reading.ok ? understood([reading.value]) : reading;
}

/** `X-Shopify-Triggered-At`, the same on every retry; without it the time of arrival. */
function sentAtOf(event: Pick<InboxEvent, "headers" | "receivedAt">): Date {
  const stated = Date.parse(event.headers["x-shopify-triggered-at"] ?? "");
  return Number.isNaN(stated) ? event.receivedAt : new Date(stated);
}
