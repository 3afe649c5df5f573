import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { faultOfSecret } from "./connect-store.ts";
import { findStore, saveStoreSecret } from "./store-records-store.server.ts";
import { isWebhookKind, STORE_SECRET_PURPOSE } from "./store.ts";

/** Puts a new webhook secret in the place of the old one, which stops working at once. */
export async function replaceStoreSecret(
  services: Services,
  { brandId, userId, storeId, secret }: { brandId: string; userId: string; storeId: string; secret: string },
): Promise<Outcome<null, "not-connected" | "malformed-secret">> {
  return services.db.inBrand(brandId, async (tx) => {
    const store = await findStore(tx, brandId, storeId);
    if (!store || store.disconnectedAt || !isWebhookKind(store.kind)) return refused("not-connected");
    const fault = faultOfSecret(store.kind, secret);
    if (fault) return refused("malformed-secret", fault);
    await saveStoreSecret(tx, brandId, storeId, services.keys.encrypt(STORE_SECRET_PURPOSE, secret.trim()));
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "store.secret-replaced",
      subjectId: storeId,
    });
    return done(null);
  });
}
