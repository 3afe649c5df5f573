import { allocate, sumMinor } from "../kit/money.ts";
import { writeWithCode } from "../campaigns/rule-words.ts";
import type { EarningCase } from "./earning.ts";

export interface CappedEarnings {
  /** What caps leave of each line as it was sold. */
  readonly lines: readonly bigint[];
  readonly bonusMinor: bigint;
  /** What to say behind the sentence of a part that was cut. */
  readonly note: (wholeMinor: bigint, keptMinor: bigint) => string;
}

interface Cap {
  readonly roomMinor: bigint;
  readonly sentence: string;
}

/**
 * Cuts what a sale earns as it was sold to the caps of its terms, spread over the parts by largest remainder. The cap of a sale is shared
 * like the sale and leaves the bonus alone; those of a creator have what earlier sales have left of them.
 */
export function capEarnings(given: EarningCase, lines: readonly bigint[], bonusMinor: bigint): CappedEarnings {
  const { terms, share } = given;
  const { rulebook } = terms;
  if (!rulebook) return { lines, bonusMinor, note: () => "" };
  const said: string[] = [];
  const cut = (parts: readonly bigint[], cap: Cap | null): readonly bigint[] => {
    if (!cap || sumMinor(parts) <= cap.roomMinor) return parts;
    said.push(cap.sentence);
    return allocate(cap.roomMinor, parts);
  };
  const { saleCapMinor } = rulebook;
  const ofSale = saleCapMinor !== null && {
    roomMinor: allocate(saleCapMinor, share.allBps)[share.index] ?? 0n,
    sentence: `one sale earns at most ${writeWithCode(saleCapMinor, terms.currency)}`,
  };
  const capped = cut([...cut(lines, ofSale || null), bonusMinor], capOfCreator(given));
  const amount = (minor: bigint) => writeWithCode(minor, terms.currency);
  return {
    lines: capped.slice(0, -1),
    bonusMinor: capped.at(-1) ?? 0n,
    note: (wholeMinor, keptMinor) =>
      ` Of these ${amount(wholeMinor)}, ${amount(keptMinor)} counts: ${said.join(", and ")}.`,
  };
}

/** The tighter of what the period and the campaign still have for the creator. */
function capOfCreator({ terms, progress }: EarningCase): Cap | null {
  const { rulebook, currency } = terms;
  if (!rulebook) return null;
  const { periodCapMinor, creatorCapMinor, period } = rulebook;
  const caps: Cap[] = [];
  if (periodCapMinor !== null) {
    caps.push({
      roomMinor: roomIn(periodCapMinor, progress.earnedInPeriodMinor),
      sentence: `a creator earns at most ${writeWithCode(periodCapMinor, currency)} a ${period}`,
    });
  }
  if (creatorCapMinor !== null) {
    caps.push({
      roomMinor: roomIn(creatorCapMinor, progress.earnedInAllMinor),
      sentence: `a creator earns at most ${writeWithCode(creatorCapMinor, currency)} in this campaign`,
    });
  }
  return caps.reduce<Cap | null>((tight, cap) => (tight && tight.roomMinor <= cap.roomMinor ? tight : cap), null);
}

/** Never below 0: a cap may be lower than what earlier terms let a creator earn. */
function roomIn(capMinor: bigint, earnedMinor: bigint): bigint {
  return capMinor > earnedMinor ? capMinor - earnedMinor : 0n;
}
