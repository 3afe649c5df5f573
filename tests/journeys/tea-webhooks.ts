import { createHmac, randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";

/** The Shopify shop of the month-end story, and what it sends, signed like the real one. */
export const teaShop = {
  kind: "shopify",
  address: "month-end-tea.myshopify.com",
  secret: "shpss_month_end",
  rate: "10",
} as const;

export interface TeaSender {
  readonly request: APIRequestContext;
  readonly storeId: string;
  /** The click that led to every order of the story. */
  readonly clickId: string;
}

async function send({ request, storeId }: TeaSender, topic: string, content: object): Promise<number> {
  const body = JSON.stringify(content);
  const response = await request.post(`/hooks/shopify/${storeId}`, {
    data: Buffer.from(body),
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-hmac-sha256": createHmac("sha256", teaShop.secret).update(body).digest("base64"),
    },
  });
  return response.status();
}

/** A paid order of tea. @param price such as "400.00"; the creator earns 10 % of it. */
export function sendTeaOrder(sender: TeaSender, number: number, price: string, placedAt: Date): Promise<number> {
  const at = placedAt.toISOString();
  return send(sender, "orders/paid", {
    ...{ id: number, name: `#${number}`, currency: "EUR", created_at: at, updated_at: at, financial_status: "paid" },
    ...{ subtotal_price: price, total_price: price, total_tax: "0.00", taxes_included: false },
    landing_site: `https://month-end-tea.example/?fs_click=${sender.clickId}`,
    line_items: [{ id: number * 10, product_id: 11, title: "Sencha", sku: "SEN", quantity: 1, price }],
  });
}

/** The whole order is refunded. */
export function sendTeaRefund(sender: TeaSender, number: number, price: string, at: Date): Promise<number> {
  return send(sender, "refunds/create", {
    ...{ id: number * 100, order_id: number, created_at: at.toISOString() },
    refund_line_items: [
      { id: number * 100 + 1, line_item_id: number * 10, quantity: 1, subtotal: price, total_tax: "0.00" },
    ],
    transactions: [{ id: number * 100 + 2, kind: "refund", status: "success", amount: price, currency: "EUR" }],
  });
}

/** The buyer's bank: a dispute over the whole order. */
export function sendTeaDispute(
  sender: TeaSender,
  number: number,
  dispute: { readonly amount: string; readonly status: "needs_response" | "won" | "lost"; readonly at: Date },
): Promise<number> {
  return send(sender, dispute.status === "needs_response" ? "disputes/create" : "disputes/update", {
    ...{ id: number * 1000, order_id: number, amount: dispute.amount, currency: "EUR", status: dispute.status },
    initiated_at: dispute.at.toISOString(),
  });
}
