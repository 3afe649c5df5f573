import { createHmac, randomUUID } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";

/** What people of bad will type. `window.hurt` is what any of it would leave behind if it ran. */
export const SCRIPT = "<script>window.hurt=1</script>";
export const IMAGE = `"><img src=x onerror=window.hurt=1>`;
export const LINK = "javascript:window.hurt=1";
export const BACKWARDS = "\u202Egnp.exe\u200F";
export const TEMPLATE = "${window.hurt=1}{{constructor.constructor('window.hurt=1')()}}";
export const WORD = "W".repeat(60);
export const LONG = "long".repeat(2_500);
export const all = [SCRIPT, IMAGE, LINK, BACKWARDS, TEMPLATE, WORD].join(" ");

export const upTo = (length: number, text = all) => [...text].slice(0, length).join("");

export interface HostileOrder {
  readonly id: number;
  readonly text: string;
  readonly code: string;
  readonly clickId: string;
}

/** An order of Shopify's whose every text somebody chose with care, signed as the shop signs. */
export async function sendOrder(
  request: APIRequestContext,
  storeId: string,
  secret: string,
  { id, text, code, clickId }: HostileOrder,
): Promise<number> {
  const at = new Date().toISOString();
  const body = JSON.stringify({
    ...{
      id,
      name: text,
      currency: "EUR",
      created_at: at,
      updated_at: at,
      financial_status: "paid",
      subtotal_price: "10.00",
      total_price: "10.00",
    },
    ...{
      total_tax: "0.00",
      taxes_included: false,
      email: `${text}@buyers.example`,
      note: text,
      referring_site: `https://evil.example/${text}`,
    },
    landing_site: `/?fs_click=${clickId}&x=${text}`,
    discount_codes: [code, text]
      .filter((word) => word !== "")
      .map((word) => ({ code: word, amount: "0.00", type: "percentage" })),
    line_items: [{ id: id * 10, title: text, sku: text, quantity: 1, price: "10.00" }],
  });
  const signature = createHmac("sha256", secret).update(body).digest("base64");
  const headers = {
    "x-shopify-topic": "orders/paid",
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-hmac-sha256": signature,
  };
  const response = await request.post(`/hooks/shopify/${storeId}`, {
    data: Buffer.from(body),
    headers: { ...headers, "content-type": "application/json" },
  });
  return response.status();
}
