import { expect, test } from "vitest";
import type { TermsFacts } from "./notice-rule.ts";
import { computeExample, describeChanges, describeExample, describeTerms, exampleOrderMinor } from "./terms-words.ts";

const twelve: TermsFacts = {
  kind: "percent",
  newCustomerRateBps: 1_200,
  returningCustomerRateBps: 600,
  newCustomerAmountMinor: 0n,
  returningCustomerAmountMinor: 0n,
  currency: "EUR",
  rulebook: null,
  holdDays: 14,
};
const fourEuros: TermsFacts = {
  ...twelve,
  kind: "fixed",
  newCustomerRateBps: 0,
  returningCustomerRateBps: 0,
  newCustomerAmountMinor: 400n,
};

test("terms read as a person says them", () => {
  expect(describeTerms(twelve)).toBe("12 % for new customers, 6 % for returning ones");
  expect(describeTerms({ ...twelve, returningCustomerRateBps: 1_200 })).toBe("12 % of every sale");
  expect(describeTerms({ ...twelve, returningCustomerRateBps: 0 })).toBe(
    "12 % for new customers, nothing for returning ones",
  );
  expect(describeTerms(fourEuros)).toBe("€4.00 per sale for new customers, nothing for returning ones");
  expect(describeTerms({ ...fourEuros, returningCustomerAmountMinor: 400n })).toBe("€4.00 per sale");
});

test("an example is what a sale would really pay: on the net after the shopper's discount", () => {
  const example = computeExample(twelve, 1_000, 4_000n);
  expect(example).toMatchObject({ netMinor: 3_600n, earnsMinor: 432n });
  expect(describeExample(example)).toBe("€4.32 on a €40.00 order");
  expect(computeExample(fourEuros, 1_000, 4_000n).earnsMinor).toBe(400n);
  expect([exampleOrderMinor("EUR"), exampleOrderMinor("JPY"), exampleOrderMinor("KWD")]).toEqual([
    4_000n,
    4_000n,
    40_000n,
  ]);
});

test("a change is told with both sides, and no change with nothing", () => {
  expect(describeChanges(twelve, { ...twelve, holdDays: 30, newCustomerRateBps: 1_000 })).toEqual([
    "Commission: 10 % for new customers, 6 % for returning ones. Until then: 12 % for new customers, 6 % for returning ones.",
    "Commissions are held for 30 days after the sale instead of 14.",
  ]);
  expect(describeChanges(twelve, { ...twelve })).toEqual([]);
});
