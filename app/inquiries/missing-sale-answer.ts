import type { Verdict } from "../attribution/decision.ts";

/**
 * What a creator may be told at once about an order they miss. Each but the first leaves the way to an inquiry open. unknown-order is also
 * said of orders that are not theirs to ask about: whoever guesses numbers learns nothing.
 */
export const missingSaleAnswers = [
  "credited-to-you",
  "credited-to-another",
  "cancelled",
  "excluded-product",
  "below-minimum",
  "other-customers",
  "kind-not-used",
  "outside-window",
  "campaign-not-running",
  "partnership-not-active",
  "code-replaced",
  "not-counted",
  "after-the-sale",
  "no-touch",
  "unknown-order",
] as const;
export type MissingSaleAnswer = (typeof missingSaleAnswers)[number];

/** What the decision on an order says to one creator: nobody else is named in it. */
export interface AskedSale {
  /** Cancelled by the shop, or never paid and voided. */
  readonly isCancelled: boolean;
  readonly isCredited: boolean;
  readonly isCreditedToAsker: boolean;
  /** The decision in one sentence, other creators veiled. */
  readonly sentence: string;
  /** The asker's own touches, in order of time. */
  readonly own: readonly { readonly verdict: Verdict; readonly sentence: string }[];
}

export interface ToldAnswer {
  readonly answer: MissingSaleAnswer;
  /** The answer in full sentences. */
  readonly sentence: string;
}

/** The answer to "why is this sale not mine?". `null` stands for an order that nobody told us of, or that is not the asker's to ask about. */
export function answerMissingSale(sale: AskedSale | null): ToldAnswer {
  if (sale === null) return { answer: "unknown-order", sentence: UNKNOWN_ORDER };
  if (sale.isCreditedToAsker) return { answer: "credited-to-you", sentence: CREDITED_TO_YOU };
  if (sale.isCancelled) return { answer: "cancelled", sentence: CANCELLED };
  const reasons = sale.own.map(({ sentence }) => sentence);
  if (sale.isCredited) {
    return {
      answer: "credited-to-another",
      sentence: [sale.sentence, ...(reasons.length > 0 ? reasons : [NOTHING_OF_YOURS])].join(" "),
    };
  }
  const nearest = nearestVerdict(sale.own.map(({ verdict }) => verdict));
  if (nearest === null) return { answer: "no-touch", sentence: `The order is known. ${NOTHING_OF_YOURS}` };
  return { answer: nearest, sentence: ["Nobody is credited with this order.", ...reasons].join(" ") };
}

const UNKNOWN_ORDER =
  "No order with this number is known to us at your brands. It may still be on its way from the shop, or the number may be another one: it stands in the buyer’s confirmation.";
const CREDITED_TO_YOU = "This order is credited to you.";
const CANCELLED = "The shop cancelled this order, so it earns nothing for anybody.";
const NOTHING_OF_YOURS =
  "Nothing on it leads to you: none of your codes was used, no click of yours belongs to it, and its buyer is no earlier customer of yours.";

/** From what stands nearest to earning to what stands farthest: limits of the order come after the touch itself was found good. */
const nearestFirst = [
  "below-minimum",
  "excluded-product",
  "other-customers",
  "kind-not-used",
  "outside-window",
  "campaign-not-running",
  "partnership-not-active",
  "code-replaced",
  "not-counted",
  "after-the-sale",
] as const satisfies readonly (Verdict & MissingSaleAnswer)[];

/** Of several touches the one that came nearest to earning answers for all. */
function nearestVerdict(verdicts: readonly Verdict[]): MissingSaleAnswer | null {
  return nearestFirst.find((verdict) => verdicts.includes(verdict)) ?? null;
}
