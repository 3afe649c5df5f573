/** campaign: every line of a sale. collection: a named list of products. products: a list of products. The later in the list, the more specific. */
export const ruleScopes = ["campaign", "collection", "products"] as const;
export type RuleScope = (typeof ruleScopes)[number];

/** Whose sales a rule is for. */
export const ruleCustomers = ["any", "new", "returning"] as const;
export type RuleCustomer = (typeof ruleCustomers)[number];

/** percent: of the line's net. per-sale: one amount for all lines of a sale that the rule wins. per-unit: an amount per piece. nothing: excluded. */
export const rulePays = ["percent", "per-sale", "per-unit", "nothing"] as const;
export type RulePay = (typeof rulePays)[number];

/** What steps and bonuses count: credited sales, or their net. */
export const progressMeasures = ["sales", "net"] as const;
export type ProgressMeasure = (typeof progressMeasures)[number];

/** Calendar months or quarters, in UTC. */
export const progressPeriods = ["month", "quarter"] as const;
export type ProgressPeriod = (typeof progressPeriods)[number];

/** One rule beside the rates that a campaign pays for everything. Which of several wins is in `pick-rule.ts`. */
export interface TermsRule {
  readonly scope: RuleScope;
  /** A collection's name; empty for the other scopes. */
  readonly name: string;
  /** The store's product ids or SKUs, for orders do not name collections; empty for the whole campaign. */
  readonly products: readonly string[];
  readonly customer: RuleCustomer;
  readonly pays: RulePay;
  /** 0 unless it pays percent. */
  readonly rateBps: number;
  /** Minor units of the terms' currency; 0 unless it pays an amount. */
  readonly amountMinor: bigint;
  /** The step from which it holds: so many sales, or so much net in minor units, before this sale in the period. 0 holds from the first sale. */
  readonly fromProgress: bigint;
  /** Of two equally specific rules the higher goes first. */
  readonly priority: number;
}

/** A one-time commission, once per period. */
export interface TermsBonus {
  /** So many sales, or so much net in minor units. */
  readonly atProgress: bigint;
  readonly amountMinor: bigint;
}

/** What terms say beyond one rate for everything. Immutable with its version. Amounts are in the currency of the terms. */
export interface Rulebook {
  readonly rules: readonly TermsRule[];
  readonly bonuses: readonly TermsBonus[];
  readonly measure: ProgressMeasure;
  readonly period: ProgressPeriod;
  /** The most that one sale earns, bonuses apart. Null is no limit, here and below. */
  readonly saleCapMinor: bigint | null;
  /** The most that a creator earns in one period, bonuses included. */
  readonly periodCapMinor: bigint | null;
  /** The most that a creator earns in the whole campaign, bonuses included. */
  readonly creatorCapMinor: bigint | null;
  /** How long, and how often, a customer's later orders earn after the first that was credited to the creator. */
  readonly repeatMonths: number | null;
  readonly repeatOrders: number | null;
}

export const plainRulebook: Rulebook = {
  rules: [],
  bonuses: [],
  measure: "sales",
  period: "month",
  saleCapMinor: null,
  periodCapMinor: null,
  creatorCapMinor: null,
  repeatMonths: null,
  repeatOrders: null,
};

export const MAX_RULES = 20;
export const MAX_PRODUCTS_PER_RULE = 200;
export const MAX_PRODUCT_LENGTH = 100;
export const MAX_COLLECTION_LENGTH = 60;
export const MAX_BONUSES = 10;
export const MAX_PRIORITY = 100;
export const MAX_REPEAT_MONTHS = 120;
export const MAX_REPEAT_ORDERS = 1_000;
export const MAX_PROGRESS_SALES = 1_000_000;

/** Whether what a sale earns depends on other sales of the creator: on how many, on what they earned, or on the customer's. */
export function looksBack({ rulebook }: { readonly rulebook: Rulebook | null }): boolean {
  if (!rulebook) return false;
  return (
    countsProgress(rulebook) ||
    rulebook.periodCapMinor !== null ||
    rulebook.creatorCapMinor !== null ||
    endsRepeats(rulebook)
  );
}

/** Whether there are steps or bonuses, so that measure and period say something. */
export function countsProgress({ rules, bonuses }: Rulebook): boolean {
  return bonuses.length > 0 || rules.some(({ fromProgress }) => fromProgress > 0n);
}

export function endsRepeats({ repeatMonths, repeatOrders }: Rulebook): boolean {
  return repeatMonths !== null || repeatOrders !== null;
}

/** Null for a rulebook that says nothing: most terms have one rate for everything. */
export function orPlain(rulebook: Rulebook): Rulebook | null {
  const caps = [rulebook.saleCapMinor, rulebook.periodCapMinor, rulebook.creatorCapMinor];
  const isPlain =
    rulebook.rules.length === 0 &&
    rulebook.bonuses.length === 0 &&
    caps.every((cap) => cap === null) &&
    !endsRepeats(rulebook);
  return isPlain ? null : rulebook;
}
