import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "../campaigns/campaign.ts";
import { grantFromBudget } from "./grant-from-budget.ts";
import type { EarningLine, EarningSale } from "./earning.ts";
import { shouldEarn } from "./should-earn.ts";

const terms: CampaignTerms = {
  id: "terms-1",
  campaignId: "spring",
  version: 1,
  kind: "percent",
  newCustomerRateBps: 1250,
  returningCustomerRateBps: 500,
  newCustomerAmountMinor: 0n,
  returningCustomerAmountMinor: 0n,
  currency: "EUR",
  rulebook: null,
  holdDays: 30,
  announcedAt: new Date(0),
  inForceFrom: new Date(0),
};
const fixed: CampaignTerms = {
  ...terms,
  kind: "fixed",
  newCustomerRateBps: 0,
  returningCustomerRateBps: 0,
  newCustomerAmountMinor: 1000n,
};
const lineOf = (id: string, netMinor: bigint, choices: Partial<EarningLine> = {}): EarningLine => ({
  id,
  productId: id,
  sku: "",
  quantity: 1,
  netMinor,
  remainingMinor: netMinor,
  isCommissionable: true,
  isRemoved: false,
  isExcluded: false,
  ...choices,
});
const sale: EarningSale = {
  currency: "EUR",
  placedAt: new Date("2026-06-20T10:00:00Z"),
  isVoid: false,
  isReturningCustomer: false,
  lines: [lineOf("sencha", 3333n), lineOf("teapot", 2000n)],
};
const whole = { allBps: [10_000], index: 0 };
const amounts = (lines: readonly { calculatedMinor: bigint }[]) => lines.map(({ calculatedMinor }) => calculatedMinor);

describe("percent terms", () => {
  it("pay the rate on each line, rounded half away from zero per line, and say so", () => {
    const lines = shouldEarn(sale, terms, whole).lines;
    expect(amounts(lines)).toEqual([417n, 250n]);
    expect(lines[0]?.sentence).toBe("12.5 % of 33.33 EUR for a new customer.");
  });

  it("pay a returning customer's rate for a returning customer, also when that is nothing", () => {
    expect(amounts(shouldEarn({ ...sale, isReturningCustomer: true }, terms, whole).lines)).toEqual([167n, 100n]);
    const [line] = shouldEarn(
      { ...sale, isReturningCustomer: true },
      { ...terms, returningCustomerRateBps: 0 },
      whole,
    ).lines;
    expect(line?.sentence).toBe("These terms pay nothing for a returning customer.");
  });

  it("change only on the lines a refund names", () => {
    const refunded = { ...sale, lines: [lineOf("sencha", 3333n, { remainingMinor: 1111n }), lineOf("teapot", 2000n)] };
    const lines = shouldEarn(refunded, terms, whole).lines;
    expect(amounts(lines)).toEqual([139n, 250n]);
    expect(lines[0]?.sentence).toBe("12.5 % of 11.11 EUR for a new customer; 22.22 EUR of 33.33 EUR was refunded.");
  });

  it("of two creators who share a sale pay parts of each line that sum to the line", () => {
    const [first, second] = [0, 1].map((index) => shouldEarn(sale, terms, { allBps: [4000, 6000], index }).lines);
    expect(first?.map((line, index) => line.originalNetMinor + (second?.[index]?.originalNetMinor ?? 0n))).toEqual([
      3333n,
      2000n,
    ]);
    expect(first?.[0]?.sentence).toBe("12.5 % of 13.33 EUR (a share of 40 %) for a new customer.");
  });
});

describe("nothing is earned, and the line says why", () => {
  const sentence = (line: Partial<EarningLine>, choices: Partial<EarningSale> = {}) => {
    const [earned] = shouldEarn({ ...sale, lines: [lineOf("sencha", 3000n, line)], ...choices }, terms, whole).lines;
    expect(earned?.calculatedMinor).toBe(0n);
    return earned?.sentence;
  };

  it("for gift cards and tips, cancelled orders, removed, free and wholly refunded lines", () => {
    expect(sentence({ isCommissionable: false })).toBe("Gift cards and tips earn nothing.");
    expect(sentence({}, { isVoid: true })).toBe("The order was cancelled, so it earns nothing.");
    expect(sentence({ isRemoved: true })).toBe("The shop took this line off the order, so it earns nothing.");
    expect(sentence({ netMinor: 0n, remainingMinor: 0n })).toBe(
      "The buyer paid nothing for this line after the discount, so it earns nothing.",
    );
    expect(sentence({ remainingMinor: 0n })).toBe("The whole line was refunded, so all it had earned was taken back.");
  });
});

describe("fixed terms", () => {
  it("spread the amount over the lines by net; each part shrinks with its line", () => {
    expect(amounts(shouldEarn(sale, fixed, whole).lines)).toEqual([625n, 375n]);
    const half = { ...sale, lines: [lineOf("sencha", 3333n), lineOf("teapot", 2000n, { remainingMinor: 1000n })] };
    const lines = shouldEarn(half, fixed, whole).lines;
    expect(amounts(lines)).toEqual([625n, 188n]);
    expect(lines[1]?.sentence).toBe(
      "3.75 EUR is this line's part of 10.00 EUR per sale for a new customer; 10.00 EUR of 20.00 EUR was refunded.",
    );
  });

  it("pay the same for a sale in another currency, and nothing for one for which nothing was paid", () => {
    expect(amounts(shouldEarn({ ...sale, currency: "USD" }, fixed, whole).lines)).toEqual([625n, 375n]);
    expect(amounts(shouldEarn({ ...sale, lines: [lineOf("sample", 0n)] }, fixed, whole).lines)).toEqual([0n]);
  });
});

describe("a budget", () => {
  const lines = shouldEarn(sale, terms, whole).lines;
  const granted = (limitMinor: bigint | null, currency = "EUR") =>
    grantFromBudget(lines, "EUR", { limitMinor, currency });

  it("that has enough changes nothing", () => {
    expect(granted(null).map(({ earnedMinor }) => earnedMinor)).toEqual([417n, 250n]);
    expect(granted(667n).map(({ earnedMinor }) => earnedMinor)).toEqual([417n, 250n]);
  });

  it("that has less is spread over the lines to the cent, and each line says so", () => {
    const capped = granted(100n);
    expect(capped.map(({ earnedMinor }) => earnedMinor)).toEqual([63n, 37n]);
    expect(capped[0]?.sentence).toBe(
      "12.5 % of 33.33 EUR for a new customer. Of these 4.17 EUR, 0.63 EUR was granted: the campaign's budget had no more.",
    );
    expect(granted(-5n).map(({ earnedMinor }) => earnedMinor)).toEqual([0n, 0n]);
  });

  it("in another currency than the sale grants nothing and says so", () => {
    expect(granted(0n, "USD")[0]?.sentence).toContain("the campaign's budget is kept in USD and this sale was in EUR");
  });
});
