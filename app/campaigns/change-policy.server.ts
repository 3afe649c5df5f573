import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandActor } from "./campaign.ts";
import type { PolicyRefusal } from "./campaign-refusal.ts";
import type { PolicyFacts } from "./campaign-draft.ts";
import { lockCampaign } from "./campaign-store.server.ts";
import { describePolicy, isSamePolicy } from "./policy-words.ts";
import { arePartners, insertPolicy, listPolicies, nextPolicyVersion } from "./version-store.server.ts";

/** Adds a version of the attribution policy, in force from now on: earlier sales stay judged by the version of their day. */
export async function changePolicy(
  services: Services,
  actor: BrandActor,
  campaignId: string,
  policy: PolicyFacts,
): Promise<Outcome<{ readonly version: number }, PolicyRefusal>> {
  const { brandId, userId } = actor;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<{ version: number }, PolicyRefusal>> => {
    const campaign = await lockCampaign(tx, brandId, campaignId);
    if (!campaign) return refused("not-found");
    if (campaign.status === "ended") return refused("already-ended");
    const newest = (await listPolicies(tx, brandId, campaignId)).at(-1);
    if (!(await arePartners(tx, brandId, campaignId, policy.exclusivePartnershipIds)))
      return refused("unknown-partner");
    if (newest && isSamePolicy(newest, policy)) return refused("no-change");
    const version = await nextPolicyVersion(tx, brandId, campaignId);
    await insertPolicy(tx, brandId, {
      ...policy,
      id: services.newId(),
      campaignId,
      version,
      inForceFrom: services.clock.now(),
    });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "policy.changed",
      subjectId: campaignId,
      detail: { version, preset: policy.preset, rules: describePolicy(policy, campaign.currency).join(" ") },
    });
    return done({ version });
  });
}
