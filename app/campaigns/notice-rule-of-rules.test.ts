import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSame, isWorse, worsenings, type TermsFacts } from "./notice-rule.ts";
import { plainRulebook, type Rulebook, type TermsRule } from "./rulebook.ts";
import { anyRulebook } from "#tests/world/any-rulebook.ts";

const rule = (choices: Partial<TermsRule>): TermsRule => ({
  ...{ scope: "campaign", name: "", products: [], customer: "any", pays: "percent", rateBps: 0, amountMinor: 0n },
  ...{ fromProgress: 0n, priority: 0 },
  ...choices,
});

const terms = (rulebook: Partial<Rulebook> | null, choices: Partial<TermsFacts> = {}): TermsFacts => ({
  kind: "percent",
  newCustomerRateBps: 800,
  returningCustomerRateBps: 400,
  newCustomerAmountMinor: 0n,
  returningCustomerAmountMinor: 0n,
  currency: "EUR",
  holdDays: 30,
  ...choices,
  rulebook: rulebook && { ...plainRulebook, ...rulebook },
});

const matcha = (rateBps: number, choices: Partial<TermsRule> = {}) =>
  rule({ scope: "collection", name: "Matcha", products: ["matcha", "whisk"], rateBps, ...choices });

describe("a rule beside the campaign's rates", () => {
  it("that pays more than they did is a rise, one that pays less a cut", () => {
    expect(worsenings(terms({ rules: [matcha(1200)] }), terms(null))).toEqual([]);
    expect(worsenings(terms({ rules: [matcha(500)] }), terms(null))).toEqual(["products"]);
    expect(worsenings(terms(null), terms({ rules: [matcha(1200)] }))).toEqual(["products"]);
  });

  it("that covers another product less, or one more cheaply, is a cut", () => {
    expect(
      worsenings(terms({ rules: [matcha(1200, { products: ["matcha"] })] }), terms({ rules: [matcha(1200)] })),
    ).toEqual(["products"]);
    const tin = rule({ scope: "products", products: ["tin"], pays: "nothing" });
    expect(worsenings(terms({ rules: [matcha(1200), tin] }), terms({ rules: [matcha(1200)] }))).toEqual(["products"]);
  });

  it("of an amount instead of a percentage cannot be compared, so it is a cut", () => {
    const each = matcha(0, { pays: "per-unit", amountMinor: 99_900n });
    expect(worsenings(terms({ rules: [each] }), terms({ rules: [matcha(1)] }))).toContain("kind");
  });

  it("per sale that was paid beside another one and now stands in for both is a cut, although each line keeps its amount", () => {
    const both = { rules: [matcha(0, { pays: "per-sale", amountMinor: 500n })] };
    const now = terms(both, {
      kind: "fixed",
      newCustomerAmountMinor: 500n,
      returningCustomerAmountMinor: 500n,
      newCustomerRateBps: 0,
      returningCustomerRateBps: 0,
    });
    expect(worsenings({ ...now, rulebook: null }, now)).toEqual(["products"]);
    const raised = { ...now, newCustomerAmountMinor: 1000n, returningCustomerAmountMinor: 1000n, rulebook: null };
    expect(worsenings(raised, now)).toEqual([]);
  });

  it("matters only where it wins: a lower priority that changes no winner is no cut", () => {
    const tools = rule({ scope: "collection", name: "Tools", products: ["whisk"], rateBps: 500, priority: -1 });
    expect(worsenings(terms({ rules: [matcha(1200), tools] }), terms({ rules: [matcha(1200)] }))).toEqual([]);
    expect(
      worsenings(terms({ rules: [matcha(1200), { ...tools, priority: 1 }] }), terms({ rules: [matcha(1200)] })),
    ).toEqual(["products"]);
  });
});

describe("steps, bonuses, caps and repeat purchases", () => {
  const steps = { rules: [rule({ rateBps: 1000, fromProgress: 10n }), rule({ rateBps: 1200, fromProgress: 20n })] };

  it("a step that comes later or pays less is a cut, a new or an earlier one a rise", () => {
    const later = { rules: [rule({ rateBps: 1000, fromProgress: 12n }), steps.rules[1]!] };
    expect(worsenings(terms(steps), terms(null))).toEqual([]);
    expect(worsenings(terms(later), terms(steps))).toEqual(["steps"]);
    expect(worsenings(terms(steps), terms(later))).toEqual([]);
  });

  it("another measure or period under steps or bonuses cannot be compared", () => {
    expect(worsenings(terms({ ...steps, period: "quarter" }), terms(steps))).toEqual(["counting"]);
    expect(worsenings(terms({ ...steps, measure: "net" }), terms(steps))).toEqual(["counting"]);
    expect(worsenings(terms({ period: "quarter", saleCapMinor: 1n }), terms({ saleCapMinor: 1n }))).toEqual([]);
  });

  it("a bonus that is lower or further away is a cut", () => {
    const bonus = (atProgress: bigint, amountMinor: bigint) => ({ bonuses: [{ atProgress, amountMinor }] });
    expect(worsenings(terms(bonus(10n, 5000n)), terms(null))).toEqual([]);
    expect(worsenings(terms(bonus(11n, 5000n)), terms(bonus(10n, 5000n)))).toEqual(["bonus"]);
    expect(worsenings(terms(bonus(10n, 4999n)), terms(bonus(10n, 5000n)))).toEqual(["bonus"]);
    expect(worsenings(terms(bonus(9n, 5000n)), terms(bonus(10n, 5000n)))).toEqual([]);
  });

  it("a cap or an end of repeat purchases, new or lower, is a cut; a higher one or none a rise", () => {
    for (const cap of ["saleCapMinor", "periodCapMinor", "creatorCapMinor"] as const) {
      expect(worsenings(terms({ [cap]: 100n }), terms(null))).toEqual(["cap"]);
      expect(worsenings(terms({ [cap]: 100n }), terms({ [cap]: 101n }))).toEqual(["cap"]);
      expect(worsenings(terms({ [cap]: 101n }), terms({ [cap]: 100n }))).toEqual([]);
      expect(worsenings(terms(null), terms({ [cap]: 100n }))).toEqual([]);
    }
    expect(worsenings(terms({ repeatMonths: 12 }), terms(null))).toEqual(["repeat"]);
    expect(worsenings(terms({ repeatOrders: 2 }), terms({ repeatOrders: 3 }))).toEqual(["repeat"]);
    expect(worsenings(terms({ repeatOrders: 4 }), terms({ repeatOrders: 3 }))).toEqual([]);
  });
});

describe("whatever two versions say", () => {
  it("a version is never worse than itself, wherever its rules stand in the list", () => {
    fc.assert(
      fc.property(anyRulebook, (rulebook) => {
        expect(isWorse(terms(rulebook), terms(rulebook))).toBe(false);
        expect(isWorse(terms({ ...rulebook, rules: rulebook.rules.toReversed() }), terms(rulebook))).toBe(false);
        expect(isSame(terms(rulebook), terms(rulebook))).toBe(true);
      }),
    );
  });
});
