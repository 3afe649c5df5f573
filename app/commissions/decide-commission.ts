import type { CommissionDecisionKind } from "./commission.ts";

/** What the review of a commission ends with. Only an appeal reinstates. */
export type ReviewKind = Exclude<CommissionDecisionKind, "reinstate">;

/** The longest note a person may write with a decision. */
export const MAX_NOTE_LENGTH = 2_000;

/**
 * not-found: no such commission at this brand. already-decided: it is not held any more (or, for a decline, declined already).
 * not-matured: its hold is not over. blocked: the order is unpaid or disputed; `detail` says which. reason-required: a decline names a
 * reason from the list. note-required: a hold, and a decline for another reason, say why in words. rule-does-not-fit: an approval rule
 * decides, and the commission as it is now is not one it approves.
 */
export type DecideRefusal =
  | "not-found"
  | "already-decided"
  | "not-matured"
  | "blocked"
  | "reason-required"
  | "note-required"
  | "rule-does-not-fit";
