import type { CodeStore } from "#app/platform/code-stores/code-store.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Store } from "./store.ts";
import { accessOf, CREDENTIALS_PURPOSE, takesCodes } from "./store-credentials.ts";

/** The codes of a connected store; null for one that keeps none in step with us. */
export function openStoreCodes(
  services: Services,
  store: Pick<Store, "kind" | "address" | "disconnectedAt" | "apiCredentialsEncrypted">,
): CodeStore | null {
  const { kind, address, apiCredentialsEncrypted: sealed } = store;
  if (sealed === null || store.disconnectedAt !== null || !takesCodes(kind)) return null;
  return services.codeStores.open(accessOf(kind, address, services.keys.decrypt(CREDENTIALS_PURPOSE, sealed)));
}
