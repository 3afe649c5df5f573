import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "../campaigns/campaign.ts";
import { plainRulebook, type Rulebook, type TermsRule } from "../campaigns/rulebook.ts";
import type { EarningLine, EarningSale } from "./earning.ts";
import { noProgress, type Progress } from "./progress.ts";
import { shouldEarn } from "./should-earn.ts";

const plain: CampaignTerms = {
  id: "terms-1",
  campaignId: "spring",
  version: 1,
  kind: "percent",
  newCustomerRateBps: 800,
  returningCustomerRateBps: 400,
  newCustomerAmountMinor: 0n,
  returningCustomerAmountMinor: 0n,
  currency: "EUR",
  rulebook: null,
  holdDays: 30,
  announcedAt: new Date(0),
  inForceFrom: new Date(0),
};

const rule = (choices: Partial<TermsRule>): TermsRule => ({
  scope: "campaign",
  name: "",
  products: [],
  customer: "any",
  pays: "percent",
  rateBps: 0,
  amountMinor: 0n,
  fromProgress: 0n,
  priority: 0,
  ...choices,
});

const matcha = rule({ scope: "collection", name: "Matcha", products: ["matcha", "whisk"], rateBps: 1200 });

const termsWith = (rulebook: Partial<Rulebook>, choices: Partial<CampaignTerms> = {}): CampaignTerms => ({
  ...plain,
  ...choices,
  rulebook: { ...plainRulebook, ...rulebook },
});

const lineOf = (productId: string, netMinor: bigint, choices: Partial<EarningLine> = {}): EarningLine => ({
  id: productId,
  productId,
  sku: productId.toUpperCase(),
  quantity: 1,
  netMinor,
  remainingMinor: netMinor,
  isCommissionable: true,
  isRemoved: false,
  isExcluded: false,
  ...choices,
});

const order: EarningSale = {
  currency: "EUR",
  placedAt: new Date("2026-06-20T10:00:00Z"),
  isVoid: false,
  isReturningCustomer: false,
  lines: [lineOf("matcha", 3000n), lineOf("teapot", 2000n)],
};

const whole = { allBps: [10_000], index: 0 };
const earn = (terms: CampaignTerms, choices: Partial<EarningSale> = {}, progress: Partial<Progress> = {}) =>
  shouldEarn({ ...order, ...choices }, terms, whole, null, { ...noProgress, ...progress });
const amounts = (...of: Parameters<typeof earn>) => earn(...of).lines.map(({ calculatedMinor }) => calculatedMinor);
const sentences = (...of: Parameters<typeof earn>) => earn(...of).lines.map(({ sentence }) => sentence);

describe("the rule that wins a line", () => {
  it("is the most specific: a list of products before a collection, a collection before the campaign", () => {
    const whiskOnly = rule({ scope: "products", products: ["WHISK"], rateBps: 500 });
    const terms = termsWith({ rules: [matcha, whiskOnly] });
    expect(
      amounts(terms, { lines: [lineOf("matcha", 1000n), lineOf("whisk", 1000n), lineOf("teapot", 1000n)] }),
    ).toEqual([120n, 50n, 80n]);
    expect(sentences(terms)[0]).toBe(
      "12 % of 30.00 EUR for a new customer, because the rule for collection Matcha is more specific than 8 % for the campaign.",
    );
    expect(sentences(terms)[1]).toBe("8 % of 20.00 EUR for a new customer.");
  });

  it("is the one for new or returning customers before one for any, whatever they pay", () => {
    const terms = termsWith({ rules: [rule({ rateBps: 2000 }), rule({ customer: "returning", rateBps: 100 })] });
    expect(amounts(terms, { isReturningCustomer: true })).toEqual([30n, 20n]);
    expect(amounts(terms)).toEqual([600n, 400n]);
  });

  it("of two that are equally specific is the one of higher priority, and the other is named", () => {
    const tools = rule({ scope: "collection", name: "Tools", products: ["whisk"], rateBps: 1500, priority: -1 });
    expect(sentences(termsWith({ rules: [tools, matcha] }), { lines: [lineOf("whisk", 1000n)] })).toEqual([
      "12 % of 10.00 EUR for a new customer, because the rule for collection Matcha is more specific than 8 % for the campaign and goes before 15 % for collection Tools by its priority.",
    ]);
  });

  it("may exclude a product, and says so", () => {
    const terms = termsWith({ rules: [rule({ scope: "products", products: ["teapot"], pays: "nothing" })] });
    expect(amounts(terms)).toEqual([240n, 0n]);
    expect(sentences(terms)[1]).toBe(
      "Nothing, because the rule for teapot is more specific than 8 % for the campaign.",
    );
  });
});

describe("amounts", () => {
  it("per unit pay for each piece, and shrink with what is refunded", () => {
    const terms = termsWith({
      rules: [rule({ scope: "products", products: ["matcha"], pays: "per-unit", amountMinor: 150n })],
    });
    const three = lineOf("matcha", 3000n, { quantity: 3 });
    expect(amounts(terms, { lines: [three] })).toEqual([450n]);
    expect(amounts(terms, { lines: [{ ...three, remainingMinor: 1000n }] })).toEqual([150n]);
    expect(sentences(terms, { lines: [three] })[0]).toBe(
      "1.50 EUR per unit for 3 units for a new customer, because the rule for matcha is more specific than 8 % for the campaign.",
    );
  });

  it("per sale are paid once for all the lines that the rule wins", () => {
    const kit = rule({
      scope: "collection",
      name: "Kit",
      products: ["matcha", "teapot"],
      pays: "per-sale",
      amountMinor: 500n,
    });
    expect(amounts(termsWith({ rules: [kit] }), { lines: [...order.lines, lineOf("tin", 1000n)] })).toEqual([
      300n,
      200n,
      80n,
    ]);
  });
});

describe("steps", () => {
  const terms = termsWith({
    rules: [rule({ rateBps: 1000, fromProgress: 10n }), rule({ rateBps: 1200, fromProgress: 20n })],
  });

  it("hold from the sale after so many others, and the highest that was reached wins", () => {
    expect(amounts(terms, {}, { salesInPeriod: 9 })).toEqual([240n, 160n]);
    expect(amounts(terms, {}, { salesInPeriod: 10 })).toEqual([300n, 200n]);
    expect(amounts(terms, {}, { salesInPeriod: 25 })).toEqual([360n, 240n]);
    expect(sentences(terms, {}, { salesInPeriod: 25 })[1]).toBe(
      "12 % of 20.00 EUR for a new customer, because the rule for the campaign from 20 sales a month is more specific than 10 % for the campaign from 10 sales a month and 8 % for the campaign (25 sales came before this one).",
    );
  });

  it("may count the net instead", () => {
    const byNet = termsWith({
      measure: "net",
      period: "quarter",
      rules: [rule({ rateBps: 1000, fromProgress: 50_000n })],
    });
    expect(amounts(byNet, {}, { netInPeriodMinor: 49_999n })).toEqual([240n, 160n]);
    expect(amounts(byNet, {}, { netInPeriodMinor: 50_000n })).toEqual([300n, 200n]);
  });
});

describe("a bonus", () => {
  const terms = termsWith({ bonuses: [{ atProgress: 10n, amountMinor: 5000n }] });

  it("is an amount of its own on the sale that reaches the threshold, once", () => {
    const reached = earn(terms, {}, { salesInPeriod: 9 });
    expect(reached.lines.map(({ part, calculatedMinor }) => [part, calculatedMinor])).toEqual([
      ["line", 240n],
      ["line", 160n],
      ["bonus", 5000n],
    ]);
    expect(reached.lines[2]?.sentence).toBe(
      "Bonus of 50.00 EUR: this sale is number 10 of June 2026, and the terms give it from 10 sales a month.",
    );
    expect(reached.counted.bonusMinor).toBe(5000n);
    expect(amounts(terms, {}, { salesInPeriod: 8 })).toEqual([240n, 160n]);
    expect(amounts(terms, {}, { salesInPeriod: 10, bonusInPeriodMinor: 5000n })).toEqual([240n, 160n]);
  });

  it("that a newer version of the terms brought within reach comes with the next sale", () => {
    expect(amounts(terms, {}, { salesInPeriod: 14 })).toEqual([240n, 160n, 5000n]);
  });

  it("stays whole when goods of its sale are refunded, and a cancelled sale has none", () => {
    const lines = [lineOf("matcha", 3000n, { remainingMinor: 0n }), lineOf("teapot", 2000n)];
    expect(amounts(terms, { lines }, { salesInPeriod: 9 })).toEqual([0n, 160n, 5000n]);
    expect(amounts(terms, { isVoid: true }, { salesInPeriod: 9 })).toEqual([0n, 0n]);
  });
});

describe("caps", () => {
  it("per sale are spread over the lines, and a refund takes back its line's part alone", () => {
    const terms = termsWith({ saleCapMinor: 200n });
    expect(amounts(terms)).toEqual([120n, 80n]);
    expect(
      amounts(terms, { lines: [lineOf("matcha", 3000n, { remainingMinor: 0n }), lineOf("teapot", 2000n)] }),
    ).toEqual([0n, 80n]);
    expect(sentences(terms)[0]).toBe(
      "8 % of 30.00 EUR for a new customer. Of these 2.40 EUR, 1.20 EUR counts: one sale earns at most 2.00 EUR.",
    );
  });

  it("per period and per creator leave what earlier sales have left of them, bonus included", () => {
    const bonuses = [{ atProgress: 1n, amountMinor: 600n }];
    expect(amounts(termsWith({ periodCapMinor: 1000n }), {}, { earnedInPeriodMinor: 700n })).toEqual([180n, 120n]);
    expect(amounts(termsWith({ creatorCapMinor: 1000n }), {}, { earnedInAllMinor: 1200n })).toEqual([0n, 0n]);
    expect(amounts(termsWith({ periodCapMinor: 500n, bonuses }))).toEqual([120n, 80n, 300n]);
    expect(sentences(termsWith({ periodCapMinor: 1000n }), {}, { earnedInPeriodMinor: 1000n })[0]).toBe(
      "8 % of 30.00 EUR for a new customer. Of these 2.40 EUR, 0.00 EUR counts: a creator earns at most 10.00 EUR a month.",
    );
  });

  it("per sale are shared by those who share the sale", () => {
    const terms = termsWith({ saleCapMinor: 201n });
    const sums = [0, 1].map((index) =>
      shouldEarn(order, terms, { allBps: [5000, 5000], index }).lines.reduce(
        (sum, line) => sum + line.calculatedMinor,
        0n,
      ),
    );
    expect(sums).toEqual([101n, 100n]);
  });
});

describe("repeat purchases", () => {
  const since = new Date("2026-03-20T10:00:00Z");
  const again = { isReturningCustomer: true };

  it("earn for so many orders after the first", () => {
    const terms = termsWith({ repeatOrders: 2 });
    expect(amounts(terms, again, { customerSince: since, customerOrders: 2 })).toEqual([120n, 80n]);
    expect(amounts(terms, again, { customerSince: since, customerOrders: 3 })).toEqual([0n, 0n]);
    expect(sentences(terms, again, { customerSince: since, customerOrders: 3 })[0]).toBe(
      "Only the first 2 orders after a customer's first credited one earn under these terms; this one came later.",
    );
  });

  it("earn for so many months after the first, to the instant", () => {
    const progress = { customerSince: since, customerOrders: 1 };
    expect(amounts(termsWith({ repeatMonths: 3 }), again, progress)).toEqual([120n, 80n]);
    const later = { ...again, placedAt: new Date("2026-06-20T10:00:00.001Z") };
    expect(amounts(termsWith({ repeatMonths: 3 }), later, progress)).toEqual([0n, 0n]);
    expect(earn(termsWith({ repeatMonths: 3 }), later, progress).counted.countsAsSale).toBe(false);
  });
});

describe("what a sale counts for, as it was sold", () => {
  it("is the same before and after a refund", () => {
    const terms = termsWith({ saleCapMinor: 300n });
    const sold = { countsAsSale: true, netMinor: 5000n, earnedMinor: 300n, bonusMinor: 0n };
    expect(earn(terms).counted).toEqual(sold);
    expect(
      earn(terms, { lines: [lineOf("matcha", 3000n, { remainingMinor: 1n }), lineOf("teapot", 2000n)] }).counted,
    ).toEqual(sold);
  });

  it("is nothing for a cancelled order and for one of gift cards alone", () => {
    const nothing = { countsAsSale: false, netMinor: 0n, earnedMinor: 0n, bonusMinor: 0n };
    expect(earn(plain, { isVoid: true }).counted).toEqual(nothing);
    expect(earn(plain, { lines: [lineOf("card", 3000n, { isCommissionable: false })] }).counted).toEqual(nothing);
  });
});
