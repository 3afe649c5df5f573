import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#app/kit/clock.ts";
import { isBatchDay, nextBatchDay, nextBatchDays, type BatchSchedule, type ScheduleInForce } from "./batch-schedule.ts";

const at = (text: string) => new Date(text.length === 10 ? `${text}T09:30:00Z` : text);
const day = (date: Date) => date.toISOString().slice(0, 10);
const always = (schedule: BatchSchedule): ScheduleInForce[] => [{ inForceFrom: null, schedule }];
const daysOf = (schedule: BatchSchedule, from: string, count: number) =>
  nextBatchDays(at(from), always(schedule), count).map(day);

const thursdays: BatchSchedule = { kind: "weekly", weekday: 4 };
const lastWorkingDay: BatchSchedule = { kind: "monthly-last-working-day" };

describe("the next batch day", () => {
  it.each<[string, BatchSchedule, string, string]>([
    ["of a week, from a Monday", thursdays, "2026-06-01", "2026-06-04"],
    ["of a week, on the day itself", thursdays, "2026-06-04", "2026-06-04"],
    ["of a week, the day after", thursdays, "2026-06-05", "2026-06-11"],
    ["of a week, over the year’s end", thursdays, "2027-01-01", "2027-01-07"],
    ["of a week, over a leap day", thursdays, "2028-02-25", "2028-03-02"],
    ["every two weeks, on the first", { kind: "every-two-weeks", firstDay: "2026-12-17" }, "2026-12-17", "2026-12-17"],
    ["every two weeks, over the year’s end", { kind: "every-two-weeks", firstDay: "2026-12-17" }, "2026-12-18", "2026-12-31"],
    ["every two weeks, in the week between", { kind: "every-two-weeks", firstDay: "2026-12-17" }, "2027-01-01", "2027-01-14"],
    ["every two weeks, over a leap day", { kind: "every-two-weeks", firstDay: "2028-02-24" }, "2028-02-25", "2028-03-09"],
    ["every two weeks, asked before the first", { kind: "every-two-weeks", firstDay: "2026-06-10" }, "2026-06-01", "2026-06-10"],
    ["of a month on the 15th", { kind: "monthly-on-day", dayOfMonth: 15 }, "2026-06-16", "2026-07-15"],
    ["of a month on the 31st, in a short month", { kind: "monthly-on-day", dayOfMonth: 31 }, "2026-06-01", "2026-06-30"],
    ["of a month on the 30th, in February", { kind: "monthly-on-day", dayOfMonth: 30 }, "2027-02-01", "2027-02-28"],
    ["of a month on the 30th, in a leap year’s February", { kind: "monthly-on-day", dayOfMonth: 30 }, "2028-02-01", "2028-02-29"],
    ["of a month on the 1st, over the year’s end", { kind: "monthly-on-day", dayOfMonth: 1 }, "2026-12-02", "2027-01-01"],
    ["of a month, its last working day, a Tuesday", lastWorkingDay, "2026-06-01", "2026-06-30"],
    ["of a month, its last working day, before a Saturday", lastWorkingDay, "2026-10-01", "2026-10-30"],
    ["of a month, its last working day, before a Sunday", lastWorkingDay, "2026-05-01", "2026-05-29"],
    ["of a month, the day after its last working day", lastWorkingDay, "2026-10-31", "2026-11-30"],
    ["of a month, in a leap year’s February", lastWorkingDay, "2028-02-01", "2028-02-29"],
    ["of a month, over the year’s end", lastWorkingDay, "2027-01-01", "2027-01-29"],
  ])("%s", (_, schedule, from, next) => {
    expect(day(nextBatchDay(at(from), always(schedule)))).toBe(next);
  }); // prettier-ignore

  it("does not slip when clocks change: days are days of UTC", () => {
    expect(daysOf(thursdays, "2026-03-19", 4)).toEqual(["2026-03-19", "2026-03-26", "2026-04-02", "2026-04-09"]);
    expect(daysOf(thursdays, "2026-10-15", 4)).toEqual(["2026-10-15", "2026-10-22", "2026-10-29", "2026-11-05"]);
    const lastMinute = nextBatchDay(at("2026-03-29T23:59:59Z"), always({ kind: "weekly", weekday: 0 }));
    expect(lastMinute.toISOString()).toBe("2026-03-29T23:59:59.000Z");
  });

  it("keeps the time of day, so that a clock one day off is a day off and no more", () => {
    expect(nextBatchDay(at("2026-06-05T23:30:00Z"), always(thursdays))).toEqual(at("2026-06-11T23:30:00Z"));
  });

  it("follows the terms that are in force on that day, not those of today", () => {
    const change: ScheduleInForce[] = [
      { inForceFrom: null, schedule: thursdays },
      { inForceFrom: at("2026-06-09T00:00:00Z"), schedule: lastWorkingDay },
    ];
    expect(day(nextBatchDay(at("2026-06-01"), change))).toBe("2026-06-04");
    expect(day(nextBatchDay(at("2026-06-05"), change))).toBe("2026-06-30");
  });

  it("is always a batch day, is not before the day asked from, and skips none", () => {
    const schedules = fc.oneof(
      fc.record({ kind: fc.constant("weekly" as const), weekday: fc.integer({ min: 0, max: 6 }) }),
      fc.record({ kind: fc.constant("monthly-on-day" as const), dayOfMonth: fc.integer({ min: 1, max: 31 }) }),
      fc.constant(lastWorkingDay),
      fc.constant<BatchSchedule>({ kind: "every-two-weeks", firstDay: "2026-01-07" }),
    );
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 4_000 }), (schedule, offset) => {
        const from = addDays(at("2024-01-01"), offset);
        const next = nextBatchDay(from, always(schedule));
        expect(isBatchDay(schedule, next)).toBe(true);
        for (let before = from; before < next; before = addDays(before, 1)) {
          expect(isBatchDay(schedule, before)).toBe(false);
        }
      }),
    );
  });
});
