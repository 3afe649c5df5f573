import { describe, expect, it } from "vitest";
import { fitsRule, ruleInWords, type ApprovalRule, type RuledCommission } from "./approval-rule.ts";

const rule: ApprovalRule = { id: "r", brandId: null, currency: "EUR", isOn: true, belowPoints: 30, belowMinor: 50_00n };
const small: RuledCommission = { currency: "EUR", heldMinor: 5_00n, points: 0, flags: [], isKept: false };

describe("an approval rule", () => {
  it("approves what is small and hardly risky", () => {
    expect(fitsRule(rule, small)).toBe(true);
    expect(fitsRule(rule, { ...small, heldMinor: 49_99n, points: 29, flags: ["new-creator"] })).toBe(true);
  });

  it.each<[string, Partial<RuledCommission>, Partial<ApprovalRule>]>([
    ["is off", {}, { isOn: false }],
    ["has the amount itself as its limit", { heldMinor: 50_00n }, {}],
    ["has the points themselves as its limit", { points: 30 }, {}],
    ["is of another currency", { currency: "USD" }, {}],
    ["meets a commission that finance keeps waiting", { isKept: true }, {}],
    ["meets the creator’s own purchase, however generous it is", { flags: ["own-purchase"] }, { belowPoints: 101 }],
    ["meets a leaked code, however generous it is", { flags: ["leaked-code"] }, { belowPoints: 101 }],
    ["meets a negative amount", { heldMinor: -1n }, {}],
  ])("approves nothing when it %s", (_when, commission, choices) => {
    expect(fitsRule({ ...rule, ...choices }, { ...small, ...commission })).toBe(false);
  });

  it("says itself in one sentence", () => {
    expect(ruleInWords(rule, "Lumen Tea")).toBe(
      "The approval rule of Lumen Tea: fewer than 30 risk points and less than 50.00 EUR.",
    );
  });
});
