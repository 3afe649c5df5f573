import { WHOLE_BPS } from "../kit/money.ts";
import type { Touch } from "./judge-touch.ts";
import type { Picks } from "./pick-winner.ts";
import { ruleInWords } from "./rule-in-words.ts";
import { hours, span } from "./time-in-words.ts";

/** Why this touch won, in one sentence to its creator. */
export function explainWinner(winner: Touch, shareBps: number, placedAt: Date): string {
  const because = capitalised(withTime(winner, placedAt, "your"));
  if (shareBps === WHOLE_BPS) return `${because} and decided this sale.`;
  return `${because} and has ${inPercent(shareBps)} of this sale; ${ruleInWords(winner.policy)}.`;
}

/** Why an eligible touch lost, in one sentence to its creator. @param pick what the rule of the touch's own campaign picked. */
export function explainLoser(
  loser: Touch,
  pick: Touch,
  picked: Picks & { readonly winner: Touch },
  placedAt: Date,
): string {
  const own = ownWinnerOf(loser, picked);
  if (own) {
    const kept =
      loser.kind === "click" && own.kind !== "click" && own.policy.keepsOwnPlacement
        ? "this click tells which placement led to it"
        : "nothing is lost by that";
    return `The sale is credited to you already through ${named(own, "your")}; ${kept}.`;
  }
  const { winner } = picked;
  if (loser.partnership.campaignId === winner.partnership.campaignId && isRoundedAway(loser, winner, picked)) {
    return `${capitalised(withTime(loser, placedAt, "your"))}, so long before the others that its part of the sale rounds to nothing.`;
  }
  if (loser !== pick) {
    const owner = pick.partnership.id === loser.partnership.id ? "your own" : "another creator's";
    return `${capitalised(withTime(pick, placedAt, owner))}; ${ruleInWords(loser.policy)}${tieNote(loser, pick)}.`;
  }
  const tie =
    winner.occurredAt.getTime() === loser.occurredAt.getTime()
      ? ", and of two at the same time the older partnership's"
      : "";
  return `In another campaign ${withTime(winner, placedAt, "another creator's")}; between campaigns the latest touch wins${tie}.`;
}

/** The credited touch of the same partnership, the one that stands for all first. */
function ownWinnerOf(loser: Touch, { winner, shares }: Picks & { readonly winner: Touch }): Touch | undefined {
  return [winner, ...[...shares.keys()].reverse()].find(({ partnership }) => partnership.id === loser.partnership.id);
}

/** The loser stood on the shared path, and was given no part of it. */
function isRoundedAway(loser: Touch, winner: Touch, { shares }: Picks): boolean {
  const tier = winner.policy.precedence.find((kinds) => kinds.includes(winner.kind));
  const isShared = winner.policy.model === "time-decay" && shares.size > 0;
  return isShared && tier !== undefined && tier.includes(loser.kind);
}

/** Why an exclusive partner's touch took everything from this one. */
export function explainShutOut(loser: Touch, rival: Touch, placedAt: Date): string {
  const touched = span(placedAt.getTime() - rival.occurredAt.getTime());
  const when =
    rival.kind === "code" ? "had their code on the order" : `touched this shopper ${touched} before the sale`;
  return `An exclusive partner of this campaign ${when}; a touch of theirs in the last ${hours(loser.policy.exclusiveHours)} shuts out all others.`;
}

/** Why a click lost for coming after the checkout began. */
export function explainLate(loser: Touch, checkoutStartedAt: Date): string {
  const after = span(loser.occurredAt.getTime() - checkoutStartedAt.getTime());
  return `Your click came ${after} after the shopper had begun the checkout; such a click earns only when nothing else led to the sale.`;
}

/** "Mara's code MARA10 was on the order", for the sentence of the whole decision. */
export function withTime(touch: Touch, placedAt: Date, owner: string): string {
  if (touch.kind === "code") return `${named(touch, owner)} was on the order`;
  const ago = span(placedAt.getTime() - touch.occurredAt.getTime());
  if (touch.kind === "click") return `${named(touch, owner)} came ${ago} before the sale`;
  return `${named(touch, owner)} was made ${ago} before the sale`;
}

/** 3334 is "33.34 %". */
export function inPercent(shareBps: number): string {
  return `${shareBps / 100} %`;
}

function named(touch: Touch, owner: string): string {
  if (touch.kind === "click") return `${owner} click`;
  // A code of another creator is not spelled out: it is theirs to hand on.
  if (touch.kind === "code") return owner === "another creator's" ? `${owner} code` : `${owner} code ${touch.evidence}`;
  return owner === "your"
    ? "the purchase that bound this customer to you"
    : `the purchase that made the buyer ${owner} customer`;
}

function tieNote(loser: Touch, pick: Touch): string {
  const isTied = loser.kind === pick.kind && loser.occurredAt.getTime() === pick.occurredAt.getTime();
  if (!isTied) return "";
  if (loser.kind === "code" && loser.policy.codeTie === "newest-code") return "";
  return ", and of two at the same time the older partnership's";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
