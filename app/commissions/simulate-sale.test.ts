import { describe, expect, it } from "vitest";
import type { CampaignTerms } from "../campaigns/campaign.ts";
import { plainRulebook } from "../campaigns/rulebook.ts";
import { readSimulation } from "./read-simulation.server.ts";

const now = new Date("2026-06-20T10:00:00Z");
const terms: CampaignTerms = {
  id: "terms-1",
  campaignId: "spring",
  version: 1,
  kind: "percent",
  newCustomerRateBps: 800,
  returningCustomerRateBps: 400,
  newCustomerAmountMinor: 0n,
  returningCustomerAmountMinor: 0n,
  currency: "EUR",
  rulebook: {
    ...plainRulebook,
    rules: [
      {
        ...{ scope: "collection", name: "Matcha", products: ["LT-MATCHA-30"], customer: "any", pays: "percent" },
        ...{ rateBps: 1200, amountMinor: 0n, fromProgress: 0n, priority: 0 },
      },
    ],
    bonuses: [{ atProgress: 10n, amountMinor: 5_000n }],
    repeatMonths: 6,
  },
  holdDays: 30,
  announcedAt: new Date(0),
  inForceFrom: new Date(0),
};
const ask = (query: Readonly<Record<string, string>>) =>
  readSimulation(terms, `http://localhost/simulate?${new URLSearchParams(query).toString()}`, now);
const order = {
  customer: "new",
  "lines[0].product": "lt-matcha-30",
  "lines[0].amount": "30",
  "lines[1].amount": "20.00",
};

describe("a simulated order", () => {
  it("begins with an everyday order, so that the page says something at once", () => {
    expect(ask({}).result?.earnsMinor).toBe(320n);
  });

  it("says what each line would earn and which rule says so", () => {
    expect(ask(order).result?.lines.map(({ product, calculatedMinor }) => [product, calculatedMinor])).toEqual([
      ["lt-matcha-30", 360n],
      ["", 160n],
    ]);
    expect(ask(order).result?.lines[0]?.sentence).toContain("the rule for collection Matcha is more specific than 8 %");
  });

  it("knows the period so far: the bonus comes with the sale that reaches it, and not again", () => {
    const bonusAfter = (salesBefore: string) =>
      ask({ ...order, salesBefore }).result?.lines.find(({ part }) => part === "bonus");
    expect(bonusAfter("9")?.calculatedMinor).toBe(5_000n);
    expect(bonusAfter("8")).toBeUndefined();
    expect(bonusAfter("10")).toBeUndefined();
  });

  it("knows the customer's earlier orders", () => {
    const later = { ...order, customer: "returning", ordersBefore: "2" };
    expect(ask({ ...later, monthsSince: "6" }).result?.earnsMinor).toBe(440n);
    expect(ask({ ...later, monthsSince: "7" }).result?.earnsMinor).toBe(0n);
  });

  it("says under the field what it cannot read, and computes nothing", () => {
    const answered = ask({ customer: "new", "lines[0].amount": "much" });
    expect(answered.result).toBeNull();
    expect(answered.lastResult?.error).toHaveProperty("lines[0].amount");
    expect(ask({ customer: "new" }).lastResult?.error).toHaveProperty("lines[0].amount");
  });
});
