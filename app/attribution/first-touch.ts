import { earliestFirst, inTurn } from "./precedence.ts";

/**
 * The earliest touch of any kind inside its window wins; a code counts at the time of the sale.
 * Published as: Rewardful (first touch, 60 days), AffiliateWP (first click, 1 day), Tolt (first click).
 */
export const firstTouch = {
  precedence: inTurn(earliestFirst),
  words: "in this campaign the first touch wins",
} as const;
