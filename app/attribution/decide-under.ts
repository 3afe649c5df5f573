import { decideCredit } from "./decide-credit.ts";
import type { Credit, Decision } from "./decision.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import type { PolicyRules } from "./policy.ts";
import { policyInForce } from "./policy-in-force.ts";
import type { SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

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

/** A partnership whose campaign was judged by these rules all along. For what-ifs that meet the same partnership in many sales. */
export function partnershipUnder(partnership: TouchedPartnership, rules: PolicyRules): TouchedPartnership {
  const { id, campaignId, version, inForceFrom } = policyInForce(partnership.policies, NEVER);
  return { ...partnership, policies: [{ ...rules, id, campaignId, version, inForceFrom }] };
}

/** Before every version: only the rules count, not which version they stand in for. */
const NEVER = new Date(0);

function withRules(evidence: SaleEvidence, rules: PolicyRules, campaignIds?: readonly string[]): SaleEvidence {
  const partnerships = evidence.partnerships.map((partnership) => {
    if (campaignIds && !campaignIds.includes(partnership.campaignId)) return partnership;
    const { id, campaignId, version, inForceFrom } = policyInForce(partnership.policies, evidence.placedAt);
    return { ...partnership, policies: [{ ...rules, id, campaignId, version, inForceFrom }] };
  });
  return { ...evidence, partnerships };
}
