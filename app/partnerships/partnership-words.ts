import type { Tone } from "#app/ui/status.tsx";
import type { PartnershipStatus } from "./partnership.ts";

export const partnershipStatusWords: Readonly<
  Record<PartnershipStatus, { readonly word: string; readonly tone: Tone }>
> = {
  invited: { word: "Invited", tone: "waiting" },
  applied: { word: "Waiting for an answer", tone: "waiting" },
  active: { word: "Active", tone: "good" },
  paused: { word: "Paused", tone: "waiting" },
  ended: { word: "Ended", tone: "stopped" },
  declined: { word: "Declined", tone: "stopped" },
};
