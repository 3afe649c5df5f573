import type { StoreEvent } from "#app/sales/order-facts.ts";
import { understood, type Reading } from "./reading.ts";
import { readShopifyDispute } from "./read-shopify-dispute.ts";
import { readShopifyOrder } from "./read-shopify-order.ts";
import { readShopifyRefund } from "./read-shopify-refund.ts";

const orderTopics: ReadonlySet<string> = new Set([
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/cancelled",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  // Not Shopify's: an order that we asked for.
  "orders/polled",
]);

/** https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
const privacyTopics: ReadonlySet<string> = new Set(["customers/data_request", "customers/redact", "shop/redact"]);

/** Reads one delivery by its `X-Shopify-Topic`. `sentAt` is its `X-Shopify-Triggered-At`. */
export function readShopifyEvent(topic: string, body: unknown, sentAt: Date): Reading<StoreEvent> {
  if (orderTopics.has(topic)) return readShopifyOrder(topic, body);
  if (topic === "refunds/create") return readShopifyRefund(body);
  if (topic === "disputes/create" || topic === "disputes/update") return readShopifyDispute(body, sentAt);
  const sentence = privacyTopics.has(topic)
    ? "A privacy request from the shop. It is kept here for the person who answers it; no sale changes."
    : `Fairshare does not need events of the topic "${topic}".`;
  return understood({ kind: "ignored", sentence });
}
