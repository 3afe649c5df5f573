import type { Tx } from "#db/client.server.ts";
import { compareRules, isStillWhole } from "#app/attribution/compare-rules.ts";
import { describePolicy, policyName } from "#app/campaigns/policy-words.ts";
import { readEvidence } from "#app/sales/read-evidence.server.ts";
import * as store from "./explanation-store.server.ts";
import type { SaleFacts } from "./sale-facts.ts";

/** How a sale was decided: all decisions, who is credited, under which versions of which policies, and what other rules would have said. */
export async function loadDecision(
  tx: Tx,
  brandId: string,
  saleId: string,
  { attributionId, awardId }: { readonly attributionId: string | null; readonly awardId: string | null },
): Promise<Pick<SaleFacts, "decisions" | "credits" | "policies" | "clicks" | "award" | "otherRules">> {
  const decisions = await store.loadDecisions(tx, brandId, saleId);
  const credits = attributionId === null ? [] : await store.loadCredits(tx, brandId, attributionId);
  const candidates = decisions[0]?.candidates ?? [];
  const policyIds = [...candidates, ...credits].flatMap(({ policyId }) => policyId ?? []);
  const policies = await store.loadPolicies(tx, brandId, [...new Set(policyIds)]);
  const evidence = await readEvidence(tx, brandId, saleId);
  const isWhole = evidence !== null && decisions.length > 0 && isStillWhole(evidence, candidates);
  return {
    decisions,
    credits,
    policies: policies.map(({ policy, campaignName, currency, replayNumber, replayReason }) => ({
      id: policy.id,
      campaignName,
      version: policy.version,
      preset: policy.preset,
      name: policyName(policy),
      sentences: describePolicy(policy, currency),
      inForceFrom: policy.inForceFrom,
      appliedBy:
        replayNumber === null || policy.inForceUntil === null
          ? null
          : { replayNumber, reason: replayReason ?? "", lastDay: new Date(policy.inForceUntil.getTime() - 1) },
    })),
    clicks: await store.loadClicks(tx, brandId, candidates),
    award: awardId === null ? null : await store.loadAward(tx, brandId, awardId),
    otherRules: isWhole ? compareRules(evidence, credits) : null,
  };
}
