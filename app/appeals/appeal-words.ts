import type { Tone } from "../ui/status.tsx";
import type { AppealAnswer, AppealStanding } from "./appeal.ts";

/** How an appeal reads on a badge. */
export function appealWords(
  standing: AppealStanding,
  answer: AppealAnswer | null,
): { readonly word: string; readonly tone: Tone } {
  if (standing === "open") return { word: "Open", tone: "waiting" };
  if (standing === "overdue") return { word: "Overdue", tone: "bad" };
  return answer === "overturned" ? { word: "Overturned", tone: "good" } : { word: "Decline stands", tone: "stopped" };
}
