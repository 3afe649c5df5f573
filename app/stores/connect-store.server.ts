import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf } from "#db/client.server.ts";
import { normaliseAddress, type ConnectStore } from "./connect-store.ts";
import { findStore, insertStore } from "./store-records-store.server.ts";
import { isWebhookKind, STORE_SECRET_PURPOSE } from "./store.ts";

/**
 * Connects a sales channel. The same id again is the same store, of this brand alone. A shop is connected once: two stores for one shop would count each
 * of its sales twice.
 */
export async function connectStore(
  services: Services,
  connect: ConnectStore & { readonly brandId: string; readonly userId: string },
): Promise<Outcome<{ storeId: string }, "already-connected" | "id-taken">> {
  const { brandId, storeId, kind, name } = connect;
  try {
    await services.db.inBrand(brandId, async (tx) => {
      if (await findStore(tx, brandId, storeId)) return;
      await insertStore(tx, {
        brandId,
        id: storeId,
        kind,
        name,
        address: normaliseAddress(kind, connect.address),
        secretEncrypted: isWebhookKind(kind)
          ? services.keys.encrypt(STORE_SECRET_PURPOSE, connect.secret.trim())
          : null,
        createdAt: services.clock.now(),
      });
      const audit = { brandId, actorUserId: connect.userId, action: "store.connected", subjectId: storeId };
      await recordAuditEvent(services, tx, { ...audit, detail: { kind, name } });
    });
  } catch (error) {
    if (constraintOf(error) === "stores_connected_unique") return refused("already-connected");
    // Webhook addresses are no secret: somebody else's store id in a form must not become a second owner of their address.
    if (constraintOf(error) === "stores_id_unique") return refused("id-taken");
    throw error;
  }
  return done({ storeId });
}
