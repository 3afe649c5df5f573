import { createHmac, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";

const fixturesDir = path.resolve(process.env["FAIRSHARE_FIXTURES"] ?? "../shared/fixtures");

/** True where the recorded payloads are; the journeys that need them are skipped elsewhere. */
export const hasFixtures = existsSync(path.join(fixturesDir, "shopify/order.json"));

export function readFixtureText(file: string): string {
  return readFileSync(path.join(fixturesDir, file), "utf8");
}

// A recorded body is whatever its provider made it; the journeys change single fields of it.
type Json = Record<string, unknown>;

const readJson = (file: string) => JSON.parse(readFixtureText(file)) as Json;

/** A shop of a kind: how its recorded order, carrying this click and placed now, and its refund are sent, signed like the real ones. */
export interface Shop {
  readonly kind: "shopify" | "woocommerce" | "stripe";
  readonly address: string;
  readonly secret: string;
  /** Percent for new customers, so that the payout is above the minimum. */
  readonly rate: string;
  readonly orderName: string;
  /** What the creator earns before and after the refund, and what the refund takes back, worked out by hand. */
  readonly earned: string;
  readonly takenBack: string;
  readonly left: string;
  sendOrder(request: APIRequestContext, storeId: string, clickId: string, now: Date): Promise<number>;
  sendRefund(request: APIRequestContext, storeId: string, clickId: string, now: Date): Promise<number>;
}

async function post(
  request: APIRequestContext,
  address: string,
  body: string,
  headers: Record<string, string>,
): Promise<number> {
  const response = await request.post(address, {
    data: Buffer.from(body),
    headers: { "content-type": "application/json", ...headers },
  });
  return response.status();
}

function hmac(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

const SHOPIFY_SECRET = "shpss_journey_secret";

function sendShopify(request: APIRequestContext, storeId: string, topic: string, content: Json): Promise<number> {
  const body = JSON.stringify(content);
  return post(request, `/hooks/shopify/${storeId}`, body, {
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-hmac-sha256": hmac(SHOPIFY_SECRET, body),
  });
}

/**
 * Order 450789469: three lines of 199.00 whose stated subtotal is 398.00, so each is worth 132.67, 132.67 and 132.66; the refund takes
 * the first and the third back. At 12 %: 15.92 a line, 47.76 in all, 31.84 taken back.
 */
const shopify: Shop = {
  kind: "shopify",
  address: "journey-tea.myshopify.com",
  secret: SHOPIFY_SECRET,
  rate: "12",
  orderName: "#1001",
  earned: "€47.76",
  takenBack: "€31.84",
  left: "€15.92",
  sendOrder(request, storeId, clickId, now) {
    const order = readJson("shopify/order.json")["order"] as Json;
    const at = now.toISOString();
    const landing = `https://journey-tea.example/?fs_click=${clickId}`;
    return sendShopify(request, storeId, "orders/paid", {
      ...order,
      currency: "EUR",
      created_at: at,
      updated_at: at,
      landing_site: landing,
    });
  },
  sendRefund(request, storeId, _clickId, now) {
    const refund = readJson("shopify/refund.json")["refund"] as Json;
    const [transaction] = refund["transactions"] as Json[];
    const transactions = [{ ...transaction, currency: "EUR" }];
    return sendShopify(request, storeId, "refunds/create", { ...refund, created_at: now.toISOString(), transactions });
  },
};

const WOO_SECRET = "woo-journey-secret";

function sendWoo(
  request: APIRequestContext,
  storeId: string,
  topic: string,
  clickId: string,
  now: Date,
  refunds: Json[],
): Promise<number> {
  const [order] = JSON.parse(readFixtureText("woocommerce/orders.json")) as Json[];
  const gmt = now.toISOString().slice(0, 19);
  const metaData = [...(order?.["meta_data"] as Json[]), { id: 1, key: "_fs_click", value: clickId }];
  const body = JSON.stringify({
    ...order,
    ...{
      currency: "EUR",
      date_created_gmt: gmt,
      date_modified_gmt: gmt,
      date_paid_gmt: gmt,
      meta_data: metaData,
      refunds,
    },
  });
  return post(request, `/hooks/woocommerce/${storeId}`, body, {
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-signature": hmac(WOO_SECRET, body),
    "x-wc-webhook-delivery-id": "journey",
  });
}

/**
 * Order 727: lines of 6.00 and 12.00, tax 1.35 and shipping 10.00, 29.35 in all. At 80 %: 4.80 + 9.60. A refund of 5.00 without lines
 * gives back 5.00 × 18.00 ÷ 29.35 = 3.07 of the goods, 1.02 and 2.05, so 3.98 and 7.96 are left.
 */
const woocommerce: Shop = {
  kind: "woocommerce",
  address: "https://journey-woo.example",
  secret: WOO_SECRET,
  rate: "80",
  orderName: "727",
  earned: "€14.40",
  takenBack: "€2.46",
  left: "€11.94",
  sendOrder: (request, storeId, clickId, now) => sendWoo(request, storeId, "order.created", clickId, now, []),
  sendRefund: (request, storeId, clickId, now) =>
    sendWoo(request, storeId, "order.updated", clickId, now, [{ id: 7270, reason: "", total: "-5.00" }]),
};

const STRIPE_SECRET = "whsec_journey_secret";
const PAYMENT_INTENT = "pi_journey_1";

function sendStripe(
  request: APIRequestContext,
  storeId: string,
  type: string,
  object: Json,
  now: Date,
): Promise<number> {
  const created = Math.floor(now.getTime() / 1000);
  const resources = readJson("stripe/fixtures3.json")["resources"] as Record<string, Json>;
  const event = {
    ...resources["event"],
    id: `evt_${randomUUID()}`,
    type,
    created,
    data: { object: { ...object, created } },
  };
  const body = JSON.stringify(event);
  const signature = createHmac("sha256", STRIPE_SECRET).update(`${created}.${body}`).digest("hex");
  return post(request, `/hooks/stripe/${storeId}`, body, { "stripe-signature": `t=${created},v1=${signature}` });
}

/** The recorded session with amounts: 120.00 less a discount of 10.00. At 12 %: 13.20. A refund of 20.00 leaves 90.00, so 10.80. */
const stripe: Shop = {
  kind: "stripe",
  address: "",
  secret: STRIPE_SECRET,
  rate: "12",
  orderName: PAYMENT_INTENT,
  earned: "€13.20",
  takenBack: "€2.40",
  left: "€10.80",
  sendOrder(request, storeId, clickId, now) {
    const resources = readJson("stripe/fixtures3.json")["resources"] as Record<string, Json>;
    const session = {
      ...resources["checkout.session"],
      ...{
        payment_status: "paid",
        status: "complete",
        currency: "eur",
        payment_intent: PAYMENT_INTENT,
        client_reference_id: clickId,
      },
      ...{
        amount_subtotal: 12_000,
        amount_total: 11_000,
        total_details: { amount_discount: 1_000, amount_shipping: 0, amount_tax: 0 },
      },
      ...{ currency_conversion: null, shipping_cost: null },
    };
    return sendStripe(request, storeId, "checkout.session.completed", session, now);
  },
  sendRefund(request, storeId, _clickId, now) {
    const resources = readJson("stripe/fixtures3.json")["resources"] as Record<string, Json>;
    const refund = { ...resources["refund"], amount: 2_000, currency: "eur", payment_intent: PAYMENT_INTENT };
    return sendStripe(request, storeId, "refund.created", refund, now);
  },
};

export const shops: readonly Shop[] = [shopify, woocommerce, stripe];
