import { declineWords } from "../commissions/decline-sentences.ts";
import { formatDay } from "../ui/moment.tsx";
import type { ExplainedReview } from "./sale-explanation.ts";

const verbs = {
  approve: "approved this",
  hold: "kept this on hold",
  decline: "declined this",
  reinstate: "reinstated this after an appeal",
} as const;

/** What finance decided, when and why: "Finance declined this on 3 Dec 2026. Returned: the buyer sent the goods back." */
export function reviewInWords({ decidedBy, isByRule, kind, decidedAt, reason, note }: ExplainedReview): string {
  const decision = `${isByRule ? "An approval rule" : (decidedBy ?? "Finance")} ${verbs[kind]} on ${formatDay(decidedAt)}.`;
  return [decision, reasonInWords(reason), note === "" ? "" : `“${note}”`].filter((part) => part !== "").join(" ");
}

/** Where finance wrote the reason itself, the note says it. */
function reasonInWords(reason: ExplainedReview["reason"]): string {
  if (reason === null || reason === "other") return "";
  const { label, sentence } = declineWords[reason];
  return `${label}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
