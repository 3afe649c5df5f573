import { isId } from "#app/kit/ids.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isSignedByStripe } from "#app/platform/stripe-signature.server.ts";
import { noteStoreFailure, receiveEvent, type ArrivedEvent } from "./receive-event.server.ts";
import { findConnectedStore } from "./store-records-store.server.ts";
import { STORE_SECRET_PURPOSE, type Store, type WebhookKind } from "./store.ts";
import { isBodySignedWith } from "./verify-signature.server.ts";

export type WebhookRefusal = "unknown-store" | "bad-signature";

/** What a webhook's request consists of: the body is verified as the bytes that came. */
export interface WebhookDelivery {
  readonly kind: WebhookKind;
  readonly storeId: string;
  readonly rawBody: Buffer;
  readonly headers: Headers;
}

const keptHeaders: Readonly<Record<WebhookKind, readonly string[]>> = {
  shopify: [
    "x-shopify-topic",
    "x-shopify-webhook-id",
    "x-shopify-event-id",
    "x-shopify-triggered-at",
    "x-shopify-shop-domain",
    "x-shopify-api-version",
  ],
  woocommerce: ["x-wc-webhook-topic", "x-wc-webhook-source", "x-wc-webhook-id", "x-wc-webhook-delivery-id"],
  stripe: [],
};

/** Checks that a delivery is authentic and stores it. Rejects when it could not be stored: the provider must then try again. */
export async function receiveWebhook(
  services: Services,
  delivery: WebhookDelivery,
): Promise<Outcome<"stored" | "known" | "pong", WebhookRefusal>> {
  const store = await findWebhookStore(services, delivery);
  if (!store) return refused("unknown-store");
  // WooCommerce asks once, unsigned, whether the address answers, and carries nothing to store.
  if (delivery.kind === "woocommerce" && /^webhook_id=\d+$/.test(delivery.rawBody.toString("latin1")))
    return done("pong");
  if (!isAuthentic(services, store, delivery)) {
    await noteStoreFailure(
      services,
      store,
      "A delivery was refused: its signature was not made with this store's secret.",
    );
    return refused("bad-signature");
  }
  const receipt = await receiveEvent(services, store, toArrivedEvent(delivery));
  return done(receipt.isNew ? "stored" : "known");
}

async function findWebhookStore(services: Services, { storeId, kind }: WebhookDelivery): Promise<Store | null> {
  if (!isId(storeId)) return null;
  const store = await services.db.inPlatform((tx) => findConnectedStore(tx, storeId));
  return store?.kind === kind ? store : null;
}

function isAuthentic(services: Services, store: Store, { kind, rawBody, headers }: WebhookDelivery): boolean {
  if (store.secretEncrypted === null) return false;
  const secret = services.keys.decrypt(STORE_SECRET_PURPOSE, store.secretEncrypted);
  switch (kind) {
    case "shopify":
      return isBodySignedWith(secret, rawBody, headers.get("x-shopify-hmac-sha256"));
    case "woocommerce":
      return isBodySignedWith(secret, rawBody, headers.get("x-wc-webhook-signature"));
    case "stripe":
      return isSignedByStripe(secret, rawBody, headers.get("stripe-signature"), services.clock.now());
  }
}

function toArrivedEvent({ kind, rawBody, headers }: WebhookDelivery): ArrivedEvent {
  // PostgreSQL's text holds no NUL; a body with a bare one is no JSON anyway and fails later, readably.
  const body = rawBody.toString("utf8").replaceAll("\0", "\uFFFD");
  const kept = keptHeaders[kind].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { body, headers: Object.fromEntries(kept), ...identify(kind, body, headers) };
}

/** Topic and delivery key. Without the provider's own id the body's hash tells deliveries apart. */
function identify(kind: WebhookKind, body: string, headers: Headers): Pick<ArrivedEvent, "topic" | "deliveryKey"> {
  switch (kind) {
    case "shopify":
      return {
        topic: headers.get("x-shopify-topic") ?? "",
        deliveryKey: headers.get("x-shopify-webhook-id") ?? sha256(body),
      };
    case "woocommerce": {
      // The Delivery-ID repeats for two orders in one second, so it identifies nothing.
      const order = readFields(body, ["id", "date_modified_gmt"]);
      return { topic: headers.get("x-wc-webhook-topic") ?? "", deliveryKey: [...order, sha256(body)].join(":") };
    }
    case "stripe": {
      const [id, type] = readFields(body, ["id", "type"]);
      return { topic: type ?? "", deliveryKey: id || sha256(body) };
    }
  }
}

/** Top-level fields as text; empty where absent. Whether the body makes sense is the reader's business, later. */
function readFields(body: string, names: readonly string[]): string[] {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(body);
  } catch {
    // Stored all the same: an authentic body that is no JSON fails with a sentence on the store's page.
  }
  const fields = typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  return names.map((name) =>
    typeof fields[name] === "string" || typeof fields[name] === "number" ? String(fields[name]) : "",
  );
}
