import { describe, expect, it } from "vitest";
import { comparePayout, type ComparedPayout } from "./finding.ts";

const june = { from: "2026-06-01", until: "2026-06-30" };
const payout = (change: Partial<ComparedPayout> = {}): ComparedPayout => ({
  ...{ payoutId: "p1", rail: "sepa", status: "settled", sentOn: "2026-06-04" },
  ...{ amountMinor: 20_00n, ledgerMinor: 20_00n, paidMinor: 20_00n, railMinor: 20_00n, hasForeignLine: false },
  ...change,
});
const judge = (change: Partial<ComparedPayout>, dueOn = "2026-06-06") => comparePayout(payout(change), dueOn, june);

describe("a payout beside what the rail says", () => {
  it("is matched when it left once, to the cent", () => {
    expect(judge({})).toBe("matched");
  });

  it.each([20_01n, 19_99n, 40_00n, 0n, -20_00n])("of 20.00 is different when the rail says %s", (railMinor) => {
    expect(judge({ railMinor })).toBe("different-amount");
  });

  it("is different when the rail tells of it in another currency as well", () => {
    expect(judge({ hasForeignLine: true })).toBe("different-amount");
  });

  it("is missing once the rail has told of the day by which it should have travelled, and not before", () => {
    expect(judge({ railMinor: null })).toBe("missing");
    expect(judge({ railMinor: null }, "2026-07-01")).toBe("not-yet");
    expect(judge({ railMinor: null, sentOn: "2026-05-31" })).toBe("not-yet");
    expect(comparePayout(payout({ railMinor: null }), "2026-06-06", null)).toBe("not-yet");
  });

  it("that came back is matched when it left and came back, or never left", () => {
    expect(judge({ status: "returned", railMinor: 0n })).toBe("matched");
    expect(judge({ status: "returned", railMinor: null })).toBe("matched");
    expect(judge({ status: "returned", railMinor: 20_00n })).toBe("different-amount");
  });

  it("is not in the ledger when our own books say another amount, whatever the rail says", () => {
    expect(judge({ ledgerMinor: 0n })).toBe("not-in-ledger");
  });
});
