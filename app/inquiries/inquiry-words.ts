import type { Tone } from "../ui/status.tsx";
import type { InquiryAnswer, InquiryStanding } from "./inquiry.ts";
import type { MissingSaleAnswer } from "./missing-sale-answer.ts";

const standingWords: Readonly<Record<Exclude<InquiryStanding, "answered">, { word: string; tone: Tone }>> = {
  open: { word: "Open", tone: "waiting" },
  overdue: { word: "Overdue", tone: "bad" },
  withdrawn: { word: "Withdrawn", tone: "stopped" },
};

/** How an inquiry reads on a badge. @param isTakenBack the brand credited the sale by hand and took that back. */
export function inquiryWords(
  standing: InquiryStanding,
  answer: InquiryAnswer | null,
  isTakenBack: boolean,
): { readonly word: string; readonly tone: Tone } {
  if (standing !== "answered") return standingWords[standing];
  if (isTakenBack) return { word: "Credit taken back", tone: "stopped" };
  return answer === "credited" ? { word: "Credited", tone: "good" } : { word: "Decision stands", tone: "stopped" };
}

/** What the creator was told at once, in a word or two for a list. */
export const toldWords: Readonly<Record<MissingSaleAnswer, string>> = {
  "credited-to-you": "Credited to them",
  "credited-to-another": "Credited to another creator",
  cancelled: "Order cancelled",
  "excluded-product": "Excluded product",
  "below-minimum": "Below the minimum order",
  "other-customers": "Not a customer the campaign credits",
  "kind-not-used": "Not credited in the campaign",
  "outside-window": "Outside the window",
  "campaign-not-running": "Campaign not running",
  "partnership-not-active": "Partnership not active",
  "code-replaced": "Code was replaced",
  "not-counted": "Click not counted",
  "after-the-sale": "Click after the sale",
  "no-touch": "No touch found",
  "unknown-order": "Unknown order",
};
