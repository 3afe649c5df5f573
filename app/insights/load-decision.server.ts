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
  // Together, so that they travel to the database and back together.
  const [decisions, credits, evidence, award] = await Promise.all([
    store.loadDecisions(tx, brandId, saleId),
    attributionId === null ? [] : store.loadCredits(tx, brandId, attributionId),
    readEvidence(tx, brandId, saleId),
    awardId === null ? null : store.loadAward(tx, brandId, awardId),
  ]);
  const candidates = decisions[0]?.candidates ?? [];
  const policyIds = [...candidates, ...credits].flatMap(({ policyId }) => policyId ?? []);
  const [policies, clicks] = await Promise.all([
    store.loadPolicies(tx, brandId, [...new Set(policyIds)]),
    store.loadClicks(tx, brandId, candidates),
  ]);
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
    clicks,
    award,
    otherRules: isWhole ? compareRules(evidence, credits) : null,
  };
}
