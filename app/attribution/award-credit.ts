import { WHOLE_BPS } from "../kit/money.ts";
import type { Candidate, Credit, Decision } from "./decision.ts";
import { placementOf } from "./gather-credits.ts";
import type { Touch } from "./judge-touch.ts";
import type { AttributionPolicy } from "./policy.ts";
import { policyInForce } from "./policy-in-force.ts";
import type { AwardEvidence, SaleEvidence, TouchedPartnership } from "./sale-evidence.ts";
import { dayOf } from "./time-in-words.ts";

/** An award with the partnership it names, and the policy whose terms of exclusion the sale falls under. */
export interface Awarded extends AwardEvidence {
  readonly partnership: TouchedPartnership;
  readonly policy: AttributionPolicy;
}

/** The brand's own word on a sale; null where it gave none. */
export function awardedOf({ award, partnerships, placedAt }: SaleEvidence): Awarded | null {
  if (award === null) return null;
  const partnership = partnerships.find(({ id }) => id === award.partnershipId);
  if (!partnership)
    throw new RangeError(`The award names partnership ${award.partnershipId} but nothing describes it.`);
  return { ...award, partnership, policy: policyInForce(partnership.policies, placedAt) };
}

/** The whole sale, whatever the rules say. The placement is kept from the creator's own latest click, as for a code. */
export function creditOfAward({ partnership, policy }: Awarded, eligible: readonly Touch[]): Credit {
  return {
    partnershipId: partnership.id,
    shareBps: WHOLE_BPS,
    policyId: policy.id,
    touchKind: "award",
    placement: placementOf({ kind: "award", placement: "", partnership, policy }, eligible),
  };
}

/** The award as a candidate among the touches. It carries neither who gave it nor why: that is for the people it concerns alone. */
export function candidateOfAward({ id, awardedAt, partnership, policy }: Awarded): Candidate {
  return {
    kind: "award",
    evidence: id,
    occurredAt: awardedAt.toISOString(),
    placement: "",
    partnershipId: partnership.id,
    campaignId: partnership.campaignId,
    creatorId: partnership.creatorId,
    creatorName: partnership.creatorName,
    verdict: "credited",
    sentence: `The brand says that you brought this sale, and credited it to you on ${dayOf(awardedAt)}.`,
    policyId: policy.id,
    preset: policy.preset,
  };
}

/** Why a touch that may earn lost to the brand's own word, in one sentence to its creator. */
export function explainAwarded({ kind, partnership }: Touch, awarded: Awarded): string {
  if (partnership.id !== awarded.partnership.id) {
    return "The brand itself credited this sale to another creator; its own word goes before every rule.";
  }
  const kept =
    kind === "click" && awarded.policy.keepsOwnPlacement
      ? "this click tells which placement led to it"
      : "nothing is lost by that";
  return `The sale is credited to you already by the brand's own word; ${kept}.`;
}

export function sentenceOfAward({ partnership }: Awarded): Decision["sentence"] {
  return `Credited to ${partnership.creatorName}: the brand says that they brought this sale; its own word goes before every rule.`;
}
