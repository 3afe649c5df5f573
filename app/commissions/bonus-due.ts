import { sumMinor } from "../kit/money.ts";
import { describeStep, joinWords, writeWithCode } from "../campaigns/rule-words.ts";
import type { EarningCase } from "./earning.ts";

export interface DueBonus {
  readonly amountMinor: bigint;
  readonly sentence: string;
}

const monthOf = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const MONTHS_PER_QUARTER = 3;

/**
 * The bonuses that have been reached with this sale and were not given to an earlier one of the period. A threshold that newer terms set
 * below where the creator stood is given to the next sale. A bonus is the creator's own, so a share in the sale does not divide it.
 */
export function bonusDue(
  { sale, terms, progress }: EarningCase,
  counted: { readonly countsAsSale: boolean; readonly netMinor: bigint },
): DueBonus | null {
  const { rulebook, currency } = terms;
  if (!rulebook || rulebook.bonuses.length === 0 || !counted.countsAsSale) return null;
  const isByNet = rulebook.measure === "net";
  const reached = isByNet ? progress.netInPeriodMinor + counted.netMinor : BigInt(progress.salesInPeriod) + 1n;
  const given = rulebook.bonuses.filter(({ atProgress }) => atProgress <= reached);
  const amountMinor = sumMinor(given.map((bonus) => bonus.amountMinor)) - progress.bonusInPeriodMinor;
  if (amountMinor <= 0n) return null;
  const period = nameOfPeriod(sale.placedAt, rulebook.period);
  const standing = isByNet
    ? `with this sale ${period} comes to ${writeWithCode(reached, currency)}`
    : `this sale is number ${reached} of ${period}`;
  const steps = joinWords(given.map(({ atProgress }) => `from ${describeStep(atProgress, rulebook, currency)}`));
  return {
    amountMinor,
    sentence: `Bonus of ${writeWithCode(amountMinor, currency)}: ${standing}, and the terms give it ${steps}.`,
  };
}

/** "June 2026", "the second quarter of 2026". */
function nameOfPeriod(at: Date, period: "month" | "quarter"): string {
  if (period === "month") return monthOf.format(at);
  const ordinals = ["first", "second", "third", "fourth"];
  return `the ${ordinals[Math.floor(at.getUTCMonth() / MONTHS_PER_QUARTER)]} quarter of ${at.getUTCFullYear()}`;
}
