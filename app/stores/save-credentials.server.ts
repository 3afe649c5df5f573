import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { planCodeSyncs } from "#app/links/plan-code-syncs.server.ts";
import { forgetCodeSyncs } from "#app/links/code-sync-store.server.ts";
import { ShopTrouble } from "#app/platform/code-stores/code-store.ts";
import type { Services } from "#app/platform/services.server.ts";
import { accessOf, CREDENTIALS_PURPOSE, takesCodes, type StoreCredentials } from "./store-credentials.ts";
import { findStore, saveStoreCredentials } from "./store-records-store.server.ts";

interface SaveCredentials {
  readonly brandId: string;
  readonly userId: string;
  readonly storeId: string;
  readonly credentials: StoreCredentials;
}

/**
 * Keeps what we sign in to the shop's API with, after a test call with it, and begins to bring the codes into the shop. Refused with the
 * shop's own answer when the test call fails.
 */
export async function saveCredentials(
  services: Services,
  { brandId, userId, storeId, credentials }: SaveCredentials,
): Promise<Outcome<null, "not-connected" | "test-call-failed">> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  if (!store || store.disconnectedAt || !takesCodes(store.kind)) return refused("not-connected");
  const kept = JSON.stringify(credentials);
  try {
    await services.codeStores.open(accessOf(store.kind, store.address, kept)).check();
  } catch (error) {
    if (error instanceof ShopTrouble) return refused("test-call-failed", error.message);
    throw error;
  }
  return services.db.inBrand(brandId, async (tx) => {
    const sealed = services.keys.encrypt(CREDENTIALS_PURPOSE, kept);
    if (!(await saveStoreCredentials(tx, brandId, storeId, sealed))) return refused("not-connected");
    await planCodeSyncs(services, tx, brandId, { storeId });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "store.codes-connected", subjectId: storeId },
    });
    return done(null);
  });
}

/** Forgets the credentials. The codes stay in the shop as they are. */
export async function forgetCredentials(
  services: Services,
  { brandId, userId, storeId }: Omit<SaveCredentials, "credentials">,
): Promise<Outcome<null, "not-connected">> {
  return services.db.inBrand(brandId, async (tx) => {
    if (!(await saveStoreCredentials(tx, brandId, storeId, null))) return refused("not-connected");
    await forgetCodeSyncs(tx, brandId, storeId);
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "store.codes-disconnected", subjectId: storeId },
    });
    return done(null);
  });
}
