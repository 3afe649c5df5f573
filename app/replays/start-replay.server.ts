import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { policyName } from "#app/campaigns/policy-words.ts";
import { isoDay } from "#app/insights/period.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf } from "#db/client.server.ts";
import type { StartRefusal } from "./replay-refusal.ts";
import { insertReplay, isAtWork, listReplayedCampaigns } from "./replay-store.server.ts";
import { REPLAY_START } from "./replay.ts";
import { countSales, readPolicyTraits } from "./replayed-sale-store.server.ts";
import { runReplayJob } from "./run-replay.job.server.ts";
import type { ReplayQuestion } from "./start-replay.ts";

export type StartedReplay = Outcome<{ readonly replayId: string; readonly number: number }, StartRefusal>;

/** Begins a what-if: nothing is posted by it. It is worked out by a job. */
export async function startReplay(
  services: Services,
  { brandId, userId }: BrandActor,
  question: ReplayQuestion,
): Promise<StartedReplay> {
  const { period, campaignId, rules } = question;
  const replayId = services.newId();
  const now = services.clock.now();
  try {
    return await services.db.inBrand(brandId, async (tx): Promise<StartedReplay> => {
      if (await isAtWork(tx, brandId)) return refused("already-running");
      const campaigns = await listReplayedCampaigns(tx, brandId, campaignId);
      if (campaigns.length === 0) return refused("no-such-campaign");
      const traits = await readPolicyTraits(tx, brandId);
      const windowDays = Math.max(traits.clickWindowDays, rules.clickWindowDays);
      const earliest = addDays(now, windowDays - services.clickRetentionDays);
      if (period.from < earliest) return refused("clicks-gone", isoDay(addDays(earliest, 1)));
      const saleCount = await countSales(tx, brandId, period);
      if (saleCount === 0) return refused("no-sales");
      const number = await insertReplay(tx, {
        ...{ brandId, id: replayId, status: "running", campaignId, rules, saleCount, doneCount: 0, step: 0 },
        ...{ periodFrom: period.from, periodUntil: period.until, askedBy: userId, askedAt: now },
        ...{ beganAt: now, updatedAt: now, cursor: REPLAY_START, finishedAt: null, failure: null },
        ...{ whatIfSums: null, appliedSums: null },
        ...{ applyAskedBy: null, applyAskedAt: null, applyReason: null, appliedAt: null },
      });
      await services.queue.enqueue(tx, runReplayJob, { brandId, replayId });
      await recordAuditEvent(services, tx, {
        ...{ brandId, actorUserId: userId, action: "replay.started", subjectId: replayId },
        detail: { number, from: isoDay(period.from), until: isoDay(period.until), rules: policyName(rules) },
      });
      return done({ replayId, number });
    });
  } catch (error) {
    // Two people asked at once: the index lets one through.
    const constraint = constraintOf(error);
    if (constraint === "replays_one_at_work" || constraint === "replays_number_unique")
      return refused("already-running");
    throw error;
  }
}
