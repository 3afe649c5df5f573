import { byKind, inTurn, latestFirst } from "./precedence.ts";

/**
 * The code's owner always wins; without an owned code the last click does, then the creator who brought the customer.
 * Published as: Awin voucher attribution (the code's owner always wins); Commission Factory (exclusive code > last click, the owner's own
 * click keeps its sub-id); Refersion (a code wins even stacked with foreign codes; only foreign codes: the link wins); Secomapp
 * (code beats link).
 */
export const codeWins = {
  precedence: inTurn(byKind(["code", "click", "binding"]), latestFirst),
  words: "in this campaign a code wins, then the last click",
} as const;
