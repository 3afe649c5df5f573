import type { Tone } from "../ui/status.tsx";
import type { CodeSyncState } from "./link.ts";

/** How a code stands in one shop, as screens show it. */
export interface CodeStanding {
  readonly codeId: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly isWanted: boolean;
  readonly state: CodeSyncState;
  readonly problem: string | null;
  readonly nextTryAt: Date | null;
}

export interface StandingWords {
  readonly tone: Tone;
  /** On the badge. */
  readonly word: string;
  /** The whole, in a sentence. */
  readonly sentence: string;
  /** What the brand's button says; null where nothing is to be done. */
  readonly remedy: string | null;
}

/** Says how a code stands in a shop. */
export function describeStanding(standing: CodeStanding, now: Date): StandingWords {
  const { storeName, problem, isWanted } = standing;
  switch (standing.state) {
    case "live":
      return { tone: "good", word: "Live", sentence: `Live in ${storeName}.`, remedy: null };
    case "removed":
      return { tone: "stopped", word: "Taken out", sentence: `No longer in ${storeName}.`, remedy: null };
    case "failed":
      return {
        tone: "bad",
        word: "Refused",
        sentence: `${storeName}: ${problem ?? "The shop refused."}`,
        remedy: "Try again",
      };
    case "edited":
      return {
        tone: "bad",
        word: "Changed",
        sentence: `${storeName}: ${problem ?? "Changed in the shop."}`,
        remedy: "Put it back",
      };
    case "missing":
      return {
        tone: "bad",
        word: "Deleted",
        sentence: `${storeName}: ${problem ?? "Deleted in the shop."}`,
        remedy: "Put it back",
      };
    case "waiting":
      return isWanted
        ? describeMaking(standing, now)
        : {
            ...{ tone: "waiting", word: "Being taken out", remedy: null },
            sentence: `Being taken out of ${storeName}.${triedNote(problem)}`,
          };
  }
}

/** Longer than any wait between two tries: the code waits for its campaign. */
const LONGEST_RETRY_MS = 24 * 3_600_000;

function describeMaking({ storeName, problem, nextTryAt }: CodeStanding, now: Date): StandingWords {
  const isEarly = problem === null && nextTryAt !== null && nextTryAt.getTime() - now.getTime() > LONGEST_RETRY_MS;
  const sentence = isEarly
    ? `Comes into ${storeName} when the campaign starts.`
    : `Being made in ${storeName}.${triedNote(problem)}`;
  return { tone: "waiting", word: isEarly ? "Waits for the start" : "Being made", sentence, remedy: null };
}

function triedNote(problem: string | null): string {
  return problem === null ? "" : ` Last try: ${problem} We try again by ourselves.`;
}
