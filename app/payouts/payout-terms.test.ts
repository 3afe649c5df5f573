import { describe, expect, it } from "vitest";
import { defaultPayoutTerms, minimumIn, payoutTermsAt, type PayoutTerms } from "./payout-terms.ts";

const at = (text: string) => new Date(`${text}T00:00:00Z`);
const from = (day: string, minimums: Record<string, bigint>): PayoutTerms => ({
  ...defaultPayoutTerms,
  id: `from ${day}`,
  inForceFrom: at(day),
  minimumMinor: minimums,
});

describe("the payout terms in force", () => {
  const versions = [defaultPayoutTerms, from("2026-06-01", { EUR: 25_00n }), from("2026-07-01", { EUR: 50_00n })];

  it("are the documented defaults until somebody sets some", () => {
    expect(payoutTermsAt([defaultPayoutTerms], at("2026-06-01"))).toBe(defaultPayoutTerms);
    expect(defaultPayoutTerms.schedule).toEqual({ kind: "weekly", weekday: 4 });
  });

  it.each([
    ["2026-05-31", 10_00n],
    ["2026-06-01", 25_00n],
    ["2026-06-30", 25_00n],
    ["2026-07-01", 50_00n],
    ["2027-01-01", 50_00n],
  ])("on %s have the smallest payout of the version that began last", (day, minimum) => {
    expect(minimumIn(payoutTermsAt(versions, at(day)), "EUR")).toBe(minimum);
  });

  it("of two that begin on the same day are those set later", () => {
    const both = [defaultPayoutTerms, from("2026-06-01", { EUR: 25_00n }), from("2026-06-01", { EUR: 5_00n })];
    expect(minimumIn(payoutTermsAt(both, at("2026-06-02")), "EUR")).toBe(5_00n);
  });

  it.each([
    ["EUR", 10_00n],
    ["JPY", 1_500n],
    ["KWD", 3_000n],
    ["SEK", 10_00n],
    ["ISK", 10n],
    ["BHD", 10_000n],
  ])("have a smallest payout in every currency: %s", (currency, minimum) => {
    expect(minimumIn(defaultPayoutTerms, currency)).toBe(minimum);
  });
});
