import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import type { TaxFormFacts } from "./tax-form.ts";
import { splitWithheld, withheldInWords, withhold, withholdingOf } from "./withholding.ts";

const payer = { country: "US", timeZone: "America/New_York" };
const today = "2026-06-01";
const w9: TaxFormFacts = {
  kind: "w-9",
  country: "US",
  validUntil: null,
  rejection: null,
  classification: "individual",
  isToldToWithhold: false,
};

describe("backup withholding", () => {
  it.each([
    ["a US person with a W-9", "US", w9, null],
    ["a US person without one", "US", null, "w-9-missing"],
    ["a W-9 that the tax office sent back", "US", { ...w9, rejection: "Name and number do not match." }, "w-9-invalid"],
    ["somebody the tax office told to be withheld from", "US", { ...w9, isToldToWithhold: true }, "told-to-withhold"],
    ["a corporation", "US", { ...w9, classification: "c-corporation", isToldToWithhold: true }, null],
    ["a foreigner", "DE", null, null],
  ] as const)("asks of %s", (_who, residence, form, reason) => {
    const withholding = withholdingOf({ residence, w9: form }, payer, today);
    expect(withholding).toEqual(reason === null ? null : { rateBps: 2_400, reason });
  });

  it("is a matter of payers in the United States alone", () => {
    expect(withholdingOf({ residence: "US", w9: null }, { ...payer, country: "DE" }, today)).toBeNull();
    expect(withholdingOf({ residence: "US", w9: null }, { ...payer, country: null }, today)).toBeNull();
  });

  it("says what is kept back and why", () => {
    const withheld = withhold(20_00n, { rateBps: 2_400, reason: "w-9-missing" });
    expect(withheld?.minor).toBe(4_80n);
    expect(withheld && withheldInWords(withheld, "USD")).toBe(
      "24 % ($4.80) withheld for US tax, because no Form W-9 is on file",
    );
  });

  it("never changes what is owed: paid and withheld sum to it in every currency, and each brand's part too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -5_000_00n, max: 9_000_00n }), { minLength: 1, maxLength: 8 }),
        (brandParts) => {
          const owedMinor = sumMinor(brandParts);
          const withheld = withhold(owedMinor, { rateBps: 2_400, reason: "w-9-missing" });
          if (owedMinor <= 2n) {
            expect(withheld).toBeNull();
            return;
          }
          const withheldMinor = withheld?.minor ?? 0n;
          expect(withheldMinor).toBeGreaterThan(0n);
          expect(withheldMinor).toBeLessThan(owedMinor);
          const parts = splitWithheld(brandParts, withheldMinor);
          expect(sumMinor(parts)).toBe(withheldMinor);
          const sent = brandParts.map((part, index) => part - (parts[index] ?? 0n));
          expect(sumMinor(sent) + withheldMinor).toBe(owedMinor);
          brandParts.forEach((part, index) => {
            const own = parts[index] ?? 0n;
            expect(own >= 0n && (part > 0n ? own <= part : own === 0n)).toBe(true);
          });
        },
      ),
    );
  });
});
