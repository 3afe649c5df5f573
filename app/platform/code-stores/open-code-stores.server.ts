import type { Clock } from "#app/kit/clock.ts";
import type { CodeStore } from "./code-store.ts";
import { shopifyCodes, type ShopifyAccess } from "./shopify-codes.server.ts";
import { stripeCodes, type StripeAccess } from "./stripe-codes.server.ts";
import { woocommerceCodes, type WooCommerceAccess } from "./woocommerce-codes.server.ts";

/** What we sign in to a shop with, by its kind. */
export type CodeStoreAccess = ShopifyAccess | StripeAccess | WooCommerceAccess;
export type CodeStoreKind = CodeStoreAccess["kind"];

/** Where stand-ins for the providers answer, `http://127.0.0.1:4010`; null is the provider itself. */
export type CodeStoreOrigins = Readonly<Record<CodeStoreKind, string | null>>;

/** Opens the codes of a shop. */
export interface CodeStores {
  open(access: CodeStoreAccess): CodeStore;
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
    isTestMode: (kind) => origins[kind] !== null,
  };
}
