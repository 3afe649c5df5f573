import type { PolicyPreset, TouchKind } from "./policy.ts";

/** A piece of evidence that links the buyer of a sale to a partnership. All instants are before or at the sale. */
export interface Touch {
  readonly kind: TouchKind;
  /** The click's id, the code as entered, or the id of the sale that bound the customer. */
  readonly evidence: string;
  readonly partnershipId: string;
  readonly campaignId: string;
  /** For screens: who the partnership belongs to. */
  readonly creatorId: string;
  readonly creatorName: string;
  readonly occurredAt: string;
  /** Placement of a click; empty otherwise. */
  readonly placement: string;
}

/** How one candidate fared. `credited` won all or a share; every other verdict says what it lost by. */
export type Verdict =
  | "credited"
  | "outranked"
  | "outside-window"
  | "after-the-sale"
  | "not-counted"
  | "partnership-not-active"
  | "campaign-not-running"
  | "unknown-code"
  | "unknown-click";

/** One candidate of a decision as it is stored and shown. */
export interface Candidate {
  readonly kind: TouchKind;
  readonly evidence: string;
  readonly occurredAt: string | null;
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
}
