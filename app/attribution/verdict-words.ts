import type { Tone } from "../ui/status.tsx";
import type { Verdict } from "./decision.ts";

/** How each verdict reads on a badge. */
export const verdictWords: Readonly<Record<Verdict, { readonly word: string; readonly tone: Tone }>> = {
  credited: { word: "Credited", tone: "good" },
  outranked: { word: "Outranked", tone: "stopped" },
  "shut-out": { word: "Shut out", tone: "stopped" },
  "late-click": { word: "Late click", tone: "stopped" },
  "outside-window": { word: "Too long ago", tone: "stopped" },
  "after-the-sale": { word: "After the sale", tone: "stopped" },
  "not-counted": { word: "Not counted", tone: "stopped" },
  "code-replaced": { word: "Code replaced", tone: "stopped" },
  "partnership-not-active": { word: "Partnership not active", tone: "stopped" },
  "campaign-not-running": { word: "Campaign not running", tone: "stopped" },
  "kind-not-used": { word: "Not credited here", tone: "stopped" },
  "other-customers": { word: "Other customers", tone: "stopped" },
  "excluded-product": { word: "Excluded product", tone: "stopped" },
  "below-minimum": { word: "Below the minimum", tone: "stopped" },
  "unknown-code": { word: "Nobody's code", tone: "plain" },
  "unknown-click": { word: "Unknown click", tone: "plain" },
};
