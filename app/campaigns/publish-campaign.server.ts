import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { listBrandHosts } from "#app/links/link-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandActor } from "./campaign.ts";
import { lockCampaign, updateCampaign } from "./campaign-store.server.ts";
import { findGaps, type Gap } from "./find-gaps.ts";
import { listTerms } from "./version-store.server.ts";

export type PublishOutcome =
  | Outcome<null, "not-found" | "not-a-draft">
  | { readonly ok: false; readonly refusal: "not-ready"; readonly gaps: readonly Gap[] };

/** Shows a draft to creators, once nothing is missing. Not ready: `gaps` names everything at once. */
export async function publishCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
): Promise<PublishOutcome> {
  const { brandId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<PublishOutcome> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status !== "draft") return refused("not-a-draft");
    const now = services.clock.now();
    const terms = (await listTerms(tx, brandId, campaignId)).at(-1);
    const hosts = await listBrandHosts(tx, brandId);
    const gaps = terms
      ? findGaps(campaign, terms, { hosts, allowsLoopback: services.isDemo }, now)
      : ["terms" as const];
    if (gaps.length > 0) return { ok: false, refusal: "not-ready", gaps };
    await updateCampaign(tx, brandId, campaignId, { status: "published", publishedAt: now }, now);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: actor.userId,
      action: "campaign.published",
      subjectId: campaignId,
      detail: { termsVersion: terms?.version ?? null },
    });
    return done(null);
  });
}
