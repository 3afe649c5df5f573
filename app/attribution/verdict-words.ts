import type { Tone } from "../ui/status.tsx";
import type { Verdict } from "./decision.ts";

/** How each verdict reads on a badge. */
export const verdictWords: Readonly<Record<Verdict, { readonly word: string; readonly tone: Tone }>> = {
  credited: { word: "Credited", tone: "good" },
  outranked: { word: "Outranked", tone: "stopped" },
  "outside-window": { word: "Too long ago", tone: "stopped" },
  "after-the-sale": { word: "After the sale", tone: "stopped" },
  "not-counted": { word: "Not counted", tone: "stopped" },
  "code-replaced": { word: "Code replaced", tone: "stopped" },
  "partnership-not-active": { word: "Partnership not active", tone: "stopped" },
  "campaign-not-running": { word: "Campaign not running", tone: "stopped" },
  "unknown-code": { word: "Nobody's code", tone: "plain" },
  "unknown-click": { word: "Unknown click", tone: "plain" },
};
