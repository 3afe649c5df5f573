import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { findBrandOfPartnership } from "#app/links/code-store.server.ts";
import { planCodeSyncs } from "#app/links/plan-code-syncs.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findCampaign } from "../campaigns/campaign-store.server.ts";
import { findTailEnd } from "../campaigns/find-tail-end.server.ts";
import type { Partnership, PartnershipActor, PartnershipStatus } from "./partnership.ts";
import { tellCreatorOfEnd } from "./partnership-mails.server.ts";
import { lockPartnership, updatePartnership } from "./partnership-store.server.ts";

export type PartnershipRefusal = "not-found" | "not-running" | "not-active" | "not-paused";

export const partnershipRefusals: Readonly<Record<PartnershipRefusal, string>> = {
  "not-found": "This partnership does not exist.",
  "not-running": "This partnership is not running, so it cannot be ended.",
  "not-active": "Only an active partnership can be paused.",
  "not-paused": "Only a paused partnership can be taken up again.",
};

interface Step {
  readonly action: "partnership.ended" | "partnership.paused" | "partnership.resumed" | "partnership.withdrawn";
  readonly change: (now: Date) => Parameters<typeof updatePartnership>[3];
}

/** Either side ends a running partnership: from now on only the tail earns. A creator may also withdraw an open application. */
export function endPartnership(services: Services, actor: PartnershipActor, partnershipId: string) {
  return takeStep(services, actor, partnershipId, "not-running", ({ status }) => {
    if (status === "active" || status === "paused") {
      return { action: "partnership.ended", change: (now) => ({ status: "ended", endedAt: now }) };
    }
    if (status !== "applied" || actor.side === "brand") return null;
    return { action: "partnership.withdrawn", change: () => ({ status: "declined", declineNote: WITHDRAWN_NOTE }) };
  });
}

export const WITHDRAWN_NOTE = "Withdrawn by the creator.";

/** Asks the creator not to share for now. Link and code go on earning. */
export function pausePartnership(
  services: Services,
  actor: PartnershipActor & { side: "brand" },
  partnershipId: string,
) {
  return takeStep(services, actor, partnershipId, "not-active", ({ status }) =>
    status === "active" ? step("partnership.paused", "paused") : null,
  );
}

export function resumePartnership(
  services: Services,
  actor: PartnershipActor & { side: "brand" },
  partnershipId: string,
) {
  return takeStep(services, actor, partnershipId, "not-paused", ({ status }) =>
    status === "paused" ? step("partnership.resumed", "active") : null,
  );
}

function step(action: Step["action"], status: PartnershipStatus): Step {
  return { action, change: () => ({ status }) };
}

async function takeStep(
  services: Services,
  actor: PartnershipActor,
  partnershipId: string,
  refusal: Exclude<PartnershipRefusal, "not-found">,
  decide: (partnership: Partnership) => Step | null,
): Promise<Outcome<{ readonly status: PartnershipStatus }, PartnershipRefusal>> {
  const brandId =
    actor.side === "brand"
      ? actor.brandId
      : await services.db.inPlatform((tx) => findBrandOfPartnership(tx, actor.creatorId, partnershipId));
  if (!brandId) return refused("not-found");
  return services.db.inBrand(
    brandId,
    async (tx): Promise<Outcome<{ status: PartnershipStatus }, PartnershipRefusal>> => {
      const partnership = await lockPartnership(tx, brandId, partnershipId);
      if (!partnership) return refused("not-found");
      const taken = decide(partnership);
      if (!taken) return refused(refusal);
      const change = taken.change(services.clock.now());
      await updatePartnership(tx, brandId, partnershipId, change);
      if (taken.action === "partnership.ended") {
        await planCodeSyncs(services, tx, brandId, { partnershipId });
        await tellOfEnd(services, tx, partnership, services.clock.now());
      }
      await recordAuditEvent(services, tx, {
        brandId,
        actorUserId: actor.userId,
        action: taken.action,
        subjectId: partnershipId,
        detail: { campaignId: partnership.campaignId, by: actor.side },
      });
      return done({ status: change.status ?? partnership.status });
    },
  );
}

async function tellOfEnd(services: Services, tx: Tx, partnership: Partnership, endedAt: Date): Promise<void> {
  const { brandId, campaignId } = partnership;
  const campaign = await findCampaign(tx, brandId, campaignId);
  if (!campaign) return;
  const tailEndsAt = await findTailEnd(tx, brandId, campaignId, endedAt);
  await tellCreatorOfEnd(services, tx, campaign, partnership, endedAt, tailEndsAt);
}
