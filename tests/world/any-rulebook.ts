import fc from "fast-check";
import { areTied } from "#app/campaigns/pick-rule.ts";
import { ruleCustomers, rulePays, ruleScopes, type Rulebook, type TermsRule } from "#app/campaigns/rulebook.ts";

/** What the shop of the properties sells. */
export const soldProducts = ["sencha", "matcha", "whisk", "teapot"] as const;

const anyRule = fc
  .record({
    scope: fc.constantFrom(...ruleScopes),
    products: fc.subarray([...soldProducts], { minLength: 1 }),
    customer: fc.constantFrom(...ruleCustomers),
    pays: fc.constantFrom(...rulePays),
    rateBps: fc.integer({ min: 0, max: 8_000 }),
    amountMinor: fc.bigInt({ min: 0n, max: 5_000n }),
    fromProgress: fc.constantFrom(0n, 0n, 2n, 4n),
    priority: fc.integer({ min: -2, max: 2 }),
  })
  .map((rule): TermsRule => ({
    ...rule,
    name: rule.scope === "collection" ? `Collection ${rule.priority}` : "",
    products: rule.scope === "campaign" ? [] : rule.products,
    rateBps: rule.pays === "percent" ? rule.rateBps : 0,
    amountMinor: rule.pays === "per-sale" || rule.pays === "per-unit" ? rule.amountMinor : 0n,
  }));

/** Rules of which no two tie, as the form demands. */
const anyRules = fc
  .array(anyRule, { maxLength: 6 })
  .map((rules) => rules.filter((rule, index) => !rules.slice(0, index).some((earlier) => areTied(rule, earlier))));

const anyCap = fc.option(fc.bigInt({ min: 0n, max: 20_000n }), { nil: null });

export const anyRulebook: fc.Arbitrary<Rulebook> = fc.record({
  rules: anyRules,
  bonuses: fc.array(
    fc.record({ atProgress: fc.bigInt({ min: 1n, max: 6n }), amountMinor: fc.bigInt({ min: 1n, max: 9_000n }) }),
    { maxLength: 2 },
  ),
  measure: fc.constant("sales" as const),
  period: fc.constantFrom("month" as const, "quarter" as const),
  saleCapMinor: anyCap,
  periodCapMinor: anyCap,
  creatorCapMinor: anyCap,
  repeatMonths: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  repeatOrders: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
});
