import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { planCodeSyncs } from "#app/links/plan-code-syncs.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { BrandActor, Campaign } from "./campaign.ts";
import type { EndRefusal } from "./campaign-refusal.ts";
import { lockCampaign, updateCampaign } from "./campaign-store.server.ts";
import { tellCreatorOfDecline, tellCreatorOfEnd } from "../partnerships/partnership-mails.server.ts";
import {
  CAMPAIGN_OVER_NOTE,
  closePartnershipsOf,
  listRunningPartners,
} from "../partnerships/partnership-store.server.ts";
import { findTailEnd } from "./find-tail-end.server.ts";

/** Ends a campaign now: nobody can claim it, its partnerships end with it, and the tail of its policy begins. */
export async function endCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
): Promise<Outcome<null, EndRefusal>> {
  const { brandId, userId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, EndRefusal>> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status === "draft") return refused("not-published");
    if (campaign.status === "ended") return refused("already-ended");
    await saveEnd(services, tx, campaign, services.clock.now(), userId);
    return done(null);
  });
}

/** Ends a campaign whose last day is over, as of the end of that day. Does nothing when it was ended or prolonged meanwhile. */
export async function endDueCampaign(services: Services, brandId: string, campaignId: string): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    const isRunning = campaign?.status === "published" || campaign?.status === "paused";
    if (!campaign || !isRunning || campaign.endsAt === null || campaign.endsAt > services.clock.now()) return;
    await saveEnd(services, tx, campaign, campaign.endsAt, null);
  });
}

async function saveEnd(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  endedAt: Date,
  userId: string | null,
): Promise<void> {
  const { brandId, id } = campaign;
  await updateCampaign(tx, brandId, id, { status: "ended", pauseReason: null, endedAt }, services.clock.now());
  const partners = await listRunningPartners(tx, brandId, id);
  await closePartnershipsOf(tx, brandId, id, endedAt);
  await planCodeSyncs(services, tx, brandId, { campaignId: id });
  const tailEndsAt = await findTailEnd(tx, brandId, id, endedAt);
  for (const partner of partners) {
    if (partner.status === "applied")
      await tellCreatorOfDecline(services, tx, campaign, { ...partner, id: partner.partnershipId }, CAMPAIGN_OVER_NOTE);
    else await tellCreatorOfEnd(services, tx, campaign, { ...partner, id: partner.partnershipId }, endedAt, tailEndsAt);
  }
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "campaign.ended",
    subjectId: id,
    detail: { partnershipsConcerned: partners.length },
  });
}
