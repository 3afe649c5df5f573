import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandActor } from "./campaign.ts";
import type { PauseRefusal, ResumeRefusal } from "./campaign-refusal.ts";
import { lockCampaign, sumSpent, updateCampaign } from "./campaign-store.server.ts";

/** Takes no new creators from now on. Running links and codes go on earning. */
export async function pauseCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
): Promise<Outcome<null, PauseRefusal>> {
  const { brandId, userId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, PauseRefusal>> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status !== "published") return refused("not-published");
    await updateCampaign(tx, brandId, campaignId, { status: "paused", pauseReason: "brand" }, services.clock.now());
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "campaign.paused",
      subjectId: campaignId,
    });
    return done(null);
  });
}

/** Takes creators again. A used-up budget has to be raised first. */
export async function resumeCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
): Promise<Outcome<null, ResumeRefusal>> {
  const { brandId, userId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, ResumeRefusal>> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status !== "paused") return refused("not-paused");
    const now = services.clock.now();
    if (campaign.endsAt !== null && campaign.endsAt <= now) return refused("dates-over");
    const isUsedUp = campaign.budgetMinor !== null && (await sumSpent(tx, brandId, campaignId)) >= campaign.budgetMinor;
    if (isUsedUp) return refused("budget-used-up");
    await updateCampaign(tx, brandId, campaignId, { status: "published", pauseReason: null }, now);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "campaign.resumed",
      subjectId: campaignId,
    });
    return done(null);
  });
}
