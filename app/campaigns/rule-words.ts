import { formatDecimal } from "../kit/money.ts";
import type { PickedRule } from "./pick-rule.ts";
import type { ProgressMeasure, ProgressPeriod, Rulebook, TermsRule } from "./rulebook.ts";

/** How an amount is written: with the sign of its currency on screens, with its code in what is stored. */
export type WriteAmount = (minor: bigint, currency: string) => string;

export const writeWithCode: WriteAmount = (minor, currency) => `${formatDecimal(minor, currency)} ${currency}`;

/** How many products are named before the rest are counted. */
const MOST_NAMED = 3;

/** "12 %", "3.00 EUR per sale", "nothing". */
export function describePay(
  { pays, rateBps, amountMinor }: TermsRule,
  currency: string,
  write: WriteAmount = writeWithCode,
): string {
  if (pays === "nothing") return "nothing";
  if (pays === "percent") return rateBps === 0 ? "nothing" : `${rateBps / 100} %`;
  if (amountMinor === 0n) return "nothing";
  return `${write(amountMinor, currency)} per ${pays === "per-unit" ? "unit" : "sale"}`;
}

/** "collection Matcha", "SENCHA-100 and TIN-2", "the campaign". */
export function describeScope({ scope, name, products }: TermsRule): string {
  if (scope === "campaign") return "the campaign";
  return scope === "collection" ? `collection ${name}` : listProducts(products);
}

/** "SENCHA-100, TIN-2, POT and 4 more". */
export function listProducts(products: readonly string[]): string {
  const named = products.slice(0, MOST_NAMED);
  const more = products.length - named.length;
  const all = more > 0 ? [...named, `${more} more`] : named;
  return joinWords(all);
}

/** "a, b and c". */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Whom a rule is for, behind what it is for; of the whole campaign the customers alone. */
function describeWhom(rule: TermsRule): string {
  if (rule.customer === "any") return describeScope(rule);
  const customers = `${rule.customer} customers`;
  return rule.scope === "campaign" ? customers : `${describeScope(rule)} for ${customers}`;
}

/** "from 10 sales a month", "from 500.00 EUR a quarter". */
export function describeStep(
  progress: bigint,
  { measure, period }: { readonly measure: ProgressMeasure; readonly period: ProgressPeriod },
  currency: string,
  write: WriteAmount = writeWithCode,
): string {
  return `${describeProgress(progress, measure, currency, write)} a ${period}`;
}

/** "10 sales", "500.00 EUR". */
export function describeProgress(
  progress: bigint,
  measure: ProgressMeasure,
  currency: string,
  write: WriteAmount = writeWithCode,
): string {
  if (measure === "net") return write(progress, currency);
  return `${progress} ${progress === 1n ? "sale" : "sales"}`;
}

/** Whom and what a rule is for: "collection Matcha for new customers from 10 sales a month". */
export function describeReach(
  rule: TermsRule,
  rulebook: Rulebook,
  currency: string,
  write: WriteAmount = writeWithCode,
): string {
  const step = rule.fromProgress === 0n ? "" : ` from ${describeStep(rule.fromProgress, rulebook, currency, write)}`;
  return `${describeWhom(rule)}${step}`;
}

/** A rule that lost: "8 % for the campaign". */
export function describeLoser(rule: PickedRule, rulebook: Rulebook, currency: string): string {
  return `${describePay(rule, currency)} for ${describeReach(rule, rulebook, currency)}`;
}
