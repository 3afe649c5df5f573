import { allocate, divideRounded, percentOf, sumMinor, WHOLE_BPS } from "../kit/money.ts";
import { convertPart } from "../currencies/exchange-rate.ts";
import type { CampaignTerms } from "../campaigns/campaign.ts";
import { pickRule, type RuleChoice } from "../campaigns/pick-rule.ts";
import { bonusDue } from "./bonus-due.ts";
import { capEarnings } from "./cap-earnings.ts";
import type {
  Conversion,
  CreditShare,
  Earned,
  EarnedLine,
  EarningCase,
  EarningLine,
  EarningSale,
  RuledPart,
} from "./earning.ts";
import { conversionNote, sentenceOfLine, whyNothing } from "./earning-sentences.ts";
import { noProgress, type Progress } from "./progress.ts";
import { whyRepeatEnded } from "./repeat-end.ts";

/**
 * What each line of a sale should have earned one partnership by now, before the campaign's budget. The most specific rule wins each line.
 * Percent: the rate on the credited share of what is left of the line's net, rounded per line half away from zero, so that a refund changes
 * only the lines it names. Amounts: per unit, or per sale allocated over the lines of their rule by net; each part shrinks with its line.
 * Caps cut the sale as it was sold, and a refund takes back its line's part of what they left.
 */
export function shouldEarn(
  sale: EarningSale,
  terms: CampaignTerms,
  share: CreditShare,
  conversion: Conversion | null = null,
  progress: Progress = noProgress,
): Earned {
  const given: EarningCase = { sale, terms, share, conversion, progress };
  const parts = partsOf(given);
  const ended = whyRepeatEnded(given);
  if (ended !== null) return nothingEarned(given, parts, ended);
  const counted = countSale(given, parts);
  const bonus = bonusDue(given, counted);
  const capped = capEarnings(
    given,
    parts.map(({ soldMinor }) => soldMinor),
    bonus?.amountMinor ?? 0n,
  );
  const lines = parts.map((part, index): EarnedLine => {
    const soldMinor = capped.lines[index] ?? 0n;
    const isCut = soldMinor !== part.soldMinor;
    const calculatedMinor = isCut ? leftOf(soldMinor, part.line) : part.leftMinor;
    const why = sentenceOfLine(given, part) + conversionNote(given, part);
    return {
      ...earnedBase(given, part),
      calculatedMinor,
      sentence: isCut && part.leftMinor > 0n ? why + capped.note(part.soldMinor, soldMinor) : why,
    };
  });
  const earnedMinor = sumMinor([...capped.lines, capped.bonusMinor]);
  const bonusMinor = bonus?.amountMinor ?? 0n;
  return {
    lines:
      bonus && counted.saleLineId
        ? [...lines, bonusLine(counted.saleLineId, bonus.sentence, capped, bonusMinor)]
        : lines,
    counted: { countsAsSale: counted.countsAsSale, netMinor: counted.netMinor, earnedMinor, bonusMinor },
  };
}

/** Each line with the rule that wins it and what that gives. */
function partsOf(given: EarningCase): RuledPart[] {
  const { sale, terms, share, progress } = given;
  const shareOf = (minor: bigint) => allocate(minor, share.allBps)[share.index] ?? 0n;
  const isReturningCustomer = sale.isReturningCustomer;
  const reached = terms.rulebook?.measure === "net" ? progress.netInPeriodMinor : BigInt(progress.salesInPeriod);
  const choices = sale.lines.map(({ productId, sku }) =>
    pickRule(terms, { productId, sku, isReturningCustomer, progress: reached }),
  );
  const perSale = perSaleParts(sale, choices, shareOf);
  return sale.lines.map((line, index) => {
    const choice = choices[index]!;
    const { winner } = choice;
    const base = {
      line,
      choice,
      originalNetMinor: shareOf(isCredited(line) ? line.netMinor : 0n),
      remainingNetMinor: isSold(sale, line) ? shareOf(line.remainingMinor) : 0n,
    };
    if (whyNothing(sale, line, "as-sold") !== null || winner.pays === "nothing")
      return { ...base, soldMinor: 0n, leftMinor: 0n };
    if (winner.pays === "percent") {
      const percentage = (netMinor: bigint) => percentIn(given.conversion, netMinor, winner.rateBps);
      return { ...base, soldMinor: percentage(base.originalNetMinor), leftMinor: percentage(base.remainingNetMinor) };
    }
    const soldMinor =
      winner.pays === "per-unit" ? shareOf(winner.amountMinor * BigInt(line.quantity)) : (perSale[index] ?? 0n);
    return { ...base, soldMinor, leftMinor: leftOf(soldMinor, line) };
  });
}

/** Each line's part of the amount per sale of its rule, by net, among the lines that the same rule wins; lines that cannot earn have none. */
function perSaleParts(sale: EarningSale, choices: readonly RuleChoice[], shareOf: (minor: bigint) => bigint): bigint[] {
  const names = choices.map(({ winner }) =>
    JSON.stringify(winner, (_name, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  );
  const parts = sale.lines.map(() => 0n);
  for (const name of new Set(names)) {
    const { winner } = choices[names.indexOf(name)]!;
    if (winner.pays !== "per-sale") continue;
    const weights = sale.lines.map((line, index) =>
      names[index] === name && isCredited(line) && !line.isRemoved ? line.netMinor : 0n,
    );
    if (sumMinor(weights) === 0n) continue;
    for (const [index, part] of allocate(shareOf(winner.amountMinor), weights).entries()) {
      parts[index] = (parts[index] ?? 0n) + part;
    }
  }
  return parts;
}

/** What refunds leave of an amount for a line as it was sold. */
function leftOf(soldMinor: bigint, line: EarningLine): bigint {
  return line.netMinor === 0n ? 0n : divideRounded(soldMinor * line.remainingMinor, line.netMinor);
}

/** Rounded once, to the minor unit of the currency it ends in. */
function percentIn(conversion: Conversion | null, netMinor: bigint, rateBps: number): bigint {
  if (!conversion) return percentOf(netMinor, rateBps);
  if (!conversion.rate) return 0n;
  return convertPart(netMinor, conversion.rate, { numerator: BigInt(rateBps), denominator: BigInt(WHOLE_BPS) });
}

/** Whether the sale counts, with how much net, and the first line of it that does. */
function countSale({ sale, conversion }: EarningCase, parts: readonly RuledPart[]) {
  const sold = parts.filter(({ line, originalNetMinor }) => isSold(sale, line) && originalNetMinor > 0n);
  const netMinor = sumMinor(sold.map(({ originalNetMinor }) => originalNetMinor));
  return {
    countsAsSale: sold.length > 0,
    netMinor: percentIn(conversion, netMinor, WHOLE_BPS),
    saleLineId: sold[0]?.line.id ?? null,
  };
}

function earnedBase({ sale }: EarningCase, { line, choice, originalNetMinor, remainingNetMinor }: RuledPart) {
  const { winner } = choice;
  return {
    saleLineId: line.id,
    part: "line" as const,
    originalNetMinor,
    remainingNetMinor: isSold(sale, line) ? remainingNetMinor : 0n,
    rateBps: winner.pays === "percent" ? winner.rateBps : null,
  };
}

function bonusLine(
  saleLineId: string,
  sentence: string,
  capped: ReturnType<typeof capEarnings>,
  bonusMinor: bigint,
): EarnedLine {
  return {
    ...{ saleLineId, part: "bonus", originalNetMinor: 0n, remainingNetMinor: 0n, rateBps: null },
    calculatedMinor: capped.bonusMinor,
    sentence: capped.bonusMinor === bonusMinor ? sentence : sentence + capped.note(bonusMinor, capped.bonusMinor),
  };
}

/** The terms end with the customer's earlier orders: nothing is earned, and nothing counted. */
function nothingEarned(given: EarningCase, parts: readonly RuledPart[], because: string): Earned {
  return {
    lines: parts.map((part) => ({
      ...earnedBase(given, part),
      calculatedMinor: 0n,
      sentence: whyNothing(given.sale, part.line) ?? because,
    })),
    counted: { countsAsSale: false, netMinor: 0n, earnedMinor: 0n, bonusMinor: 0n },
  };
}

function isSold(sale: EarningSale, line: EarningLine): boolean {
  return !sale.isVoid && isCredited(line) && !line.isRemoved;
}

function isCredited(line: EarningLine): boolean {
  return line.isCommissionable && !line.isExcluded;
}
