import type { CodeStore } from "#app/platform/code-stores/code-store.ts";
import type { CodeStoreAccess } from "#app/platform/code-stores/open-code-stores.server.ts";
import type { OrderFeed } from "#app/platform/order-feeds/order-feed.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Store } from "./store.ts";
import { accessOf, CREDENTIALS_PURPOSE, takesCodes } from "./store-credentials.ts";

type OpenedStore = Pick<Store, "kind" | "address" | "disconnectedAt" | "apiCredentialsEncrypted">;

/** The codes of a connected store; null for one that keeps none in step with us. */
export function openStoreCodes(services: Services, store: OpenedStore): CodeStore | null {
  const access = accessTo(services, store);
  return access && services.codeStores.open(access);
}

/** The orders of a connected store; null for one that we cannot ask. */
export function openStoreOrders(services: Services, store: OpenedStore): OrderFeed | null {
  const access = accessTo(services, store);
  return access && services.codeStores.openOrders(access);
}

function accessTo(
  services: Services,
  { kind, address, disconnectedAt, apiCredentialsEncrypted: sealed }: OpenedStore,
): CodeStoreAccess | null {
  if (sealed === null || disconnectedAt !== null || !takesCodes(kind)) return null;
  return accessOf(kind, address, services.keys.decrypt(CREDENTIALS_PURPOSE, sealed));
}
