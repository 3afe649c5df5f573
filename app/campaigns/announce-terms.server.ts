import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { listRunningPartners, type RunningPartner } from "../partnerships/partnership-store.server.ts";
import { tellCreatorOfTerms } from "../partnerships/partnership-mails.server.ts";
import type { BrandActor, Campaign, CampaignTerms } from "./campaign.ts";
import type { AnnounceRefusal } from "./campaign-refusal.ts";
import { findCampaign, lockCampaign } from "./campaign-store.server.ts";
import { isSame, paysAnything, planTerms, promisedTerms, type TermsFacts, type TermsPlan } from "./notice-rule.ts";
import { termsInForce } from "./terms-in-force.ts";
import { describeChanges } from "./terms-words.ts";
import { insertTerms, listTerms } from "./version-store.server.ts";

export interface Announcement {
  readonly campaignId: string;
  readonly terms: TermsFacts;
  /** The newest version the brand saw: an announcement made on an older screen is refused. */
  readonly afterVersion: number;
}

export interface TermsPreview extends TermsPlan {
  readonly announcedAt: Date;
  /** The version running partnerships earn by now. */
  readonly current: CampaignTerms;
  /** The newest version, which new partnerships accept; equal to `current` while nothing is pending. */
  readonly newest: CampaignTerms;
  readonly partners: readonly Pick<RunningPartner, "partnershipId" | "creatorName">[];
}

/** What an announcement would do, and to whom, without doing it. */
export async function previewTerms(
  services: Services,
  brandId: string,
  announcement: Announcement,
): Promise<Outcome<TermsPreview, AnnounceRefusal>> {
  const judged = await services.db.inBrand(brandId, (tx) => judge(services, tx, brandId, announcement, "read"));
  if (!judged.ok) return judged;
  const { inForceFrom, worsenings, announcedAt, current, newest, partners } = judged.value;
  const plan = { inForceFrom, worsenings, announcedAt, current, newest };
  // The brand sees names; the addresses stay here.
  return done({
    ...plan,
    partners: partners.map(({ partnershipId, creatorName }) => ({ partnershipId, creatorName })),
  });
}

/** Adds a version of the terms. When it comes into force for running partnerships is the notice rule's doing. */
export async function announceTerms(
  services: Services,
  actor: BrandActor,
  announcement: Announcement,
): Promise<Outcome<CampaignTerms, AnnounceRefusal>> {
  const { brandId, userId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<CampaignTerms, AnnounceRefusal>> => {
    const judged = await judge(services, tx, brandId, announcement, "lock");
    if (!judged.ok) return judged;
    const { inForceFrom, announcedAt, newest, worsenings } = judged.value;
    const { campaignId } = announcement;
    const terms: CampaignTerms = {
      ...announcement.terms,
      id: services.newId(),
      campaignId,
      version: newest.version + 1,
      announcedAt,
      inForceFrom,
    };
    await insertTerms(tx, brandId, terms);
    for (const partner of judged.value.partners) await tellPartner(services, tx, judged.value, partner, terms);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "terms.announced",
      subjectId: campaignId,
      detail: { version: terms.version, inForceFrom: inForceFrom.toISOString(), worseIn: worsenings.join(",") },
    });
    return done(terms);
  });
}

/** Each partner reads what changes for them: who joined after an earlier announcement already earns by that one. */
async function tellPartner(
  services: Services,
  tx: Tx,
  { campaign, versions, announcedAt }: Judged,
  partner: RunningPartner,
  terms: CampaignTerms,
) {
  const current = termsInForce(versions, partner.acceptedTermsVersion, announcedAt);
  const changes = current ? describeChanges(current, terms) : [];
  if (changes.length === 0) return;
  await tellCreatorOfTerms(services, tx, campaign, partner, changes, terms.inForceFrom);
}

interface Judged extends TermsPreview {
  readonly partners: readonly RunningPartner[];
  readonly campaign: Campaign;
  readonly versions: readonly CampaignTerms[];
}

async function judge(
  services: Services,
  tx: Tx,
  brandId: string,
  { campaignId, terms, afterVersion }: Announcement,
  access: "read" | "lock",
): Promise<Outcome<Judged, AnnounceRefusal>> {
  const campaign = await (access === "lock" ? lockCampaign : findCampaign)(tx, brandId, campaignId);
  if (!campaign) return refused("not-found");
  if (campaign.status === "draft") return refused("not-published");
  if (campaign.status === "ended") return refused("already-ended");
  const versions = await listTerms(tx, brandId, campaignId);
  const newest = versions.at(-1);
  if (newest?.version !== afterVersion) return refused("changed-meanwhile");
  if (isSame(newest, terms)) return refused("no-change");
  if (!paysAnything(terms)) return refused("pays-nothing");
  const announcedAt = services.clock.now();
  const current = promisedTerms(versions, announcedAt);
  const partners = await listRunningPartners(tx, brandId, campaignId);
  return done({
    ...planTerms(versions, terms, announcedAt),
    announcedAt,
    current,
    newest,
    partners,
    campaign,
    versions,
  });
}
