import { describe, expect, it } from "vitest";
import { standingOf } from "./balance-standing.ts";

const noFee = { feeBps: 0, vatBps: 0 };
const lumen = {
  ...{ currency: "EUR", fundsMinor: 500_00n, reservedMinor: 0n, shortfallMinor: 0n },
  ...{ payableMinor: 0n, heldMinor: 0n, ownLimitMinor: null },
};

describe("a balance is low", () => {
  it("below the usual limit, or the brand's own", () => {
    expect(standingOf(lumen, noFee)).toMatchObject({ isLow: false, limitMinor: 100_00n, waitingMinor: 0n });
    expect(standingOf({ ...lumen, fundsMinor: 99_99n }, noFee).isLow).toBe(true);
    expect(standingOf({ ...lumen, ownLimitMinor: 600_00n }, noFee).isLow).toBe(true);
    expect(standingOf({ ...lumen, fundsMinor: 0n, ownLimitMinor: 0n }, noFee).isLow).toBe(false);
  });

  it("when it does not reach what is due, the fee included and without what batches have set aside", () => {
    const due = { ...lumen, payableMinor: 400_00n, reservedMinor: 90_00n };
    expect(standingOf(due, noFee)).toMatchObject({ isLow: false, dueMinor: 400_00n, waitingMinor: 0n });
    expect(standingOf(due, { feeBps: 500, vatBps: 0 })).toMatchObject({
      isLow: true,
      dueMinor: 420_00n,
      waitingMinor: 10_00n,
    });
    expect(standingOf(due, { feeBps: 500, vatBps: 1_900 })).toMatchObject({ dueMinor: 423_80n, waitingMinor: 13_80n });
  });
});
