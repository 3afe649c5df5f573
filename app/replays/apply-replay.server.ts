import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { insertPolicy, nextPolicyVersion } from "#app/campaigns/version-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf } from "#db/client.server.ts";
import { countChanges } from "./replay-change-store.server.ts";
import type { ApplyRefusal } from "./replay-refusal.ts";
import { isAtWork, listReplayedCampaigns, lockReplay, updateReplay } from "./replay-store.server.ts";
import { REPLAY_START } from "./replay.ts";
import { runReplayJob } from "./run-replay.job.server.ts";

/**
 * Applies a what-if. Nothing that was decided or posted is touched: each campaign gets a further version of its policy that is in force for
 * the sales of the period alone and names the replay. By it the job settles each sale that changes again, which appends a decision and
 * posts the difference. From now on the version is what judges those sales, also when a refund or a late click settles one of them anew.
 */
export async function applyReplay(
  services: Services,
  { brandId, userId }: BrandActor,
  replayId: string,
  reason: string,
): Promise<Outcome<null, ApplyRefusal>> {
  try {
    return await services.db.inBrand(brandId, async (tx): Promise<Outcome<null, ApplyRefusal>> => {
      const replay = await lockReplay(tx, brandId, replayId);
      if (!replay) return refused("not-found");
      if (replay.status !== "done") return refused("not-done");
      if (await isAtWork(tx, brandId)) return refused("already-running");
      const changeCount = await countChanges(tx, { brandId, replayId, phase: "what-if" });
      if (changeCount === 0) return refused("nothing-to-post");
      for (const { id: campaignId } of await listReplayedCampaigns(tx, brandId, replay.campaignId)) {
        await insertPolicy(tx, brandId, {
          ...replay.rules,
          ...{ id: services.newId(), campaignId, version: await nextPolicyVersion(tx, brandId, campaignId) },
          ...{ inForceFrom: replay.periodFrom, inForceUntil: replay.periodUntil, replayId },
        });
      }
      const now = services.clock.now();
      await updateReplay(tx, brandId, replayId, {
        ...{
          status: "applying",
          cursor: REPLAY_START,
          doneCount: 0,
          step: replay.step + 1,
          beganAt: now,
          updatedAt: now,
        },
        ...{ applyAskedBy: userId, applyAskedAt: now, applyReason: reason },
      });
      await services.queue.enqueue(tx, runReplayJob, { brandId, replayId });
      await recordAuditEvent(services, tx, {
        ...{ brandId, actorUserId: userId, action: "replay.applied", subjectId: replayId },
        detail: { number: replay.number, changedSales: changeCount, reason },
      });
      return done(null);
    });
  } catch (error) {
    if (constraintOf(error) === "replays_one_at_work") return refused("already-running");
    throw error;
  }
}
