import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import { payOutIn, splitPaid } from "./pay-out-in.ts";

const rate = { from: "EUR", to: "JPY", rate: "171.23", day: "2026-06-01", source: "test" };

describe("what arrives for a payout", () => {
  it("is the amount itself where the creator takes what they earned", () => {
    const amount = { minor: 12_34n, currency: "EUR" };
    expect(payOutIn(amount, null, null)).toEqual({ ...amount, rate: null });
    expect(payOutIn(amount, "EUR", null)).toEqual({ ...amount, rate: null });
  });

  it("is rounded once, to the minor unit of the other currency", () => {
    // 12.34 EUR at 171.23 are 2112.98 yen, and yen have no cents.
    expect(payOutIn({ minor: 12_34n, currency: "EUR" }, "JPY", rate)).toMatchObject({ currency: "JPY", minor: 2_113n });
  });

  it("is not known while the rate is not, and never taken from a rate between other currencies", () => {
    const amount = { minor: 12_34n, currency: "EUR" };
    expect(payOutIn(amount, "JPY", null)).toBeNull();
    expect(payOutIn(amount, "USD", rate)).toBeNull();
  });

  it("is split over the brands that pay it so that the parts are the whole, also where a brand has more clawed back than earned", () => {
    expect(splitPaid([35_00n, -10_00n], 25_00n, 27_09n)).toEqual([37_92n, -10_83n]);
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -9_999n, max: 99_999n }), { minLength: 1, maxLength: 6 }),
        fc.bigInt({ min: 1n, max: 9_999_999n }),
        (parts, paid) => {
          fc.pre(sumMinor(parts) > 0n);
          expect(sumMinor(splitPaid(parts, sumMinor(parts), paid))).toBe(paid);
        },
      ),
    );
  });
});
