import type { RuleAnswer } from "../attribution/compare-rules.ts";
import { presetWords } from "../campaigns/policy-words.ts";
import { payoutEta } from "../payouts/payout-eta.ts";
import { minimumIn, payoutTermsAt } from "../payouts/payout-terms.ts";
import type { Rail } from "../payouts/payout.ts";
import { signWords } from "../shoppers/describe-joins.ts";
import type { SignKind } from "../shoppers/sign.ts";
import { nextStepsOf } from "./next-step.ts";
import type {
  ExplainedAward,
  ExplainedCommission,
  ExplainedDecision,
  ExplainedLine,
  ExplainedRules,
  ExplainedTouch,
  SaleExplanation,
  Viewer,
} from "./sale-explanation.ts";
import { movementsOf } from "./money-movements.ts";
import type { SaleFacts } from "./sale-facts.ts";
import { ANOTHER_CREATOR, inThirdPerson, veilFor } from "./veil-creators.ts";

/** How one viewer reads names and sentences. */
interface Reading {
  readonly isOwn: (creatorId: string | null) => boolean;
  readonly nameOf: (creatorId: string, name: string) => string;
  readonly veil: (sentence: string) => string;
}

/**
 * Makes the explanation of one sale for one viewer out of everything that is known about it. Pure: what a creator may not see is
 * left out here, in one place, and never reaches a screen.
 */
export function composeExplanation(facts: SaleFacts, viewer: Viewer, now: Date): SaleExplanation {
  const reading = readingOf(facts, viewer);
  const visible = facts.commissions.filter(({ creatorId }) => viewer.kind !== "creator" || reading.isOwn(creatorId));
  const names = new Map(
    visible.map((commission) => [commission.id, reading.nameOf(commission.creatorId, commission.creatorName)]),
  );
  return {
    viewer: viewer.kind,
    asOf: now,
    brand: facts.brand,
    sale: facts.sale,
    decision: decisionOf(facts, viewer, reading),
    credits: facts.credits.map(({ creatorId, partnershipId: _partnershipId, ...credit }) => ({
      ...credit,
      creatorName: reading.nameOf(creatorId, credit.creatorName),
      isOwn: reading.isOwn(creatorId),
      placement: viewer.kind === "creator" && !reading.isOwn(creatorId) ? "" : credit.placement,
    })),
    policies: facts.policies,
    award: awardOf(facts, viewer, reading),
    otherRules: facts.otherRules?.map((answer) => rulesOf(answer, reading)) ?? null,
    lines: linesOf(facts, names),
    refunds: facts.refunds,
    disputes: facts.disputes,
    commissions: visible.map((commission) => commissionOf(facts, commission, viewer, names, now)),
    movements: movementsOf(facts.transactions, facts.payouts, names),
    payouts: facts.payouts
      .filter(({ commissionId }) => names.has(commissionId))
      .map(({ payoutId: _payoutId, isOpen: _isOpen, ...payout }) => payout),
    shopper: viewer.kind === "creator" ? null : facts.shopper,
  };
}

function readingOf(facts: SaleFacts, viewer: Viewer): Reading {
  if (viewer.kind !== "creator") {
    return { isOwn: () => false, nameOf: (_id, name) => name, veil: (sentence) => sentence };
  }
  const candidates = facts.decisions.flatMap((decision) => decision.candidates);
  const ofRules = (facts.otherRules ?? []).flatMap(({ credits }) => credits);
  const people = [...facts.credits, ...facts.commissions, ...candidates, ...ofRules];
  const isOwn = (creatorId: string | null) => creatorId === viewer.creatorId;
  return {
    isOwn,
    nameOf: (id, name) => (isOwn(id) ? name : ANOTHER_CREATOR),
    veil: veilFor(viewer.creatorId, people, candidates),
  };
}

function decisionOf(facts: SaleFacts, viewer: Viewer, reading: Reading): ExplainedDecision | null {
  const { clicks } = facts;
  const [current, ...earlier] = facts.decisions;
  if (!current) return null;
  const touches = current.candidates.map((candidate): ExplainedTouch => {
    const isOwn = reading.isOwn(candidate.creatorId);
    const isShown = viewer.kind !== "creator" || isOwn;
    const spoken = isOwn ? candidate.sentence : inThirdPerson(candidate.sentence);
    return {
      kind: candidate.kind,
      codeEntered: candidate.kind === "code" && isShown ? candidate.evidence : "",
      occurredAt: candidate.occurredAt === null ? null : new Date(candidate.occurredAt),
      placement: isShown ? candidate.placement : "",
      network: (isShown && clicks.get(candidate.evidence)?.network) || "",
      device: isShown ? (clicks.get(candidate.evidence)?.device ?? null) : null,
      creatorName:
        candidate.creatorId === null ? null : reading.nameOf(candidate.creatorId, candidate.creatorName ?? ""),
      isOwn,
      verdict: candidate.verdict,
      sentence: viewer.kind === "creator" ? reading.veil(spoken) : spoken + joinedInWords(candidate.joinedBy),
    };
  });
  return {
    rule: current.rule,
    sentence: reading.veil(current.sentence),
    decidedAt: current.decidedAt,
    candidates: touches,
    earlier: earlier.map(({ decidedAt, sentence }) => ({ decidedAt, sentence: reading.veil(sentence) })),
  };
}

/** A reason is a word to the creator who asked: it may speak of others, so nobody else of them reads it. */
function awardOf({ award }: SaleFacts, viewer: Viewer, reading: Reading): ExplainedAward | null {
  if (award === null) return null;
  const { creatorId, creatorName, awardedAt, awardedBy, reason } = award;
  const isOutsider = viewer.kind === "creator" && !reading.isOwn(creatorId);
  return {
    creatorName: reading.nameOf(creatorId, creatorName),
    awardedAt,
    awardedBy: viewer.kind === "creator" ? null : awardedBy,
    reason: isOutsider ? null : reason,
  };
}

function rulesOf({ presets, credits, isAsDecided }: RuleAnswer, reading: Reading): ExplainedRules {
  const sayingsOf = (isPublished: boolean) =>
    presets
      .filter(({ preset }) => (presetWords[preset].source !== null) === isPublished)
      .map(({ preset, sentence }) => ({ name: presetWords[preset].name, sentence: reading.veil(sentence) }));
  return {
    ours: sayingsOf(false),
    published: sayingsOf(true),
    credits: credits.map(({ creatorId, creatorName, shareBps }) => ({
      creatorName: reading.nameOf(creatorId, creatorName),
      isOwn: reading.isOwn(creatorId),
      shareBps,
    })),
    isAsDecided,
  };
}

function linesOf(facts: SaleFacts, names: ReadonlyMap<string, string>): ExplainedLine[] {
  const visible = facts.commissionLines.filter(({ commissionId }) => names.has(commissionId));
  // Who lost the credit keeps a line that says so; beside somebody who has it that would only be noise.
  const creditedIds = new Set(
    facts.commissions.filter((commission) => isCredited(facts, commission.creatorId)).map(({ id }) => id),
  );
  const credited = visible.filter(({ commissionId }) => creditedIds.has(commissionId));
  return facts.lines.map((line) => ({
    ...line,
    commissions: (credited.length > 0 ? credited : visible)
      .filter(({ saleLineId }) => saleLineId === line.id)
      .map(({ commissionId, rateBps, earnedMinor, sentence }) => ({
        creatorName: names.get(commissionId) ?? ANOTHER_CREATOR,
        rateBps,
        earnedMinor,
        sentence,
      })),
  }));
}

function isCredited(facts: SaleFacts, creatorId: string): boolean {
  return facts.credits.some((credit) => credit.creatorId === creatorId);
}

function commissionOf(
  facts: SaleFacts,
  commission: SaleFacts["commissions"][number],
  viewer: Viewer,
  names: ReadonlyMap<string, string>,
  now: Date,
): ExplainedCommission {
  const { creatorId: _creatorId, blockedBy, ...shown } = commission;
  const reviews = facts.reviews.filter(({ commissionId }) => commissionId === commission.id);
  const payouts = facts.payouts.filter(({ commissionId }) => commissionId === commission.id);
  const open = payouts.find(({ isOpen }) => isOpen);
  const latest = payouts.at(-1);
  const eta = etaOf(facts, commission, now);
  return {
    ...shown,
    expectedAt: eta?.expectedAt ?? null,
    waitsFor: viewer.kind === "creator" && eta?.isBlocked && commission.payableMinor > 0n ? eta.sentence : null,
    creatorName: names.get(commission.id) ?? ANOTHER_CREATOR,
    termsVersion:
      facts.commissionLines.find(({ commissionId }) => commissionId === commission.id)?.termsVersion ?? null,
    decisions: reviews.map(({ commissionId: _commissionId, decidedBy, ...review }) => ({
      ...review,
      // A rule's limits are for those who set them: who knows them can stay just below.
      note: viewer.kind === "creator" && review.isByRule ? "" : review.note,
      decidedBy: viewer.kind === "creator" ? null : decidedBy,
    })),
    next: nextStepsOf(
      {
        ...commission,
        blockedBy,
        review: reviews.at(-1) ?? null,
        openBatch: open ? { name: open.batchName, status: open.batchStatus } : null,
        lastSentAt: latest?.sentAt ?? null,
        lastSettledAt: latest?.settledAt ?? null,
      },
      now,
    ),
  };
}

/** The rail that money usually travels by. */
const USUAL_RAIL: Rail = "sepa";

function etaOf(facts: SaleFacts, commission: SaleFacts["commissions"][number], now: Date) {
  const payee = facts.payees.get(commission.creatorId);
  if (!payee) return null;
  const payouts = facts.payouts.filter(({ commissionId }) => commissionId === commission.id);
  const open = payouts.find(({ isOpen }) => isOpen)?.batchStatus;
  const review = facts.reviews.filter(({ commissionId }) => commissionId === commission.id).at(-1);
  return payoutEta(
    {
      ...commission,
      holdNote: review?.kind === "hold" ? review.note : null,
      rail: USUAL_RAIL,
      openBatchStatus: open === "prepared" || open === "approved" ? open : null,
      sentAt: payouts.at(-1)?.sentAt ?? null,
      creatorPayableMinor: payee.payableMinor,
      minimumMinor: minimumIn(payoutTermsAt(payee.payoutTerms, now), commission.currency),
      ownMinimumMinor: payee.ownMinimumMinor,
      schedules: payee.payoutTerms,
      isFunded: payee.fundedUntil !== null && facts.sale.placedAt <= payee.fundedUntil,
      payeeUsableFrom: payee.usableFrom,
    },
    now,
  );
}

/** How it is known that a click the order does not name is of the same shopper. Says nothing of a click of the order's own. */
function joinedInWords(joinedBy: readonly SignKind[] | undefined): string {
  if (joinedBy === undefined) return "";
  if (joinedBy.length === 0)
    return " The same shopper made it; other orders and visits of theirs lead from it to this order.";
  return ` The same shopper made it: it came with the same ${joinedBy.map((kind) => signWords[kind]).join(" and ")} as this order.`;
}
