import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { CancelRefusal } from "./replay-refusal.ts";
import { lockReplay, updateReplay } from "./replay-store.server.ts";

/** Stops a what-if. One that is being applied is not stopped: half of a period would be judged otherwise than its policy says. */
export async function cancelReplay(
  services: Services,
  { brandId, userId }: BrandActor,
  replayId: string,
): Promise<Outcome<null, CancelRefusal>> {
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, CancelRefusal>> => {
    const replay = await lockReplay(tx, brandId, replayId);
    if (!replay) return refused("not-found");
    if (replay.status !== "running") return refused("not-running");
    const now = services.clock.now();
    await updateReplay(tx, brandId, replayId, { status: "cancelled", finishedAt: now, updatedAt: now });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "replay.cancelled", subjectId: replayId },
      detail: { number: replay.number },
    });
    return done(null);
  });
}
