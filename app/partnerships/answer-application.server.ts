import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { BrandActor } from "../campaigns/campaign.ts";
import { lockCampaign } from "../campaigns/campaign-store.server.ts";
import { activatePartnership, NoDestination } from "./activate-partnership.server.ts";
import type { AnswerRefusal } from "./answer-application.ts";
import { tellCreatorOfApproval, tellCreatorOfDecline } from "./partnership-mails.server.ts";
import { findPartnership, lockPartnership, updatePartnership } from "./partnership-store.server.ts";

export interface ApplicationAnswer {
  readonly partnershipId: string;
  readonly intent: "approve" | "decline";
  /** Required for a decline; the creator reads it. */
  readonly note: string;
}

/** A brand approves an application, which makes link and code, or declines it with a reason. One answer only. */
export async function answerApplication(
  services: Services,
  actor: BrandActor,
  answer: ApplicationAnswer,
): Promise<Outcome<{ readonly status: "active" | "declined" }, AnswerRefusal>> {
  if (answer.intent === "decline" && answer.note === "") return refused("note-missing");
  try {
    return await services.db.inBrand(actor.brandId, (tx) => answerInBrand(services, tx, actor, answer));
  } catch (error) {
    if (error instanceof NoDestination) return refused("destination-not-registered");
    throw error;
  }
}

async function answerInBrand(
  services: Services,
  tx: Tx,
  { brandId, userId }: BrandActor,
  { partnershipId, intent, note }: ApplicationAnswer,
): Promise<Outcome<{ status: "active" | "declined" }, AnswerRefusal>> {
  // The campaign is locked before the partnership, as everywhere: the other order could end in a deadlock.
  const found = await findPartnership(tx, brandId, partnershipId);
  const campaign = found ? await lockCampaign(tx, brandId, found.campaignId) : null;
  const partnership = await lockPartnership(tx, brandId, partnershipId);
  if (!campaign || !partnership) return refused("not-found");
  if (partnership.status !== "applied") return refused("already-answered");
  const now = services.clock.now();
  const status = intent === "approve" ? "active" : "declined";
  if (status === "active") {
    if (campaign.status === "ended" || (campaign.endsAt !== null && campaign.endsAt <= now))
      return refused("campaign-over");
    const { code } = await activatePartnership(services, tx, campaign, partnership);
    await tellCreatorOfApproval(services, tx, campaign, partnership, code);
  } else {
    await updatePartnership(tx, brandId, partnershipId, { status, declineNote: note });
    await tellCreatorOfDecline(services, tx, campaign, partnership, note);
  }
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: status === "active" ? "partnership.approved" : "partnership.declined",
    subjectId: partnershipId,
    detail: { campaignId: campaign.id, creatorId: partnership.creatorId },
  });
  return done({ status });
}
