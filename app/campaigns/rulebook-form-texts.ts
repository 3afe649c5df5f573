import { formatDecimal } from "#app/kit/money.ts";
import { formatRateText } from "./rate-text.ts";
import { plainRulebook, type Rulebook, type TermsRule } from "./rulebook.ts";

/** One rule as the form shows it. */
export interface RuleText {
  scope: string;
  name: string;
  /** One product id or SKU per line. */
  products: string;
  customer: string;
  pays: string;
  rate: string;
  amount: string;
  fromProgress: string;
  priority: string;
}

export interface BonusText {
  atProgress: string;
  amount: string;
}

/** What the form holds beside the rates for everything. What it may hold is in rulebook-form.ts, which browsers need not load. */
export interface RulebookTexts {
  rules: RuleText[];
  bonuses: BonusText[];
  measure: string;
  period: string;
  saleCap: string;
  periodCap: string;
  creatorCap: string;
  repeatMonths: string;
  repeatOrders: string;
}

/** What a rule starts with when it is added. */
export const newRule: RuleText = {
  scope: "collection",
  name: "",
  products: "",
  customer: "any",
  pays: "percent",
  rate: "",
  amount: "",
  fromProgress: "",
  priority: "",
};

/** The texts that the form shows for a rulebook; for none those of one that says nothing. */
export function rulebookToForm(rulebook: Rulebook | null, currency: string): RulebookTexts {
  const shown = rulebook ?? plainRulebook;
  const amount = (minor: bigint | null) => (minor === null ? "" : formatDecimal(minor, currency));
  const progress = (count: bigint) => (shown.measure === "net" ? formatDecimal(count, currency) : String(count));
  return {
    rules: shown.rules.map((rule) => ruleToForm(rule, currency, progress)),
    bonuses: shown.bonuses.map(({ atProgress, amountMinor }) => ({
      atProgress: progress(atProgress),
      amount: amount(amountMinor),
    })),
    measure: shown.measure,
    period: shown.period,
    saleCap: amount(shown.saleCapMinor),
    periodCap: amount(shown.periodCapMinor),
    creatorCap: amount(shown.creatorCapMinor),
    repeatMonths: shown.repeatMonths === null ? "" : String(shown.repeatMonths),
    repeatOrders: shown.repeatOrders === null ? "" : String(shown.repeatOrders),
  };
}

function ruleToForm(rule: TermsRule, currency: string, progress: (count: bigint) => string): RuleText {
  return {
    scope: rule.scope,
    name: rule.name,
    products: rule.products.join("\n"),
    customer: rule.customer,
    pays: rule.pays,
    rate: rule.pays === "percent" ? formatRateText(rule.rateBps) : "",
    amount: rule.amountMinor === 0n ? "" : formatDecimal(rule.amountMinor, currency),
    fromProgress: rule.fromProgress === 0n ? "" : progress(rule.fromProgress),
    priority: rule.priority === 0 ? "" : String(rule.priority),
  };
}

/** Every field of a form with its name, for carrying what was typed to the next step: lists as "rules[0].scope". */
export function flattenTexts(value: object, prefix = ""): { readonly name: string; readonly value: string }[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (Array.isArray(inner)) {
      return inner.flatMap((item: object, index) => flattenTexts(item, `${name}[${index}]`));
    }
    return [{ name, value: String(inner) }];
  });
}
