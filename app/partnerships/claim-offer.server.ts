import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { findBrandOfCampaign, lockCampaign } from "../campaigns/campaign-store.server.ts";
import { listTerms } from "../campaigns/version-store.server.ts";
import { activatePartnership, NoDestination } from "./activate-partnership.server.ts";
import type { ClaimRefusal, OfferClaim } from "./claim-offer.ts";
import type { Partnership } from "./partnership.ts";
import { tellBrandOfApplication } from "./partnership-mails.server.ts";
import { findPartnershipOf, insertPartnership } from "./partnership-store.server.ts";

export interface Claimed {
  readonly partnershipId: string;
  readonly status: "active" | "applied";
}

/**
 * A creator takes an offer. At once: the partnership is active, with link and code made in the same transaction. By approval: it is an
 * application. Either way the terms they saw are the terms they agreed to. Two claims at once make one partnership.
 */
export async function claimOffer(services: Services, claim: OfferClaim): Promise<Outcome<Claimed, ClaimRefusal>> {
  const brandId = await services.db.inPlatform((tx) => findBrandOfCampaign(tx, claim.campaignId));
  if (!brandId) return refused("not-found");
  try {
    return await services.db.inBrand(brandId, (tx) => claimInBrand(services, tx, brandId, claim));
  } catch (error) {
    if (error instanceof NoDestination) return refused("destination-not-registered");
    throw error;
  }
}

async function claimInBrand(
  services: Services,
  tx: Tx,
  brandId: string,
  claim: OfferClaim,
): Promise<Outcome<Claimed, ClaimRefusal>> {
  const { campaignId, creatorId, userId, message } = claim;
  const campaign = await lockCampaign(tx, brandId, campaignId);
  if (!campaign) return refused("not-found");
  const existing = await findPartnershipOf(tx, brandId, campaignId, creatorId);
  if (existing) return refused(refusalFor(existing));
  const now = services.clock.now();
  const closed = whyClosed(campaign, now);
  if (closed) return refused(closed);
  const newest = (await listTerms(tx, brandId, campaignId)).at(-1);
  if (newest?.version !== claim.termsVersion) return refused("terms-changed");
  const isAtOnce = campaign.claimMode === "at-once";
  if (!isAtOnce && message === "") return refused("message-missing");
  const partnership: Partnership = {
    brandId,
    id: services.newId(),
    campaignId,
    creatorId,
    status: "applied",
    acceptedTermsVersion: newest.version,
    message,
    createdAt: now,
    activatedAt: null,
    endedAt: null,
    declineNote: null,
  };
  if ((await insertPartnership(tx, partnership)) === "exists") return refused("already-partnered");
  if (isAtOnce) await activatePartnership(services, tx, campaign, partnership);
  else await tellBrandOfApplication(services, tx, campaign, creatorId);
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: isAtOnce ? "partnership.claimed" : "partnership.applied",
    subjectId: partnership.id,
    detail: { campaignId, creatorId, termsVersion: newest.version },
  });
  return done({ partnershipId: partnership.id, status: isAtOnce ? "active" : "applied" });
}

function refusalFor(existing: Partnership): ClaimRefusal {
  if (existing.status === "applied") return "application-waiting";
  if (existing.status === "declined") return "declined-before";
  return existing.status === "ended" ? "ended-before" : "already-partnered";
}

/** Why a campaign takes nobody now; null when it does. */
function whyClosed(campaign: Campaign, now: Date): ClaimRefusal | null {
  if (campaign.status === "ended" || (campaign.endsAt !== null && campaign.endsAt <= now)) return "over";
  if (campaign.status !== "published") return "not-open";
  return campaign.startsAt > now ? "not-started" : null;
}
