import { describe, expect, it } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { budgetPace } from "./budget-pace.ts";

const now = new Date("2026-06-01T09:00:00Z");

describe("the pace of a budget", () => {
  it("is what the last 14 days earned a day, and says when the rest is used up", () => {
    expect(budgetPace(14_000n, 5_500n, now)).toEqual({ perDayMinor: 1000n, usedUpOn: addDays(now, 5) });
  });

  it("names no day when nothing is earned, nothing is left, or it lasts for more than a year", () => {
    expect(budgetPace(0n, 5_500n, now)).toEqual({ perDayMinor: 0n, usedUpOn: null });
    expect(budgetPace(14_000n, 0n, now).usedUpOn).toBeNull();
    expect(budgetPace(14n, 100_000n, now).usedUpOn).toBeNull();
  });
});
