import { policyName } from "#app/campaigns/policy-words.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import { findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { sumChanges } from "./replay-change-store.server.ts";
import { lockReplay, updateReplay, type Replay } from "./replay-store.server.ts";
import { hasMoved, type ReplayPhase, type ReplaySum } from "./replay.ts";
import { listPartnershipNames } from "./replay-names-store.server.ts";

/** Sums up a replay whose last batch is saved. Once what was applied is summed up, everybody concerned is told: each once. */
export async function finishReplay(services: Services, { brandId, id: replayId, status, step }: Replay): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    const replay = await lockReplay(tx, brandId, replayId);
    if (!replay || replay.status !== status || replay.step !== step) return;
    const now = services.clock.now();
    const phase: ReplayPhase = status === "running" ? "what-if" : "applied";
    const period = { from: replay.periodFrom, until: replay.periodUntil };
    const sums = await sumChanges(tx, { brandId, replayId, phase }, period);
    const finished = { doneCount: replay.saleCount, updatedAt: now };
    if (phase === "what-if") {
      await updateReplay(tx, brandId, replayId, { ...finished, status: "done", finishedAt: now, whatIfSums: sums });
      return;
    }
    await updateReplay(tx, brandId, replayId, { ...finished, status: "applied", appliedAt: now, appliedSums: sums });
    await tellCreators(services, tx, replay, sums);
  });
}

/** Every creator who gained or lost gets one mail with the sums, the rule and the brand's reason. */
async function tellCreators(services: Services, tx: Tx, replay: Replay, sums: readonly ReplaySum[]): Promise<void> {
  const { brandId, id: replayId } = replay;
  const moved = sums.filter(hasMoved);
  const names = await listPartnershipNames(
    tx,
    brandId,
    moved.map(({ partnershipId }) => partnershipId),
  );
  const byCreator = groupedBy(moved, ({ partnershipId }) => names.get(partnershipId)?.creatorId ?? "");
  for (const [creatorId, own] of byCreator) {
    if (creatorId === "") continue;
    const { brandName, creatorName, creatorEmail } = await findSides(tx, brandId, creatorId);
    const byCurrency = groupedBy(own, ({ currency }) => currency);
    const sums = [...byCurrency].map(([currency, parts]) => ({
      minor: parts
        .reduce((sum, { beforeMinor, afterMinor }) => sum + BigInt(afterMinor) - BigInt(beforeMinor), 0n)
        .toString(),
      currency,
    }));
    await enqueueMail(services, tx, "replay-applied", creatorEmail, {
      ...{ creatorName, brandName, sums, replayId },
      campaignNames: [...new Set(own.map(({ partnershipId }) => names.get(partnershipId)?.campaignName ?? ""))],
      policyName: policyName(replay.rules),
      reason: replay.applyReason ?? "",
      first: replay.periodFrom.toISOString(),
      last: new Date(replay.periodUntil.getTime() - 1).toISOString(),
      salesBefore: own.reduce((sum, { salesBefore }) => sum + salesBefore, 0),
      salesAfter: own.reduce((sum, { salesAfter }) => sum + salesAfter, 0),
    });
  }
}
