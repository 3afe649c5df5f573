import type { OrderFacts, RefundFacts, StoreEvent } from "#app/sales/order-facts.ts";
import type { Reading } from "#app/stores/reading.ts";
import { readFixture } from "#tests/fixtures.ts";

/** When Shopify sent it. */
export const sentAt = new Date("2026-06-01T09:00:00Z");

/** A published resource without its outer key, as a webhook carries it. */
export function fixtureBody(file: string): Record<string, unknown> {
  const [body] = Object.values(JSON.parse(readFixture(file).toString("utf8")) as Record<string, unknown>);
  return body as Record<string, unknown>;
}

export function orderOf(reading: Reading<StoreEvent>): OrderFacts {
  if (!reading.ok || reading.value.kind !== "order") throw new Error(JSON.stringify(reading));
  return reading.value.order;
}

export function refundOf(reading: Reading<StoreEvent>): RefundFacts {
  if (!reading.ok || reading.value.kind !== "refund") throw new Error(JSON.stringify(reading));
  return reading.value.refund;
}

/** Two teas: 20.00 and 3 × 10.00, as Shopify writes them. */
export function teaOrder(changes: Record<string, unknown> = {}) {
  return {
    id: 1001,
    name: "#1001",
    currency: "EUR",
    created_at: "2026-06-01T10:00:00+02:00",
    updated_at: "2026-06-01T10:00:05+02:00",
    financial_status: "paid",
    subtotal_price: "50.00",
    total_price: "50.00",
    total_tax: "0.00",
    taxes_included: false,
    line_items: [
      { id: 1, product_id: 11, title: "Sencha", sku: "SEN", quantity: 1, price: "20.00" },
      { id: 2, product_id: 12, title: "Oolong", sku: "OOL", quantity: 3, price: "10.00" },
    ],
    ...changes,
  };
}
