import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { listBrandHosts } from "#app/links/link-store.server.ts";
import { planCodeSyncs } from "#app/links/plan-code-syncs.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { BrandActor } from "./campaign.ts";
import type { EditRefusal } from "./campaign-refusal.ts";
import type { CampaignDraft } from "./campaign-draft.ts";
import type { PublishedEdit } from "./campaign-form.ts";
import { lockCampaign, saveProducts, sumSpent, updateCampaign } from "./campaign-store.server.ts";
import { isFallbackRegistered } from "./find-gaps.ts";
import { judgeEdit } from "./judge-edit.ts";
import { isSame } from "./notice-rule.ts";
import { isSamePolicy } from "./policy-words.ts";
import { insertPolicy, insertTerms, listPolicies, listTerms, nextPolicyVersion } from "./version-store.server.ts";

/** Replaces everything a draft says. Terms and policy that differ become further versions, in force at once: nobody was promised others. */
export async function editCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
  draft: CampaignDraft,
): Promise<Outcome<null, "not-found" | "not-a-draft">> {
  const { brandId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, "not-found" | "not-a-draft">> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status !== "draft") return refused("not-a-draft");
    await updateCampaign(tx, brandId, campaignId, draft.facts, services.clock.now());
    await saveProducts(tx, brandId, campaignId, draft.products);
    await saveDraftVersions(services, tx, brandId, campaignId, draft);
    await recordEdit(services, tx, actor, campaignId);
    return done(null);
  });
}

async function saveDraftVersions(
  services: Services,
  tx: Tx,
  brandId: string,
  campaignId: string,
  draft: CampaignDraft,
) {
  const now = services.clock.now();
  const terms = (await listTerms(tx, brandId, campaignId)).at(-1);
  if (!terms || !isSame(terms, draft.terms)) {
    const version = (terms?.version ?? 0) + 1;
    await insertTerms(tx, brandId, {
      ...draft.terms,
      id: services.newId(),
      campaignId,
      version,
      announcedAt: now,
      inForceFrom: now,
    });
  }
  const policy = (await listPolicies(tx, brandId, campaignId)).at(-1);
  if (!policy || !isSamePolicy(policy, draft.policy)) {
    const version = await nextPolicyVersion(tx, brandId, campaignId);
    await insertPolicy(tx, brandId, { ...draft.policy, id: services.newId(), campaignId, version, inForceFrom: now });
  }
}

/** Changes what stays open after publishing. A higher budget starts a campaign again that stood still because it was used up. */
export async function editPublishedCampaign(
  services: Services,
  actor: BrandActor,
  campaignId: string,
  edit: PublishedEdit,
): Promise<Outcome<null, EditRefusal | "not-found">> {
  const { brandId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, EditRefusal | "not-found">> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    const now = services.clock.now();
    const spentMinor = await sumSpent(tx, brandId, campaignId);
    const refusal = judgeEdit(campaign, edit, spentMinor, now);
    if (refusal) return refused(refusal);
    const rules = { hosts: await listBrandHosts(tx, brandId), allowsLoopback: services.isDemo };
    if (!isFallbackRegistered(edit.fallbackUrl, rules)) return refused("fallback-not-registered");
    const hasBudget = edit.budgetMinor === null || edit.budgetMinor > spentMinor;
    const resumes = campaign.status === "paused" && campaign.pauseReason === "budget" && hasBudget;
    const { products, ...facts } = edit;
    const change = { ...facts, ...(resumes ? ({ status: "published", pauseReason: null } as const) : {}) };
    await updateCampaign(tx, brandId, campaignId, change, now);
    await saveProducts(tx, brandId, campaignId, products);
    await planCodeSyncs(services, tx, brandId, { campaignId });
    await recordEdit(services, tx, actor, campaignId);
    return done(null);
  });
}

async function recordEdit(services: Services, tx: Tx, actor: BrandActor, campaignId: string): Promise<void> {
  const { brandId, userId } = actor;
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "campaign.edited",
    subjectId: campaignId,
  });
}
