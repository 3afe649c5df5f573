import type { Candidate, Credit, Decision, DecisionRule, Verdict } from "./decision.ts";
import { explainLate, explainLoser, explainShutOut, explainWinner, withTime } from "./explain-touch.ts";
import { creditsInWords } from "./gather-credits.ts";
import { candidateOfAward, explainAwarded, sentenceOfAward } from "./award-credit.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import type { Touch } from "./judge-touch.ts";
import type { Picks } from "./pick-winner.ts";
import { isSharing } from "./policy.ts";
import { ruleInWords } from "./rule-in-words.ts";
import type { SaleEvidence } from "./sale-evidence.ts";

/**
 * Decides who is credited with one sale, from all the evidence about it, and says why: a verdict and a sentence for every candidate,
 * the rule that decided and the whole in one sentence. Each touch is judged by its own campaign's policy in force at the sale; inside a
 * campaign its policy picks the winner or those who share, between campaigns the latest touch wins. A sale that the brand itself awarded is
 * the awarded creator's before any rule. The order of the evidence never matters.
 */
export function decideCredit(evidence: SaleEvidence): Decision {
  const { verdicts, picked, awarded, credits } = judgeEvidence(evidence);
  const candidates = verdicts.map(({ touch, refusal }): Candidate => {
    if (refusal) return candidateOf(touch, refusal.verdict, refusal.sentence);
    if (awarded) return candidateOf(touch, "outranked", explainAwarded(touch, awarded));
    return eligibleCandidateOf(touch, picked, evidence);
  });
  const unknown = unknownCandidatesOf(evidence);
  if (awarded) {
    return {
      rule: "awarded",
      sentence: sentenceOfAward(awarded),
      credits,
      candidates: [...candidates, ...unknown, candidateOfAward(awarded)].sort(byTime),
    };
  }
  return {
    rule: ruleOf(picked, candidates.length > 0),
    sentence: sentenceOf(picked, credits, candidates, evidence),
    credits,
    candidates: [...candidates, ...unknown].sort(byTime),
  };
}

function eligibleCandidateOf(touch: Touch, picked: Picks, { placedAt, checkoutStartedAt }: SaleEvidence): Candidate {
  const { winner, picks, shares, late, shutOut } = picked;
  if (!winner) throw new RangeError("An eligible touch without a winner.");
  const shareBps = shares.get(touch);
  if (shareBps !== undefined) {
    const candidate = candidateOf(touch, "credited", explainWinner(touch, shareBps, placedAt));
    return shares.size > 1 ? { ...candidate, shareBps } : candidate;
  }
  const isOwn = [...shares.keys()].some(({ partnership }) => partnership.id === touch.partnership.id);
  if (late.has(touch) && checkoutStartedAt && !isOwn)
    return candidateOf(touch, "late-click", explainLate(touch, checkoutStartedAt));
  const rival = shutOut.get(touch);
  if (rival) return candidateOf(touch, "shut-out", explainShutOut(touch, rival, placedAt));
  const pick = picks.get(touch.partnership.campaignId) ?? winner;
  return candidateOf(touch, "outranked", explainLoser(touch, pick, { ...picked, winner }, placedAt));
}

function candidateOf(touch: Touch, verdict: Verdict, sentence: string): Candidate {
  return {
    kind: touch.kind,
    evidence: touch.evidence,
    occurredAt: touch.occurredAt.toISOString(),
    placement: touch.placement,
    partnershipId: touch.partnership.id,
    campaignId: touch.partnership.campaignId,
    creatorId: touch.partnership.creatorId,
    creatorName: touch.partnership.creatorName,
    verdict,
    sentence,
    policyId: touch.policy.id,
    preset: touch.policy.preset,
    ...(touch.joinedBy ? { joinedBy: touch.joinedBy } : {}),
  };
}

/** Evidence that leads to nobody. It is listed, so that a creator sees it was looked at, and it never erases a touch. */
function unknownCandidatesOf(evidence: SaleEvidence): Candidate[] {
  const nobody = {
    placement: "",
    partnershipId: null,
    campaignId: null,
    creatorId: null,
    creatorName: null,
    policyId: null,
    preset: null,
  };
  const codes = evidence.codes.filter(({ partnershipId }) => partnershipId === null);
  return [
    ...codes.map(({ entered }): Candidate => ({
      ...nobody,
      kind: "code",
      evidence: entered,
      occurredAt: evidence.placedAt.toISOString(),
      verdict: "unknown-code",
      sentence: `The code ${entered} belongs to no creator. It takes nothing away from anyone's click.`,
    })),
    ...evidence.unknownClickIds.map((id): Candidate => ({
      ...nobody,
      kind: "click",
      evidence: id,
      occurredAt: null,
      verdict: "unknown-click",
      sentence: "The order names a click that no link of this brand recorded.",
    })),
  ];
}

/** @param hasTouches something leads to a creator, whether it may earn or not. */
export function ruleOf({ winner, picks }: Picks, hasTouches: boolean): DecisionRule {
  if (winner) return picks.size > 1 ? "latest-campaign" : winner.policy.preset;
  return hasTouches ? "no-eligible-touch" : "no-touch";
}

function sentenceOf(
  { winner, picks, shares }: Picks,
  credits: readonly Credit[],
  candidates: readonly Candidate[],
  evidence: SaleEvidence,
): string {
  if (winner && isSharing(winner.policy) && credits.length > 1) {
    return `Credited to ${creditsInWords(credits, [...shares.keys()])}: ${ruleInWords(winner.policy)}.`;
  }
  if (winner) {
    const because = withTime(winner, evidence.placedAt, "their");
    const rule = picks.size > 1 ? "between campaigns the latest touch wins" : ruleInWords(winner.policy);
    return `Credited to ${winner.partnership.creatorName}: ${because}; ${rule}.`;
  }
  if (candidates.length > 0) {
    const count = candidates.length === 1 ? "One touch was found" : `${candidates.length} touches were found`;
    return `Credited to nobody: ${count}, but none that may earn.`;
  }
  const isForeign = evidence.codes.length > 0 || evidence.unknownClickIds.length > 0;
  return isForeign
    ? "Credited to nobody: the codes and clicks on the order belong to no creator of this brand."
    : "Credited to nobody: no creator's code, click or earlier customer leads to this sale.";
}

function byTime(one: Candidate, other: Candidate): number {
  return (
    compareText(one.occurredAt ?? NO_TIME, other.occurredAt ?? NO_TIME) ||
    compareText(one.kind, other.kind) ||
    compareText(one.evidence, other.evidence) ||
    compareText(one.partnershipId ?? "", other.partnershipId ?? "")
  );
}

/** Sorts behind every instant in ISO 8601. */
const NO_TIME = "~";

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
