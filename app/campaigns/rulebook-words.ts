import { formatAmount } from "#app/kit/amount-text.ts";
import { countsProgress, ruleScopes, type Rulebook, type TermsRule } from "./rulebook.ts";
import { describePay, describeProgress, describeScope, describeStep, listProducts } from "./rule-words.ts";

/**
 * What a rulebook says beside the rates for everything, one sentence each, as creators read it: the rules first, the most specific on top.
 * Empty for none.
 */
export function describeRulebook(rulebook: Rulebook | null, currency: string): string[] {
  if (!rulebook) return [];
  return [
    ...inOrder(rulebook.rules).map((rule) => describeRule(rule, rulebook, currency)),
    ...describeBonuses(rulebook, currency),
    ...describeCaps(rulebook, currency),
    ...describeRepeats(rulebook),
    ...describeCounting(rulebook),
  ];
}

/** How one of several rules is chosen; for whoever reads more than one. */
export const howRulesWin =
  "Where several of these fit, the most specific pays: products before a collection, a collection before everything, then rules for new or for returning customers, then the higher step.";

function inOrder(rules: readonly TermsRule[]): TermsRule[] {
  return rules.toSorted(
    (one, other) =>
      ruleScopes.indexOf(other.scope) - ruleScopes.indexOf(one.scope) ||
      other.priority - one.priority ||
      (one.fromProgress < other.fromProgress ? -1 : one.fromProgress > other.fromProgress ? 1 : 0),
  );
}

function describeRule(rule: TermsRule, rulebook: Rulebook, currency: string): string {
  const pays = describePay(rule, currency, formatAmount);
  const inCollection = rule.scope === "collection" ? ` (${listProducts(rule.products)})` : "";
  const what = rule.scope === "campaign" ? "everything" : describeScope(rule) + inCollection;
  const whose = { any: "", new: " for new customers", returning: " for returning customers" }[rule.customer];
  const step =
    rule.fromProgress === 0n
      ? ""
      : `, once ${describeProgress(rule.fromProgress, rulebook.measure, currency, formatAmount)} came before in the ${rulebook.period}`;
  return `${pays.charAt(0).toUpperCase()}${pays.slice(1)} on ${what}${whose}${step}.`;
}

function describeBonuses({ bonuses, measure, period }: Rulebook, currency: string): string[] {
  return bonuses.map(({ atProgress, amountMinor }) => {
    const at = describeStep(atProgress, { measure, period }, currency, formatAmount);
    return `A bonus of ${formatAmount(amountMinor, currency)} with the sale that reaches ${at}.`;
  });
}

function describeCaps({ saleCapMinor, periodCapMinor, creatorCapMinor, period }: Rulebook, currency: string): string[] {
  const amount = (minor: bigint) => formatAmount(minor, currency);
  return [
    ...(saleCapMinor === null ? [] : [`One sale earns at most ${amount(saleCapMinor)}, bonuses apart.`]),
    ...(periodCapMinor === null ? [] : [`A creator earns at most ${amount(periodCapMinor)} a ${period}.`]),
    ...(creatorCapMinor === null ? [] : [`A creator earns at most ${amount(creatorCapMinor)} in this campaign.`]),
  ];
}

function describeRepeats({ repeatMonths, repeatOrders }: Rulebook): string[] {
  const months = repeatMonths === null ? null : `for ${repeatMonths} ${repeatMonths === 1 ? "month" : "months"}`;
  if (repeatOrders === 0) return ["Only a customer’s first order with a creator earns."];
  const orders = repeatOrders === null ? null : `for ${repeatOrders} ${repeatOrders === 1 ? "order" : "orders"}`;
  if (months === null && orders === null) return [];
  const both = [months, orders].filter((part) => part !== null).join(" and at most ");
  return [`After the first order with a creator, a customer’s later ones earn ${both}.`];
}

function describeCounting(rulebook: Rulebook): string[] {
  if (!countsProgress(rulebook)) return [];
  const counted = rulebook.measure === "net" ? "the net of credited sales" : "credited sales";
  return [
    `Steps and bonuses count ${counted} of a calendar ${rulebook.period} (UTC) as they were sold: a refund takes back its own commission and no step.`,
  ];
}
