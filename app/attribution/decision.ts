import { canonicalJsonOf } from "../kit/canonical-json.ts";
import type { SignKind } from "../shoppers/sign.ts";
import type { PolicyPreset, TouchKind } from "./policy.ts";

/**
 * How one candidate fared. `credited` won all or a share; every other verdict says what it lost by: `outranked` to another touch,
 * `shut-out` to an exclusive partner, `late-click` to touches from before the checkout began, the rest to a limit or to what it is.
 */
export type Verdict =
  | "credited"
  | "outranked"
  | "shut-out"
  | "late-click"
  | "outside-window"
  | "after-the-sale"
  | "not-counted"
  | "code-replaced"
  | "partnership-not-active"
  | "campaign-not-running"
  | "kind-not-used"
  | "other-customers"
  | "excluded-product"
  | "below-minimum"
  | "unknown-code"
  | "unknown-click";

/** What may link a sale to a creator: the touches that policies rank, and the brand's own word, which goes before them all. */
export type EvidenceKind = TouchKind | "award";

/** One candidate of a decision as it is stored and shown. */
export interface Candidate {
  readonly kind: EvidenceKind;
  /** The click's id, the code as entered, the id of the sale that bound the customer, or the id of the award. */
  readonly evidence: string;
  readonly occurredAt: string | null;
  /** Placement of a click; empty otherwise. */
  readonly placement: string;
  /** Null for evidence that belongs to nobody, such as a foreign code or an unknown click id. */
  readonly partnershipId: string | null;
  readonly campaignId: string | null;
  readonly creatorId: string | null;
  readonly creatorName: string | null;
  readonly verdict: Verdict;
  /** Why, in one sentence a creator understands. Never names the buyer. */
  readonly sentence: string;
  readonly policyId: string | null;
  readonly preset: PolicyPreset | null;
  /** The part of the sale that a credited touch earned, where several share it: basis points. */
  readonly shareBps?: number;
  /** Of a click that the order does not name: the signs by which the same shopper is known to have made it. Creators do not see them. */
  readonly joinedBy?: readonly SignKind[];
}

/**
 * What decided. A preset: that campaign's own rule. latest-campaign: several campaigns had a winner, and the latest touch won.
 * awarded: the brand itself said whose sale it is. no-touch: nothing on the order leads to a creator. no-eligible-touch: something does,
 * but nothing that may earn.
 */
export type DecisionRule = PolicyPreset | "latest-campaign" | "awarded" | "no-touch" | "no-eligible-touch";

/** A share of one sale for one partnership. */
export interface Credit {
  readonly partnershipId: string;
  /** Basis points; the credits of a decision sum to 10 000, or there are none. */
  readonly shareBps: number;
  readonly policyId: string;
  /** The kind of touch that won; of several credited touches the latest one's. */
  readonly touchKind: EvidenceKind;
  /** Kept from the winner's own click, also when their code decided. */
  readonly placement: string;
}

/** The decision on one sale. */
export interface Decision {
  readonly rule: DecisionRule;
  /** The whole decision in one sentence. */
  readonly sentence: string;
  readonly credits: readonly Credit[];
  /** In order of time; what has no time comes last. */
  readonly candidates: readonly Candidate[];
}

/** What a decision decided, as one text that is equal exactly when the decisions are, whatever the order its credits are read in. */
export function fingerprintTextOf({ rule, credits, candidates }: FingerprintedDecision): string {
  const shares = credits
    .map(({ partnershipId, shareBps, policyId, touchKind, placement }) => [
      partnershipId,
      shareBps,
      policyId,
      touchKind,
      placement,
    ])
    .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
  return canonicalJsonOf([rule, shares, candidates]);
}

/** A decision as it was made, or as it is read back from its rows. */
export interface FingerprintedDecision {
  readonly rule: string;
  readonly credits: readonly (Omit<Credit, "touchKind"> & { readonly touchKind: string })[];
  readonly candidates: readonly Candidate[];
}
