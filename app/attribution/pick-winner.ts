import { clickWins } from "./click-wins.ts";
import { codeWins } from "./code-wins.ts";
import { firstTouch } from "./first-touch.ts";
import type { Touch } from "./judge-touch.ts";
import type { PolicyPreset } from "./policy.ts";
import { inTurn, latestFirst, type Precedence } from "./precedence.ts";

/** How each named policy ranks the touches of its own campaign, and how that reads. */
export const presetRules: Readonly<Record<PolicyPreset, { readonly precedence: Precedence; readonly words: string }>> =
  {
    "code-wins": codeWins,
    "click-wins": clickWins,
    "first-touch": firstTouch,
  };

/** Between campaigns the latest touch wins; a code counts as touched at the sale itself; ties go to the older partnership. */
const betweenCampaigns = inTurn(latestFirst);

export interface Picks {
  /** Null when no touch may earn. */
  readonly winner: Touch | null;
  /** The touch each campaign's own rule picked, by campaign. */
  readonly picks: ReadonlyMap<string, Touch>;
}

/** Picks one touch per campaign by its own preset, then one among the campaigns. */
export function pickWinner(eligible: readonly Touch[]): Picks {
  const picks = new Map<string, Touch>();
  for (const touch of eligible) {
    const { campaignId } = touch.partnership;
    const best = picks.get(campaignId);
    if (!best || presetRules[touch.policy.preset].precedence(touch, best) < 0) picks.set(campaignId, touch);
  }
  const [winner = null] = [...picks.values()].sort(betweenCampaigns);
  return { winner, picks };
}
