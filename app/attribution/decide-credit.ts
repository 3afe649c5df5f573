import { WHOLE_BPS } from "../kit/money.ts";
import type { Candidate, Credit, Decision, DecisionRule, Verdict } from "./decision.ts";
import { explainLoser, explainWinner, withTime } from "./explain-touch.ts";
import { judgeTouch, type Touch } from "./judge-touch.ts";
import { pickWinner, presetRules, type Picks } from "./pick-winner.ts";
import { policyInForce } from "./policy-in-force.ts";
import type { SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";

/**
 * Decides who is credited with one sale, from all the evidence about it, and says why: a verdict and a sentence for every candidate,
 * the rule that decided and the whole in one sentence. Each touch is judged by its own campaign's policy in force at the sale; inside a
 * campaign its preset picks the winner, between campaigns the latest touch wins. The order of the evidence never matters.
 */
export function decideCredit(evidence: SaleEvidence): Decision {
  const touches = touchesOf(evidence);
  const verdicts = touches.map((touch) => ({ touch, refusal: judgeTouch(touch, evidence.placedAt) }));
  const eligible = verdicts.filter(({ refusal }) => refusal === null).map(({ touch }) => touch);
  const picked = pickWinner(eligible);
  const candidates = verdicts.map(({ touch, refusal }): Candidate => {
    if (refusal) return candidateOf(touch, refusal.verdict, refusal.sentence);
    return eligibleCandidateOf(touch, picked, evidence.placedAt);
  });
  return {
    rule: ruleOf(picked, candidates),
    sentence: sentenceOf(picked, candidates, evidence),
    credits: picked.winner ? [creditOf(picked.winner, eligible)] : [],
    candidates: [...candidates, ...unknownCandidatesOf(evidence)].sort(byTime),
  };
}

function touchesOf(evidence: SaleEvidence): Touch[] {
  const known = new Map(evidence.partnerships.map((partnership) => [partnership.id, partnership]));
  const touch = (id: string, rest: Omit<Touch, "partnership" | "policy">): Touch[] => {
    const partnership: TouchedPartnership | undefined = known.get(id);
    if (!partnership) throw new RangeError(`The evidence names partnership ${id} but does not describe it.`);
    return [{ ...rest, partnership, policy: policyInForce(partnership.policies, evidence.placedAt) }];
  };
  const { codes, clicks, binding, placedAt } = evidence;
  return [
    ...codes.flatMap(({ entered, partnershipId, creditsUntil }) =>
      partnershipId === null
        ? []
        : touch(partnershipId, {
            kind: "code",
            evidence: entered,
            occurredAt: placedAt,
            placement: "",
            clickClass: null,
            creditsUntil,
          }),
    ),
    ...clicks.flatMap((click) =>
      touch(click.partnershipId, {
        kind: "click",
        evidence: click.id,
        occurredAt: click.occurredAt,
        placement: click.placement,
        clickClass: click.class,
        creditsUntil: null,
      }),
    ),
    ...(binding === null
      ? []
      : touch(binding.partnershipId, {
          kind: "binding",
          evidence: binding.saleId,
          occurredAt: binding.occurredAt,
          placement: "",
          clickClass: null,
          creditsUntil: null,
        })),
  ];
}

function eligibleCandidateOf(touch: Touch, { winner, picks }: Picks, placedAt: Date): Candidate {
  if (!winner) throw new RangeError("An eligible touch without a winner.");
  if (touch === winner) return candidateOf(touch, "credited", explainWinner(touch, placedAt));
  const pick = picks.get(touch.partnership.campaignId) ?? winner;
  return candidateOf(touch, "outranked", explainLoser(touch, pick, winner, placedAt));
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

/** The placement comes from the winner's click, or from the latest eligible click of the same partnership (Commission Factory). */
function creditOf(winner: Touch, eligible: readonly Touch[]): Credit {
  const ownClicks = eligible.filter(
    (touch) => touch.kind === "click" && touch.partnership.id === winner.partnership.id,
  );
  const click = winner.kind === "click" ? winner : ownClicks.sort(presetRules["click-wins"].precedence)[0];
  return {
    partnershipId: winner.partnership.id,
    shareBps: WHOLE_BPS,
    policyId: winner.policy.id,
    touchKind: winner.kind,
    placement: click?.placement ?? "",
  };
}

function ruleOf({ winner, picks }: Picks, candidates: readonly Candidate[]): DecisionRule {
  if (winner) return picks.size > 1 ? "latest-campaign" : winner.policy.preset;
  return candidates.length > 0 ? "no-eligible-touch" : "no-touch";
}

function sentenceOf({ winner, picks }: Picks, candidates: readonly Candidate[], evidence: SaleEvidence): string {
  if (winner) {
    const because = withTime(winner, evidence.placedAt, "their");
    const rule = picks.size > 1 ? "between campaigns the latest touch wins" : presetRules[winner.policy.preset].words;
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
  const keys = (candidate: Candidate) => [
    candidate.occurredAt ?? "~",
    candidate.kind,
    candidate.evidence,
    candidate.partnershipId ?? "",
  ];
  const left = keys(one);
  const right = keys(other);
  for (const [index, text] of left.entries()) {
    if (text !== right[index]) return text < (right[index] ?? "") ? -1 : 1;
  }
  return 0;
}
