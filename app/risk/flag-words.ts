import type { Tone } from "../ui/status.tsx";
import type { FlagKind } from "./flag.ts";

/** What a finding is called in a list, and what it means for the person who looks. */
export const flagWords: Readonly<Record<FlagKind, { readonly label: string; readonly advice: string }>> = {
  "own-purchase": {
    label: "Own purchase",
    advice:
      "Ask the creator. A gift to themselves at full price may be fine with the brand; campaigns do not pay for it.",
  },
  "leaked-code": {
    label: "Leaked code",
    advice:
      "The code has been replaced unless the brand does that itself. A leak is not the creator’s fault by itself.",
  },
  "many-refunds": {
    label: "Many refunds",
    advice: "Look at the creator’s other sales. Sizes and colours come back more often than tea.",
  },
  "bot-clicks": {
    label: "Bot clicks",
    advice: "Machines click on public links without the creator’s doing. Look whether sales followed real clicks.",
  },
  "large-order": { label: "Large order", advice: "Ask the shop whether it is paid and delivered." },
  "new-creator": { label: "New creator", advice: "Nothing is wrong. Look at the first sales yourself." },
};

/** How risky so many points are, in a word with a tone. */
export function riskWords(points: number): { readonly word: string; readonly tone: Tone } {
  if (points === 0) return { word: "No findings", tone: "good" };
  if (points < 30) return { word: `Low, ${points} points`, tone: "plain" };
  return points < 60
    ? { word: `Raised, ${points} points`, tone: "waiting" }
    : { word: `High, ${points} points`, tone: "bad" };
}
