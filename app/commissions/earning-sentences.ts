import { WHOLE_BPS } from "../kit/money.ts";
import type { RuleChoice } from "../campaigns/pick-rule.ts";
import { plainRulebook } from "../campaigns/rulebook.ts";
import { describeLoser, describeProgress, describeReach, joinWords, writeWithCode } from "../campaigns/rule-words.ts";
import type { EarningCase, EarningLine, EarningSale, RuledPart } from "./earning.ts";

/**
 * Why a line earns nothing whatever the terms pay; null when it may.
 *
 * @param when as-sold leaves refunds out.
 */
export function whyNothing(sale: EarningSale, line: EarningLine, when: "now" | "as-sold" = "now"): string | null {
  if (!line.isCommissionable) return "Gift cards and tips earn nothing.";
  if (line.isExcluded) return "This campaign excludes the product, so it earns nothing.";
  if (sale.isVoid) return "The order was cancelled, so it earns nothing.";
  if (line.isRemoved) return "The shop took this line off the order, so it earns nothing.";
  if (line.netMinor === 0n) return "The buyer paid nothing for this line after the discount, so it earns nothing.";
  if (when === "now" && line.remainingMinor === 0n)
    return "The whole line was refunded, so all it had earned was taken back.";
  return null;
}

/** Why a line earns what its rule gives, naming the rule that won and those that lost. */
export function sentenceOfLine(given: EarningCase, part: RuledPart): string {
  const { sale } = given;
  const nothing = whyNothing(sale, part.line);
  if (nothing !== null) return nothing;
  const because = whyThisRule(given, part.choice);
  const { winner } = part.choice;
  const customer = sale.isReturningCustomer ? "a returning customer" : "a new customer";
  const paysNothing = winner.pays === "percent" ? winner.rateBps === 0 : winner.amountMinor === 0n;
  if (winner.isPlain && paysNothing) return `These terms pay nothing for ${customer}.`;
  if (paysNothing) return `Nothing${because}.`;
  return `${amountInWords(given, part)} for ${customer}${because}${refundNote(part, sale)}.`;
}

function amountInWords({ sale, terms, share }: EarningCase, part: RuledPart): string {
  const { winner } = part.choice;
  const shareBps = share.allBps[share.index] ?? 0;
  const ofShare = shareBps === WHOLE_BPS ? "" : ` (a share of ${percent(shareBps)})`;
  if (winner.pays === "percent") {
    return `${percent(winner.rateBps)} of ${writeWithCode(part.remainingNetMinor, sale.currency)}${ofShare}`;
  }
  const whole = writeWithCode(winner.amountMinor, terms.currency);
  if (winner.pays === "per-unit") {
    const { quantity } = part.line;
    return `${whole} per unit for ${quantity} ${quantity === 1 ? "unit" : "units"}${ofShare}`;
  }
  return `${writeWithCode(part.soldMinor, terms.currency)} is this line's part of ${whole} per sale`;
}

/** ", because the rule for collection Matcha is more specific than 8 % for the campaign". Empty where no other rule was for the line. */
function whyThisRule({ terms, progress }: EarningCase, { winner, lessSpecific, lowerPriority }: RuleChoice): string {
  if (winner.isPlain) return "";
  const rulebook = terms.rulebook ?? plainRulebook;
  const { currency } = terms;
  const named = (rules: RuleChoice["lessSpecific"]) =>
    joinWords(rules.map((rule) => describeLoser(rule, rulebook, currency)));
  const reasons = [
    ...(lessSpecific.length > 0 ? [`is more specific than ${named(lessSpecific)}`] : []),
    ...(lowerPriority.length > 0 ? [`goes before ${named(lowerPriority)} by its priority`] : []),
  ];
  const stood = rulebook.measure === "net" ? progress.netInPeriodMinor : BigInt(progress.salesInPeriod);
  const standing =
    winner.fromProgress === 0n ? "" : ` (${describeProgress(stood, rulebook.measure, currency)} came before this one)`;
  return `, because the rule for ${describeReach(winner, rulebook, currency)} ${reasons.join(" and ")}${standing}`;
}

function refundNote({ originalNetMinor, remainingNetMinor }: RuledPart, sale: EarningSale): string {
  const refundedMinor = originalNetMinor - remainingNetMinor;
  if (refundedMinor === 0n) return "";
  const [refunded, original] = [refundedMinor, originalNetMinor].map((minor) => writeWithCode(minor, sale.currency));
  return `; ${refunded} of ${original} was refunded`;
}

/** What a percentage of a foreign sale is in the commission's currency, and at which rate. */
export function conversionNote({ sale, conversion }: EarningCase, { line, choice, leftMinor }: RuledPart): string {
  if (!conversion || whyNothing(sale, line) !== null) return "";
  if (choice.winner.pays !== "percent" || choice.winner.rateBps === 0) return "";
  const { to, day, rate } = conversion;
  if (!rate) {
    return ` There is no exchange rate from ${sale.currency} to ${to} for ${day}: it is earned once there is one.`;
  }
  const source = rate.source === "" ? "" : ` (${rate.source})`;
  return ` That is ${writeWithCode(leftMinor, to)} at ${rate.rate} ${to} for 1 ${sale.currency}, the rate of ${rate.day}${source}.`;
}

/** Basis points as people write them: 1250 is "12.5 %". */
function percent(bps: number): string {
  return `${bps / 100} %`;
}
