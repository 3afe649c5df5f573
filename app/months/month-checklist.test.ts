import { describe, expect, it } from "vitest";
import { checklistOf, isClosable, type MonthFacts } from "./month-checklist.ts";
import { monthOf, readMonth } from "#app/statements/statement.ts";
import { monthBefore } from "./month.ts";

const now = new Date("2026-07-03T09:00:00.000Z");
const clear: MonthFacts = {
  openBatchCount: 0,
  unansweredCount: 0,
  differenceCount: 0,
  checks: [{ name: "ledger-transactions-balance", claim: "Every transaction balances.", findings: 0 }],
  checkedAt: now,
  overdueInquiryCount: 0,
  overdueAppealCount: 0,
  unreviewedCount: 0,
};

describe("the checklist of a month", () => {
  it("lets a month be closed when all of it is clear, also while commissions wait for review", () => {
    expect(isClosable(checklistOf(clear, now))).toBe(true);
    expect(isClosable(checklistOf({ ...clear, unreviewedCount: 4 }, now))).toBe(true);
  });

  it.each<[string, Partial<MonthFacts>, string]>([
    ["a batch is open", { openBatchCount: 1 }, "1 batch is neither sent nor cancelled."],
    ["a payout is not answered", { unansweredCount: 2 }, "2 payouts were sent and not answered by the bank."],
    [
      "a difference is not explained",
      { differenceCount: 1 },
      "1 difference between ledger, batch and rail is not explained.",
    ],
    ["an inquiry is overdue", { overdueInquiryCount: 1 }, "1 inquiry is overdue."],
    ["an appeal is overdue", { overdueAppealCount: 3 }, "3 appeals are overdue."],
    ["the checks were not run", { checks: null, checkedAt: null }, "have not been run"],
    ["the checks are old", { checkedAt: new Date("2026-07-02T08:59:59.000Z") }, "older than a day"],
    [
      "a check found something",
      { checks: [{ name: "x", claim: "Every transaction balances.", findings: 2 }] },
      "1 of 1 checks of the books found something, first of all where this should hold: Every transaction balances.",
    ],
  ])("keeps it open while %s", (_what, facts, sentence) => {
    const items = checklistOf({ ...clear, ...facts }, now);
    expect(isClosable(items)).toBe(false);
    expect(items.filter(({ isClear }) => !isClear)).toMatchObject([{ sentence: expect.stringContaining(sentence) }]);
  });
});

describe("a month", () => {
  it("begins and ends at midnight UTC, also around a leap day and the end of a year", () => {
    expect(readMonth("2028-02")).toEqual({
      name: "2028-02",
      from: new Date("2028-02-01T00:00:00.000Z"),
      until: new Date("2028-03-01T00:00:00.000Z"),
    });
    expect(monthBefore(monthOf(new Date("2027-01-01T00:00:00.000Z"))).name).toBe("2026-12");
    expect(monthOf(new Date("2026-12-31T23:59:59.999Z")).name).toBe("2026-12");
    expect(["2026-13", "2026-00", "1999-01", "", undefined].map(readMonth)).toEqual([null, null, null, null, null]);
  });
});
