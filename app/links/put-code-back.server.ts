import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockSync, savePlannedSyncs } from "./code-sync-store.server.ts";
import { syncCodesJob } from "./sync-codes.job.server.ts";

interface PutCodeBack {
  readonly brandId: string;
  readonly userId: string;
  readonly codeId: string;
  readonly storeId: string;
}

/** Asks a shop once more for a code that is not there as it should be: deleted or changed by somebody, or refused before. */
export async function putCodeBack(
  services: Services,
  { brandId, userId, codeId, storeId }: PutCodeBack,
): Promise<Outcome<null, "not-found" | "as-it-should-be">> {
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, "not-found" | "as-it-should-be">> => {
    const sync = await lockSync(tx, brandId, codeId, storeId);
    if (!sync) return refused("not-found");
    if (sync.state === "live" || sync.state === "removed") return refused("as-it-should-be");
    const { isWanted, wantedTerms } = sync;
    const now = services.clock.now();
    await savePlannedSyncs(tx, brandId, [{ codeId, storeId, isWanted, wantedTerms, nextTryAt: null }], now);
    await services.queue.enqueue(tx, syncCodesJob, { brandId, storeId });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "code.put-back", subjectId: codeId, detail: { storeId } },
    });
    return done(null);
  });
}
