import { listMembers } from "#app/access/member-store.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Campaign } from "../campaigns/campaign.ts";
import { findSides } from "./partnership-store.server.ts";

interface PartnershipOf {
  readonly id: string;
  readonly creatorId: string;
}

/** To everybody of the brand who may answer. */
export async function tellBrandOfApplication(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  creatorId: string,
): Promise<void> {
  const { brandSlug, creatorName } = await findSides(tx, campaign.brandId, creatorId);
  const members = await listMembers(tx, campaign.brandId);
  for (const { email } of members.filter(({ role }) => reachesRole(role, "manager"))) {
    await enqueueMail(services, tx, "application-received", email, {
      brandSlug,
      creatorName,
      campaignName: campaign.name,
    });
  }
}

export async function tellCreatorOfApproval(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  partnership: PartnershipOf,
  code: string,
) {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, campaign.brandId, partnership.creatorId);
  const props = { creatorName, brandName, campaignName: campaign.name, partnershipId: partnership.id, code };
  await enqueueMail(services, tx, "partnership-approved", creatorEmail, props);
}

export async function tellCreatorOfDecline(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  partnership: PartnershipOf,
  note: string,
) {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, campaign.brandId, partnership.creatorId);
  await enqueueMail(services, tx, "application-declined", creatorEmail, {
    creatorName,
    brandName,
    campaignName: campaign.name,
    note,
  });
}

/** The brand took a code back: the creator gets the new one, and until when the old one counts. */
export async function tellCreatorOfRotation(
  services: Services,
  tx: Tx,
  brandId: string,
  partnership: PartnershipOf,
  rotation: { readonly oldCode: string; readonly newCode: string; readonly creditsUntil: Date; readonly now: Date },
): Promise<void> {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, brandId, partnership.creatorId);
  const { oldCode, newCode, creditsUntil, now } = rotation;
  await enqueueMail(services, tx, "code-rotated", creatorEmail, {
    ...{ creatorName, brandName, partnershipId: partnership.id, oldCode, newCode },
    creditsUntil: creditsUntil > now ? creditsUntil.toISOString() : null,
  });
}

export async function tellCreatorOfEnd(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  partnership: PartnershipOf,
  endedAt: Date,
  tailEndsAt: Date,
): Promise<void> {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, campaign.brandId, partnership.creatorId);
  await enqueueMail(services, tx, "partnership-ended", creatorEmail, {
    creatorName,
    brandName,
    campaignName: campaign.name,
    partnershipId: partnership.id,
    endedAt: endedAt.toISOString(),
    tailEndsAt: tailEndsAt.toISOString(),
  });
}

export async function tellCreatorOfTerms(
  services: Services,
  tx: Tx,
  campaign: Campaign,
  partner: { readonly partnershipId: string; readonly creatorId: string },
  changes: string[],
  inForceFrom: Date,
): Promise<void> {
  const { creatorEmail, creatorName, brandName } = await findSides(tx, campaign.brandId, partner.creatorId);
  await enqueueMail(services, tx, "terms-changed", creatorEmail, {
    creatorName,
    brandName,
    campaignName: campaign.name,
    partnershipId: partner.partnershipId,
    changes,
    inForceFrom: inForceFrom.toISOString(),
  });
}
