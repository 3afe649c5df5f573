import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertPart, crossRate } from "./exchange-rate.ts";

const whole = { numerator: 1n, denominator: 1n };

describe("a rate between two currencies", () => {
  it("follows from their rates to the dollar", () => {
    expect(crossRate("1", "0.86")).toBe("0.86");
    expect(crossRate("0.86", "1")).toBe("1.162790697674");
    expect(crossRate("150", "0.3075")).toBe("0.00205");
    expect(crossRate("0.5", "0.5")).toBe("1");
  });

  it("converts to the minor unit of each currency: yen have none, Kuwaiti dinars three", () => {
    expect(convertPart(1000n, { from: "USD", to: "EUR", rate: "0.86" }, whole)).toBe(860n);
    expect(convertPart(1000n, { from: "EUR", to: "JPY", rate: "162.5" }, whole)).toBe(1625n);
    expect(convertPart(1625n, { from: "JPY", to: "EUR", rate: "0.006153846154" }, whole)).toBe(1000n);
    expect(convertPart(1000n, { from: "EUR", to: "KWD", rate: "0.35" }, whole)).toBe(3500n);
    expect(convertPart(3333n, { from: "KWD", to: "JPY", rate: "487.8" }, whole)).toBe(1626n);
  });

  it("rounds once, after the percentage", () => {
    // 12.5 % of 0.33 USD is 0.04125 USD; rounded to cents first, 0.04 USD would be 6 yen.
    expect(convertPart(33n, { from: "USD", to: "JPY", rate: "156" }, { numerator: 1250n, denominator: 10_000n })).toBe(
      6n,
    );
    expect(convertPart(36n, { from: "USD", to: "JPY", rate: "156" }, { numerator: 1250n, denominator: 10_000n })).toBe(
      7n,
    );
  });

  it("takes a refund of everything back to zero, whatever the steps", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), (one, other) => {
        const rate = { from: "JPY", to: "KWD", rate: "0.00205" };
        const earned = [one + other, other, 0n].map((left) => convertPart(left, rate, whole));
        const differences = earned.slice(1).map((now, index) => now - (earned[index] ?? 0n));
        expect((earned[0] ?? 0n) + differences.reduce((sum, next) => sum + next, 0n)).toBe(0n);
      }),
    );
  });
});
