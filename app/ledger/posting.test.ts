import { describe, expect, it } from "vitest";
import { canonicalTextOf, faultOf, type Posting } from "./posting.ts";

const earned: Posting = {
  idempotencyKey: "commission:1:0",
  eventCode: "commission.earned",
  sentence: "Mara earned 10 % of a tin of Sencha.",
  occurredAt: new Date("2026-06-01T09:00:00Z"),
  entries: [
    { account: "brand:lumen:commissions", currency: "EUR", amountMinor: -120n },
    { account: "creator:mara@brand:lumen:held", currency: "EUR", amountMinor: 120n },
  ],
};

describe("a posting", () => {
  it("is booked when each currency balances on its own", () => {
    expect(faultOf(earned)).toBeNull();
  });

  it("is refused when euros are balanced with yen", () => {
    const [first, second] = earned.entries;
    const mixed = { ...earned, entries: [first!, { ...second!, currency: "JPY" }] };
    expect(faultOf(mixed)).toContain("not to zero");
  });

  it("is refused when an entry moves nothing, or when there is only one entry", () => {
    expect(faultOf({ ...earned, entries: [] })).toContain("at least two");
    expect(faultOf({ ...earned, entries: earned.entries.map((entry) => ({ ...entry, amountMinor: 0n })) })).toContain(
      "moves nothing",
    );
  });

  it("reads the same whether optional fields are absent or null, and differently when one cent differs", () => {
    expect(canonicalTextOf({ ...earned, saleId: null })).toBe(canonicalTextOf(earned));
    const dearer = earned.entries.map((entry) => ({ ...entry, amountMinor: entry.amountMinor * 2n }));
    expect(canonicalTextOf({ ...earned, entries: dearer })).not.toBe(canonicalTextOf(earned));
  });
});
