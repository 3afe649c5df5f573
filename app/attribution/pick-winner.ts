import { MS_PER_HOUR } from "../kit/clock.ts";
import { WHOLE_BPS, allocate } from "../kit/money.ts";
import type { Touch } from "./judge-touch.ts";
import { isSharing } from "./policy.ts";
import { earliestFirst, inTurn, latestFirst, precedenceOf, tierOf, type Precedence } from "./precedence.ts";
import type { SaleEvidence } from "./sale-evidence.ts";
import { weighTouches } from "./weigh-touches.ts";

/** Between campaigns the latest touch wins; a code counts as touched at the sale itself; ties go to the older partnership. */
const betweenCampaigns = inTurn(latestFirst);

export interface Picks {
  /** Null when no touch may earn. Where several share, the one that stands for them. */
  readonly winner: Touch | null;
  /** The touch each campaign's own rule picked, by campaign. */
  readonly picks: ReadonlyMap<string, Touch>;
  /** The credited touches with their shares in basis points, earliest first; they sum to the whole, or there are none. */
  readonly shares: ReadonlyMap<Touch, number>;
  /** Clicks from after the checkout began that lost for that alone. */
  readonly late: ReadonlySet<Touch>;
  /** Those whom an exclusive partner's touch shut out, with that touch. */
  readonly shutOut: ReadonlyMap<Touch, Touch>;
}

/**
 * Picks one touch per campaign by its own policy, then one campaign by the latest touch, and shares the sale among the deciding touches of
 * that campaign alone: one policy, one set of terms and one budget answer for the whole sale.
 */
export function pickWinner(
  eligible: readonly Touch[],
  order: Pick<SaleEvidence, "placedAt" | "checkoutStartedAt">,
): Picks {
  const strong = eligible.filter((touch) => !isLate(touch, order.checkoutStartedAt));
  const late = new Set(strong.length > 0 ? eligible.filter((touch) => !strong.includes(touch)) : []);
  const contenders = strong.length > 0 ? strong : eligible;
  const shutOut = findShutOut(contenders, order.placedAt);
  const open = contenders.filter((touch) => !shutOut.has(touch));
  const picks = new Map<string, Touch>();
  // All touches of a campaign are judged by the same version of its policy.
  const precedences = new Map<string, Precedence>();
  for (const touch of open) {
    const { campaignId } = touch.partnership;
    const precedence = precedences.get(campaignId) ?? precedenceOf(touch.policy);
    precedences.set(campaignId, precedence);
    const best = picks.get(campaignId);
    if (!best || precedence(touch, best) < 0) picks.set(campaignId, touch);
  }
  const [winner = null] = [...picks.values()].sort(betweenCampaigns);
  return { winner, picks, late, shutOut, shares: winner ? shareAmong(winner, open) : new Map() };
}

/** A click that came once the shopper was checking out did not bring them: browser extensions make such clicks to collect commission. */
function isLate(touch: Touch, checkoutStartedAt: Date | null): boolean {
  if (touch.kind !== "click" || !touch.policy.areLateClicksWeak || checkoutStartedAt === null) return false;
  return touch.occurredAt > checkoutStartedAt;
}

/** Where exclusive partners of a campaign touched the shopper inside the exclusive window, only they remain in that campaign. */
function findShutOut(contenders: readonly Touch[], placedAt: Date): Map<Touch, Touch> {
  const exclusive = contenders
    .filter(({ policy, partnership, occurredAt }) => {
      const isPartner = policy.exclusivePartnershipIds.includes(partnership.id);
      return isPartner && placedAt.getTime() - occurredAt.getTime() <= policy.exclusiveHours * MS_PER_HOUR;
    })
    .filter(({ policy }) => policy.exclusiveHours > 0)
    .sort(inTurn(latestFirst));
  const shutOut = new Map<Touch, Touch>();
  for (const touch of contenders) {
    const rivals = exclusive.filter(({ partnership }) => partnership.campaignId === touch.partnership.campaignId);
    const [rival] = rivals;
    if (rival && !rivals.some(({ partnership }) => partnership.id === touch.partnership.id)) shutOut.set(touch, rival);
  }
  return shutOut;
}

/** One winner gets all; a sharing model divides the whole among the touches of the deciding tier by largest remainder. */
function shareAmong(winner: Touch, open: readonly Touch[]): Map<Touch, number> {
  const { policy, partnership } = winner;
  if (!isSharing(policy)) return new Map([[winner, WHOLE_BPS]]);
  const tier = tierOf(policy.precedence, winner.kind);
  const ofCampaign = open.filter((touch) => touch.partnership.campaignId === partnership.campaignId);
  const path = withoutRuns(ofCampaign.filter(({ kind }) => tierOf(policy.precedence, kind) === tier));
  const weights = weighTouches(
    policy,
    path.map(({ occurredAt }) => occurredAt),
  );
  const parts = allocate(BigInt(WHOLE_BPS), weights).map(Number);
  return new Map(path.map((touch, index) => [touch, parts[index] ?? 0] as const).filter(([, part]) => part > 0));
}

/** Touches of one partnership with no other's between them are one stop on the path: tapping a link ten times is not worth ten parts. The last stands for the run. */
function withoutRuns(touches: readonly Touch[]): Touch[] {
  const path = [...touches].sort(inTurn(earliestFirst));
  return path.filter((touch, index) => path[index + 1]?.partnership.id !== touch.partnership.id);
}
