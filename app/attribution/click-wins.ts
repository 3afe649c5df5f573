import { byKind, inTurn, latestFirst } from "./precedence.ts";

/** The last click inside the window wins; a code decides only where nobody's click does, then the creator who brought the customer. */
export const clickWins = {
  precedence: inTurn(byKind(["click", "code", "binding"]), latestFirst),
  words: "in this campaign the last click wins, then a code",
} as const;
