import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { forgetCodeSyncs } from "#app/links/code-sync-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { saveDisconnection } from "./store-records-store.server.ts";

/** Stops taking events of a store and forgets its secrets. Its sales stay, and so do the codes in the shop. */
export async function disconnectStore(
  services: Services,
  { brandId, userId, storeId }: { brandId: string; userId: string; storeId: string },
): Promise<Outcome<null, "not-connected">> {
  return services.db.inBrand(brandId, async (tx) => {
    if (!(await saveDisconnection(tx, brandId, storeId, services.clock.now()))) return refused("not-connected");
    await forgetCodeSyncs(tx, brandId, storeId);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "store.disconnected",
      subjectId: storeId,
    });
    return done(null);
  });
}
