import { describe, expect, it } from "vitest";
import { isLeaking } from "./detect-leak.ts";
import { riskPointsOf } from "./flag.ts";
import { scoreRisk, type RiskFacts } from "./score-risk.ts";

/** An ordinary sale of a creator everybody knows. */
const ordinary: RiskFacts = {
  isOwnPurchase: false,
  approvedCount: 12,
  currency: "EUR",
  netMinor: 50_00n,
  brandOrderCount: 40,
  averageNetMinor: 45_00n,
  saleCount: 20,
  cameBackCount: 1,
  clickCount: 300,
  botCount: 60,
  codeUse: { recentCount: 3, baselineCount: 16, baselineWeeks: 8 },
};
const kindsOf = (facts: Partial<RiskFacts>) =>
  scoreRisk({ ...ordinary, ...facts }).map(({ kind, points }) => [kind, points]);

describe("the risk of a commission", () => {
  it("is nothing for an ordinary sale", () => {
    expect(scoreRisk(ordinary)).toEqual([]);
  });

  it.each<[string, Partial<RiskFacts>, unknown[]]>([
    ["a creator buys with their own e-mail", { isOwnPurchase: true }, [["own-purchase", 60]]],
    ["nobody knows the creator yet", { approvedCount: 2 }, [["new-creator", 10]]],
    ["six times the usual order", { netMinor: 270_00n }, [["large-order", 20]]],
    ["eleven times the usual order", { netMinor: 500_00n }, [["large-order", 30]]],
    ["exactly five times is still usual", { netMinor: 225_00n }, []],
    ["too few orders to say what is usual", { netMinor: 500_00n, brandOrderCount: 9 }, []],
    ["six of twenty sales came back", { cameBackCount: 6 }, [["many-refunds", 25]]],
    ["two of four say nothing yet", { saleCount: 4, cameBackCount: 2 }, []],
    ["clicks mostly by machines", { clickCount: 100, botCount: 70 }, [["bot-clicks", 25]]],
    ["few clicks say nothing", { clickCount: 49, botCount: 49 }, []],
    [
      "a code that jumped",
      { codeUse: { recentCount: 12, baselineCount: 16, baselineWeeks: 8 } },
      [["leaked-code", 40]],
    ],
    ["a click led to it", { codeUse: null }, []],
  ])("%s", (_what, facts, expected) => {
    expect(kindsOf(facts)).toEqual(expected);
  });

  it("says each finding with its figures, and adds up to a hundred at most", () => {
    const findings = scoreRisk({
      ...ordinary,
      ...{ isOwnPurchase: true, approvedCount: 0, netMinor: 500_00n, clickCount: 100, botCount: 90 },
    });
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      "The buyer’s e-mail is the creator’s own.",
      "90 of 100 clicks in the 30 days before the sale were made by machines.",
      "The order of 500.00 EUR is 11 times the brand’s average of 45.00 EUR over 40 orders.",
      "No commission of the creator was approved before: there is little to judge by.",
    ]);
    expect(riskPointsOf(findings)).toBe(100);
  });
});

describe("a leak", () => {
  it("is far above the code's own baseline, never a first good post or a creator who always sells by code", () => {
    expect(isLeaking({ recentCount: 7, baselineCount: 0, baselineWeeks: 8 })).toBe(false);
    expect(isLeaking({ recentCount: 8, baselineCount: 0, baselineWeeks: 8 })).toBe(true);
    expect(isLeaking({ recentCount: 80, baselineCount: 240, baselineWeeks: 8 })).toBe(false);
    expect(isLeaking({ recentCount: 30, baselineCount: 0, baselineWeeks: 0 })).toBe(false);
  });
});
