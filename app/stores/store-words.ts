import type { InboxStatus, Store, StoreKind } from "./store.ts";

export interface KindWords {
  readonly label: string;
  /** When to choose it. */
  readonly summary: string;
  readonly addressLabel: string | null;
  readonly addressExample: string;
  readonly secretLabel: string | null;
  /** What to do, in order; the webhook's address stands below them. */
  readonly steps: readonly string[];
}

export const kindWords: Readonly<Record<StoreKind, KindWords>> = {
  shopify: {
    label: "Shopify",
    summary: "Your shop runs on Shopify: orders, refunds and disputes arrive by themselves.",
    addressLabel: "Address of the shop at Shopify",
    addressExample: "lumen-tea.myshopify.com",
    secretLabel: "Webhook signing secret",
    steps: [
      "In Shopify, open Settings, then Notifications, then Webhooks.",
      "Create a webhook in the format JSON with the address below for each of: Order creation, Order payment, Order update, Order cancellation, Refund create, Dispute create, Dispute update.",
      "Under the list Shopify shows the secret with which it signs them. Copy it into the form.",
    ],
  },
  woocommerce: {
    label: "WooCommerce",
    summary: "Your shop runs on WordPress with WooCommerce: orders and refunds arrive by themselves.",
    addressLabel: "Address of the shop",
    addressExample: "https://shop.lumentea.example",
    secretLabel: "Webhook secret",
    steps: [
      "In WordPress, open WooCommerce, then Settings, Advanced, Webhooks.",
      "Add a webhook with the status Active, the topic Order created and the delivery URL below. Think of a long secret, or take the one WooCommerce proposes, and copy it into the form.",
      "Add a second webhook with the topic Order updated, the same delivery URL and the same secret. Refunds arrive by it.",
      "Connect the store here before you save the webhooks: WooCommerce sends a first ping when you do.",
    ],
  },
  stripe: {
    label: "Stripe",
    summary: "You sell through Stripe Checkout or payment links.",
    addressLabel: "Stripe account (optional)",
    addressExample: "acct_1PgafmB7WZ01zgkW",
    secretLabel: "Signing secret of the webhook",
    steps: [
      "In the Stripe Dashboard, open Developers, then Webhooks, and add an endpoint with the address below.",
      "Choose the events checkout.session.completed, checkout.session.async_payment_succeeded, refund.created, refund.updated, refund.failed and all of charge.dispute.",
      "Reveal the endpoint's signing secret, which begins with whsec_, and copy it into the form.",
      "When you create a checkout, put the fs_click of the landing page into client_reference_id or metadata.fs_click, and the code that was entered into metadata.code.",
    ],
  },
  api: {
    label: "API",
    summary: "Your own shop or till tells Fairshare about each sale. A brand has one.",
    addressLabel: null,
    addressExample: "",
    secretLabel: null,
    steps: [
      "Connect it here, then create an API key under Settings.",
      "Send each order as JSON to /api/v1/sales and each refund to /api/v1/refunds, with the headers Authorization: Bearer <key> and Idempotency-Key.",
      "The answer says who is credited and why. GET /api/v1/sales/<order id> tells it again at any time.",
    ],
  },
  csv: {
    label: "File",
    summary: "You upload a file of orders now and then, from any shop.",
    addressLabel: null,
    addressExample: "",
    secretLabel: null,
    steps: [
      "Connect it here, then upload a file on the store's page.",
      "The file's first line names its columns. You say which of them is the order number, the date, the price and so on; exports of Shopify, WooCommerce, Refersion and Rewardful are recognised.",
      "Rows with one order number are the lines of one order. Uploading the same file again changes nothing.",
    ],
  },
};

export type StoreHealth = "disconnected" | "waiting" | "failing" | "working";

/** Failing: something was refused since the last good event. Waiting: nothing ever came. */
export function judgeHealth(
  store: Pick<Store, "disconnectedAt" | "failuresSinceLastEvent" | "lastEventAt">,
): StoreHealth {
  if (store.disconnectedAt) return "disconnected";
  if (store.failuresSinceLastEvent > 0) return "failing";
  return store.lastEventAt ? "working" : "waiting";
}

/** Statuses as the screens write them. */
export const inboxWords: Readonly<Record<InboxStatus, string>> = {
  received: "Waiting its turn",
  processed: "Processed",
  ignored: "No effect",
  parked: "Waiting",
  failed: "Failed",
  dismissed: "Dismissed",
};

/** Where the shop sends its webhooks; null for kinds without. */
export function webhookPath(kind: StoreKind, storeId: string): string | null {
  return kind === "api" || kind === "csv" ? null : `/hooks/${kind}/${storeId}`;
}
