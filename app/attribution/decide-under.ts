import { decideCredit } from "./decide-credit.ts";
import type { Credit, Decision } from "./decision.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import type { PolicyRules } from "./policy.ts";
import { policyInForce } from "./policy-in-force.ts";
import type { SaleEvidence } from "./sale-evidence.ts";

/**
 * What the decision on a sale would have been under other rules, whatever versions were in force: nothing stored is touched by it.
 * Credits and candidates go on naming the version that did judge, so that the two decisions can be laid side by side.
 *
 * @param campaignIds the campaigns that take the other rules; all of them when not given.
 */
export function decideUnder(evidence: SaleEvidence, rules: PolicyRules, campaignIds?: readonly string[]): Decision {
  return decideCredit(withRules(evidence, rules, campaignIds));
}

/** The credits of `decideUnder` without its words: for what-ifs over many sales. */
export function creditsUnder(
  evidence: SaleEvidence,
  rules: PolicyRules,
  campaignIds?: readonly string[],
): readonly Credit[] {
  return judgeEvidence(withRules(evidence, rules, campaignIds)).credits;
}

function withRules(evidence: SaleEvidence, rules: PolicyRules, campaignIds?: readonly string[]): SaleEvidence {
  const partnerships = evidence.partnerships.map((partnership) => {
    if (campaignIds && !campaignIds.includes(partnership.campaignId)) return partnership;
    const { id, campaignId, version, inForceFrom } = policyInForce(partnership.policies, evidence.placedAt);
    return { ...partnership, policies: [{ ...rules, id, campaignId, version, inForceFrom }] };
  });
  return { ...evidence, partnerships };
}
