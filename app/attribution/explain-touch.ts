import type { Touch } from "./judge-touch.ts";
import { presetRules } from "./pick-winner.ts";
import { span } from "./time-in-words.ts";

/** Why this touch won, in one sentence to its creator. */
export function explainWinner(winner: Touch, placedAt: Date): string {
  return `${capitalised(withTime(winner, placedAt, "your"))} and decided this sale.`;
}

/** Why an eligible touch lost, in one sentence to its creator. @param pick what the rule of the touch's own campaign picked. */
export function explainLoser(loser: Touch, pick: Touch, winner: Touch, placedAt: Date): string {
  if (loser.partnership.id === winner.partnership.id) {
    const kept =
      loser.kind === "click" && winner.kind !== "click"
        ? "this click tells which placement led to it"
        : "nothing is lost by that";
    return `The sale is credited to you already through ${named(winner, "your")}; ${kept}.`;
  }
  if (loser !== pick) {
    const owner = pick.partnership.id === loser.partnership.id ? "your own" : "another creator's";
    return `${capitalised(withTime(pick, placedAt, owner))}; ${presetRules[loser.policy.preset].words}${tieNote(loser, pick)}.`;
  }
  const tie =
    winner.occurredAt.getTime() === loser.occurredAt.getTime()
      ? ", and of two at the same time the older partnership's"
      : "";
  return `In another campaign ${withTime(winner, placedAt, "another creator's")}; between campaigns the latest touch wins${tie}.`;
}

/** "Mara's code MARA10 was on the order", for the sentence of the whole decision. */
export function withTime(touch: Touch, placedAt: Date, owner: string): string {
  if (touch.kind === "code") return `${named(touch, owner)} was on the order`;
  const ago = span(placedAt.getTime() - touch.occurredAt.getTime());
  if (touch.kind === "click") return `${named(touch, owner)} came ${ago} before the sale`;
  return `${named(touch, owner)} was made ${ago} before the sale`;
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
  return isTied ? ", and of two at the same time the older partnership's" : "";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
