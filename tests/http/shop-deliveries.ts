import { createHmac } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { connectStore } from "#app/stores/connect-store.server.ts";
import type { WebhookKind } from "#app/stores/store.ts";
import type { Services } from "#app/platform/services.server.ts";
import { action as shopifyAction } from "#app/routes/hooks/shopify.ts";
import { action as stripeAction } from "#app/routes/hooks/stripe.ts";
import { action as wooCommerceAction } from "#app/routes/hooks/woocommerce.ts";

/** The secrets of Lumen Tea's stores. */
export const secrets: Readonly<Record<WebhookKind, string>> = {
  shopify: "lumen-shopify-secret",
  woocommerce: "lumen-woocommerce-secret",
  stripe: "whsec_lumen_tea",
};

const addresses: Readonly<Record<WebhookKind, string>> = {
  shopify: "lumen-tea.myshopify.com",
  woocommerce: "https://shop.lumen-tea.example",
  stripe: "",
};

const actions = { shopify: shopifyAction, woocommerce: wooCommerceAction, stripe: stripeAction };

/** Connects a store of a brand through the use case, as its owner would. */
export async function connectShop(
  services: Services,
  {
    brandId,
    userId,
    kind,
    secret = secrets[kind],
  }: { brandId: string; userId: string; kind: WebhookKind; secret?: string },
): Promise<string> {
  const storeId = services.newId();
  const outcome = await connectStore(services, {
    brandId,
    userId,
    storeId,
    kind,
    name: `Our ${kind} shop`,
    address: addresses[kind],
    secret,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return storeId;
}

/** What a route is given by the web process. */
export function routeArgs(services: Services, request: Request, params: Record<string, string>): ActionFunctionArgs {
  return { request, params, context: { services, cspNonce: "", requestId: "request-1", clientAddress: "192.0.2.1" } };
}

export interface Delivery {
  readonly kind: WebhookKind;
  readonly storeId: string;
  readonly body: string;
  readonly topic?: string;
  readonly secret?: string;
  /** Sent instead of the right signature; null sends none. */
  readonly signature?: string | null;
  /** The right signature but for one character. */
  readonly isSignatureOneOff?: boolean;
  /** Signed instead of the body that is sent. */
  readonly signedBody?: string;
  /** Shopify's webhook id, or WooCommerce's delivery id. */
  readonly deliveryId?: string;
  readonly signedAgoSeconds?: number;
  readonly headers?: Record<string, string>;
}

/** Sends a delivery to the route of its kind, signed as the provider does. */
export async function deliver(services: Services, delivery: Delivery): Promise<Response> {
  const url = `http://localhost:3000/hooks/${delivery.kind}/${delivery.storeId}`;
  const request = new Request(url, {
    method: "POST",
    body: delivery.body,
    headers: { ...headersOf(services, delivery), ...delivery.headers },
  });
  return actions[delivery.kind](routeArgs(services, request, { storeId: delivery.storeId }));
}

function headersOf(services: Services, delivery: Delivery): Record<string, string> {
  const { kind, secret = secrets[kind], body, signedBody = body, deliveryId = "delivery-1" } = delivery;
  const base64 = createHmac("sha256", secret).update(signedBody).digest("base64");
  const signed = (name: string, signature: string): Record<string, string> => {
    if (delivery.signature === null) return {};
    return { [name]: delivery.signature ?? (delivery.isSignatureOneOff ? oneOff(signature) : signature) };
  };
  if (kind === "shopify") {
    return {
      "Content-Type": "application/json",
      "X-Shopify-Topic": delivery.topic ?? "orders/create",
      "X-Shopify-Webhook-Id": deliveryId,
      ...signed("X-Shopify-Hmac-Sha256", base64),
    };
  }
  if (kind === "woocommerce") {
    return {
      "Content-Type": "application/json",
      "X-WC-Webhook-Topic": delivery.topic ?? "order.updated",
      "X-WC-Webhook-Delivery-ID": deliveryId,
      ...signed("X-WC-Webhook-Signature", base64),
    };
  }
  const signedAt = Math.floor(services.clock.now().getTime() / 1000) - (delivery.signedAgoSeconds ?? 0);
  const v1 = createHmac("sha256", secret).update(`${signedAt}.${signedBody}`).digest("hex");
  return { "Content-Type": "application/json", ...signed("Stripe-Signature", `t=${signedAt},v1=${v1}`) };
}

/** The tenth character from the end is another one; the last ones of base64 may stand for the same bytes. */
function oneOff(signature: string): string {
  const at = signature.length - 10;
  return signature.slice(0, at) + (signature[at] === "0" ? "1" : "0") + signature.slice(at + 1);
}

/** An order of Sencha for 30.00 and a teapot for 20.00 with the code MARA10, as Shopify sends it. */
export function shopifyOrder(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 1001, name: "#1001", currency: "EUR", created_at: "2026-06-01T08:00:00Z", updated_at: "2026-06-01T08:00:05Z",
    financial_status: "paid", subtotal_price: "50.00", total_price: "50.00", total_tax: "0.00", taxes_included: false,
    email: "buyer@example.com", discount_codes: [{ code: "MARA10", amount: "0.00", type: "percentage" }],
    line_items: [
      { id: 1, title: "Sencha", quantity: 1, price: "30.00" },
      { id: 2, title: "Teapot", quantity: 1, price: "20.00" },
    ],
    ...changes,
  }); // prettier-ignore
}

/** The same order, as WooCommerce sends it. */
export function wooCommerceOrder(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: 501, number: "501", status: "processing", currency: "EUR", date_created_gmt: "2026-06-01T08:00:00",
    date_modified_gmt: "2026-06-01T08:00:05", total: "50.00", total_tax: "0.00", shipping_total: "0.00",
    billing: { email: "buyer@example.com" }, coupon_lines: [{ code: "mara10" }],
    line_items: [
      { id: 1, name: "Sencha", quantity: 1, subtotal: "30.00", total: "30.00" },
      { id: 2, name: "Teapot", quantity: 1, subtotal: "20.00", total: "20.00" },
    ],
    ...changes,
  }); // prettier-ignore
}

/** The same sale, as a paid checkout at Stripe. */
export function stripeCheckout(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id: "evt_1", type: "checkout.session.completed", created: 1_780_300_805,
    data: {
      object: {
        id: "cs_1", created: 1_780_300_800, currency: "eur", payment_status: "paid", payment_intent: "pi_1", amount_subtotal: 5000,
        amount_total: 5000, total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 }, metadata: { code: "MARA10" },
        ...changes,
      },
    },
  }); // prettier-ignore
}
