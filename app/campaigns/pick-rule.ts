import { isExcluded as isListed } from "../attribution/refuse-by-limits.ts";
import type { CampaignTerms } from "./campaign.ts";
import { ruleScopes, type TermsRule } from "./rulebook.ts";

/** What terms pay where no rule says otherwise. */
export type PlainTerms = Pick<
  CampaignTerms,
  | "kind"
  | "newCustomerRateBps"
  | "returningCustomerRateBps"
  | "newCustomerAmountMinor"
  | "returningCustomerAmountMinor"
  | "rulebook"
>;

/** What of a line, its sale and the creator's standing a rule looks at. */
export interface RuledLine {
  readonly productId: string;
  readonly sku: string;
  readonly isReturningCustomer: boolean;
  /** Where the creator stood in the period before this sale, by the measure of the rulebook. */
  readonly progress: bigint;
}

/** A rule that is for the line. `isPlain`: what the campaign pays for everything. */
export interface PickedRule extends TermsRule {
  readonly isPlain: boolean;
}

export interface RuleChoice {
  readonly winner: PickedRule;
  /** The other rules that are for the line, the strongest first. */
  readonly lessSpecific: readonly PickedRule[];
  /** As specific as the winner, of lower priority. */
  readonly lowerPriority: readonly PickedRule[];
}

/**
 * The rule that pays a line: the most specific, whatever it pays and wherever it stands in the list. A list of products is more specific
 * than a collection, and that more than the campaign; then a rule for new or for returning customers more than one for any; then the
 * higher step; then the priority decides. Rates and amounts are never compared.
 */
export function pickRule(terms: PlainTerms, line: RuledLine): RuleChoice {
  const fitting = (terms.rulebook?.rules ?? [])
    .filter((rule) => isFor(rule, line))
    .sort((one, other) => compareSpecificity(other, one) || other.priority - one.priority || compareTexts(one, other));
  const [winner, ...losers] = [
    ...fitting.map((rule): PickedRule => ({ ...rule, isPlain: false })),
    plainRule(terms, line.isReturningCustomer),
  ];
  if (!winner) throw new Error("There is always what the campaign pays for everything.");
  const isEqual = (rule: PickedRule) => !rule.isPlain && compareSpecificity(rule, winner) === 0;
  return {
    winner,
    lessSpecific: losers.filter((rule) => !isEqual(rule)),
    lowerPriority: losers.filter((rule) => isEqual(rule)),
  };
}

/** What the campaign pays for everything, as the least specific rule of all. */
export function plainRule(terms: PlainTerms, isReturningCustomer: boolean): PickedRule {
  return {
    scope: "campaign",
    name: "",
    products: [],
    customer: "any",
    pays: terms.kind === "percent" ? "percent" : "per-sale",
    rateBps: isReturningCustomer ? terms.returningCustomerRateBps : terms.newCustomerRateBps,
    amountMinor: isReturningCustomer ? terms.returningCustomerAmountMinor : terms.newCustomerAmountMinor,
    fromProgress: 0n,
    priority: 0,
    isPlain: true,
  };
}

/** Whether neither specificity nor priority decides between two rules for lines that both are for. */
export function areTied(one: TermsRule, other: TermsRule): boolean {
  if (compareSpecificity(one, other) !== 0 || one.priority !== other.priority) return false;
  if (one.customer !== other.customer) return false;
  if (one.scope === "campaign") return true;
  return one.products.some((product) => isListed(other.products, { productId: product, sku: "" }));
}

function isFor(rule: TermsRule, line: RuledLine): boolean {
  if (rule.customer !== "any" && (rule.customer === "returning") !== line.isReturningCustomer) return false;
  if (rule.fromProgress > line.progress) return false;
  return rule.scope === "campaign" || isListed(rule.products, line);
}

/** Below 0 when the first is less specific, 0 when neither is more specific. */
function compareSpecificity(one: TermsRule, other: TermsRule): number {
  const byScope = ruleScopes.indexOf(one.scope) - ruleScopes.indexOf(other.scope);
  const byCustomer = Number(one.customer !== "any") - Number(other.customer !== "any");
  const byStep = one.fromProgress < other.fromProgress ? -1 : one.fromProgress > other.fromProgress ? 1 : 0;
  return byScope || byCustomer || byStep;
}

/** The form refuses rules that tie; should two ever do, the order of the list still decides nothing. */
function compareTexts(one: TermsRule, other: TermsRule): number {
  const textOf = ({ name, products, pays, rateBps, amountMinor }: TermsRule) =>
    [name, ...products, pays, rateBps, amountMinor].join("\u001f");
  const [left, right] = [textOf(one), textOf(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}
