import { sumMinor } from "../kit/money.ts";
import { pickRule, type PickedRule, type PlainTerms } from "./pick-rule.ts";
import { countsProgress, plainRulebook, type Rulebook } from "./rulebook.ts";

/**
 * In what terms can be worse for a creator, beside the hold. products: some products earn less. steps: less is earned from a step on.
 * counting: steps, bonuses or the period's cap count something else, which cannot be compared.
 */
export const rulebookWorsenings = [
  "kind",
  "new-customer",
  "returning-customer",
  "products",
  "steps",
  "counting",
  "bonus",
  "cap",
  "repeat",
] as const;
export type RulebookWorsening = (typeof rulebookWorsenings)[number];

/** A product that no rule names. */
const OTHER_PRODUCT = "";

interface Situation {
  readonly isReturningCustomer: boolean;
  readonly progress: bigint;
  /** The line's product goes by these names. */
  readonly names: readonly [string, string];
  readonly before: PickedRule;
  readonly after: PickedRule;
}

/**
 * In what `next` pays less than `current` for any line that a shop can sell: for each kind of customer, at each step, and for each product
 * as the rules of both tell products apart. A percentage and an amount cannot be compared, so changing between them is always worse.
 */
export function compareRulebooks(next: PlainTerms, current: PlainTerms): RulebookWorsening[] {
  const [after, before] = [next.rulebook ?? plainRulebook, current.rulebook ?? plainRulebook];
  const found = new Set<RulebookWorsening>();
  if (countsOtherwise(after, before)) found.add("counting");
  const situations = situationsOf(next, current);
  for (const situation of situations) {
    const worse = worseIn(situation);
    if (worse) found.add(worse);
  }
  if (mergesAmounts(situations)) found.add("products");
  if (givesLessBonus(after, before)) found.add("bonus");
  if (capNames.some((name) => isTighter(after[name], before[name]))) found.add("cap");
  if (isTighter(after.repeatMonths, before.repeatMonths) || isTighter(after.repeatOrders, before.repeatOrders)) {
    found.add("repeat");
  }
  return rulebookWorsenings.filter((worsening) => found.has(worsening));
}

const capNames = ["saleCapMinor", "periodCapMinor", "creatorCapMinor"] as const;

function isTighter<Limit extends bigint | number>(next: Limit | null, current: Limit | null): boolean {
  return next !== null && (current === null || next < current);
}

/** Whether what is counted, or for how long, changes under something that depends on it. */
function countsOtherwise(next: Rulebook, current: Rulebook): boolean {
  if (next.measure !== current.measure && countsProgress(current)) return true;
  return next.period !== current.period && (countsProgress(current) || current.periodCapMinor !== null);
}

/** Every line that rules can tell apart, with the rule that pays it in each version. */
function situationsOf(next: PlainTerms, current: PlainTerms): Situation[] {
  const rules = [...(next.rulebook?.rules ?? []), ...(current.rulebook?.rules ?? [])];
  const steps = [...new Set([0n, ...rules.map(({ fromProgress }) => fromProgress)])];
  const products = tellProductsApart(rules.map((rule) => rule.products));
  const pairs = products.flatMap((one, index) => products.slice(index).map((other) => [one, other] as const));
  return [false, true].flatMap((isReturningCustomer) =>
    steps.flatMap((progress) =>
      pairs.map((names): Situation => {
        const line = { productId: names[0], sku: names[1], isReturningCustomer, progress };
        return {
          ...{ isReturningCustomer, progress, names },
          ...{ before: pickRule(current, line).winner, after: pickRule(next, line).winner },
        };
      }),
    ),
  );
}

/** One name of each kind of product: those that stand in the same lists are the same to every rule. */
function tellProductsApart(lists: readonly (readonly string[])[]): string[] {
  const byLists = new Map<string, string>([["", OTHER_PRODUCT]]);
  const normalised = lists.map((list) => new Set(list.map((name) => name.trim().toLowerCase())));
  for (const name of new Set(normalised.flatMap((list) => [...list]))) {
    const inLists = normalised.flatMap((list, index) => (list.has(name) ? [index] : [])).join();
    if (!byLists.has(inLists)) byLists.set(inLists, name);
  }
  return [...byLists.values()];
}

function worseIn({ before, after, names, progress, isReturningCustomer }: Situation): RulebookWorsening | null {
  if (paysNothing(before)) return null;
  if (!paysNothing(after) && after.pays !== before.pays) return "kind";
  const paysLess = paysNothing(after) || after.rateBps < before.rateBps || after.amountMinor < before.amountMinor;
  if (!paysLess) return null;
  if (names.some((name) => name !== OTHER_PRODUCT)) return "products";
  if (progress > 0n) return "steps";
  return isReturningCustomer ? "returning-customer" : "new-customer";
}

function paysNothing({ pays, rateBps, amountMinor }: PickedRule): boolean {
  return pays === "nothing" || (rateBps === 0 && amountMinor === 0n);
}

/**
 * Amounts per sale are paid once per rule. Where two rules each paid one and a single rule stands for both now, a sale of both kinds of
 * line loses one of them although no line alone does.
 */
function mergesAmounts(situations: readonly Situation[]): boolean {
  const merged = new Map<string, { readonly after: PickedRule; readonly before: Map<string, bigint> }>();
  for (const { isReturningCustomer, progress, before, after } of situations) {
    if (before.pays !== "per-sale" || after.pays !== "per-sale") continue;
    const key = `${isReturningCustomer} ${progress} ${nameOf(after)}`;
    const group = merged.get(key) ?? { after, before: new Map<string, bigint>() };
    group.before.set(nameOf(before), before.amountMinor);
    merged.set(key, group);
  }
  return [...merged.values()].some(({ after, before }) => after.amountMinor < sumMinor(before.values()));
}

function nameOf(rule: PickedRule): string {
  return JSON.stringify(rule, (_name, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

/** What bonuses have come to at each threshold of either version. */
function givesLessBonus(next: Rulebook, current: Rulebook): boolean {
  const sumAt = ({ bonuses }: Rulebook, progress: bigint) =>
    sumMinor(bonuses.filter(({ atProgress }) => atProgress <= progress).map(({ amountMinor }) => amountMinor));
  return current.bonuses.some(({ atProgress }) => sumAt(next, atProgress) < sumAt(current, atProgress));
}
