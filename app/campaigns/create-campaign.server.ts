import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandActor } from "./campaign.ts";
import type { CampaignDraft } from "./campaign-draft.ts";
import { insertCampaign, saveProducts } from "./campaign-store.server.ts";
import { insertPolicy, insertTerms } from "./version-store.server.ts";

/** Keeps a new campaign as a draft with the first version of its terms and policy. Only the brand sees it. */
export async function createCampaign(
  services: Services,
  actor: BrandActor,
  draft: CampaignDraft,
): Promise<{ readonly campaignId: string }> {
  const { brandId } = actor;
  const campaignId = services.newId();
  return services.db.inBrand(brandId, async (tx) => {
    const now = services.clock.now();
    await insertCampaign(tx, {
      ...draft.facts,
      brandId,
      id: campaignId,
      status: "draft",
      pauseReason: null,
      publishedAt: null,
      endedAt: null,
      createdAt: now,
      updatedAt: now,
    });
    await saveProducts(tx, brandId, campaignId, draft.products);
    const version = { id: services.newId(), campaignId, version: 1, inForceFrom: now };
    await insertTerms(tx, brandId, { ...version, ...draft.terms, announcedAt: now });
    await insertPolicy(tx, brandId, { ...version, id: services.newId(), ...draft.policy });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: actor.userId,
      action: "campaign.created",
      subjectId: campaignId,
      detail: { name: draft.facts.name },
    });
    return { campaignId };
  });
}
