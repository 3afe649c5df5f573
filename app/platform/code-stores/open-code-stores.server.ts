import type { Clock } from "#app/kit/clock.ts";
import type { OrderFeed } from "../order-feeds/order-feed.ts";
import { shopifyOrders } from "../order-feeds/shopify-orders.server.ts";
import { woocommerceOrders } from "../order-feeds/woocommerce-orders.server.ts";
import type { CodeStore } from "./code-store.ts";
import { shopifyCodes, type ShopifyAccess } from "./shopify-codes.server.ts";
import { stripeCodes, type StripeAccess } from "./stripe-codes.server.ts";
import { woocommerceCodes, type WooCommerceAccess } from "./woocommerce-codes.server.ts";

/** What we sign in to a shop with, by its kind. */
export type CodeStoreAccess = ShopifyAccess | StripeAccess | WooCommerceAccess;
export type CodeStoreKind = CodeStoreAccess["kind"];

/** Where stand-ins for the providers answer, `http://127.0.0.1:4010`; null is the provider itself. */
export type CodeStoreOrigins = Readonly<Record<CodeStoreKind, string | null>>;

/** Opens the codes of a shop, and its orders. */
export interface CodeStores {
  open(access: CodeStoreAccess): CodeStore;
  /** Null for a kind whose orders we do not ask for: Stripe keeps trying its webhooks for three days. */
  openOrders(access: CodeStoreAccess): OrderFeed | null;
  /** Whether shops of this kind are stand-ins, where nothing costs money. */
  isTestMode(kind: CodeStoreKind): boolean;
}

export function createCodeStores(origins: CodeStoreOrigins, clock: Clock): CodeStores {
  return {
    open(access) {
      const origin = origins[access.kind];
      switch (access.kind) {
        case "shopify":
          return shopifyCodes(access, origin, () => clock.now());
        case "stripe":
          return stripeCodes(access, origin);
        case "woocommerce":
          return woocommerceCodes(access, origin);
      }
    },
    openOrders(access) {
      if (access.kind === "shopify") return shopifyOrders(access, origins.shopify);
      return access.kind === "woocommerce" ? woocommerceOrders(access, origins.woocommerce) : null;
    },
    isTestMode: (kind) => origins[kind] !== null,
  };
}
