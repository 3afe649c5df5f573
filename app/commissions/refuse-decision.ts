import type { CommissionStatus, DeclineReason } from "./commission.ts";
import type { DecideRefusal, ReviewKind } from "./decide-commission.ts";

/** Why a decision may not be taken now; null when it may. Approved money can still be declined: it is then clawed back. */
export function refuseDecision(
  commission: { readonly status: CommissionStatus; readonly holdUntil: Date; readonly blockedBy: string | null },
  decision: { readonly kind: ReviewKind; readonly reason: DeclineReason | null; readonly note: string },
  now: Date,
): DecideRefusal | null {
  const { kind, reason, note } = decision;
  const isOpen = commission.status === "held" || (kind === "decline" && commission.status === "approved");
  if (!isOpen) return "already-decided";
  if (kind === "approve" && commission.holdUntil > now) return "not-matured";
  if (kind === "approve" && commission.blockedBy !== null) return "blocked";
  if (kind === "decline" && reason === null) return "reason-required";
  if ((kind === "hold" || reason === "other") && note === "") return "note-required";
  return null;
}
