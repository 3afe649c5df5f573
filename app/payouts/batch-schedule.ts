import { addDays, MS_PER_DAY } from "#app/kit/clock.ts";

/** How often batches go out. Days are days of UTC, so that no change of clocks ever moves one. */
export const scheduleKinds = ["weekly", "every-two-weeks", "monthly-on-day", "monthly-last-working-day"] as const;
export type ScheduleKind = (typeof scheduleKinds)[number];

export type BatchSchedule =
  /** 0 is Sunday. */
  | { readonly kind: "weekly"; readonly weekday: number }
  /** One of them, such as `2026-06-04`; the others are fourteen days apart. */
  | { readonly kind: "every-two-weeks"; readonly firstDay: string }
  /** 1 to 31; in a shorter month its last day. */
  | { readonly kind: "monthly-on-day"; readonly dayOfMonth: number }
  /** Monday to Friday. Bank holidays differ by country and are not known here. */
  | { readonly kind: "monthly-last-working-day" };

/** A schedule and since when it holds; null for ever before. */
export interface ScheduleInForce {
  readonly inForceFrom: Date | null;
  readonly schedule: BatchSchedule;
}

const TWO_WEEKS_DAYS = 14;
/** No schedule leaves more than two months between batch days, also where one takes over from another. */
const MOST_DAYS_AHEAD = 100;

export function isBatchDay(schedule: BatchSchedule, instant: Date): boolean {
  switch (schedule.kind) {
    case "weekly":
      return instant.getUTCDay() === schedule.weekday;
    case "every-two-weeks": {
      const days = Math.floor(instant.getTime() / MS_PER_DAY) - Date.parse(schedule.firstDay) / MS_PER_DAY;
      return days % TWO_WEEKS_DAYS === 0;
    }
    case "monthly-on-day":
      return instant.getUTCDate() === Math.min(schedule.dayOfMonth, lastDayOfMonth(instant));
    case "monthly-last-working-day":
      return instant.getUTCDate() === lastWorkingDayOfMonth(instant);
  }
}

/**
 * The first batch day at or after an instant, at the same time of day, by the schedule that is in force on that day.
 * @param schedules in the order in which they take over from each other; the first holds from ever.
 */
export function nextBatchDay(from: Date, schedules: readonly ScheduleInForce[]): Date {
  for (let days = 0; days <= MOST_DAYS_AHEAD; days += 1) {
    const day = addDays(from, days);
    const inForce = schedules.findLast(({ inForceFrom }) => inForceFrom === null || inForceFrom <= day);
    if (inForce && isBatchDay(inForce.schedule, day)) return day;
  }
  throw new RangeError(`No batch day within ${MOST_DAYS_AHEAD} days of ${from.toISOString()}.`);
}

/** The next batch days, as many as asked for. */
export function nextBatchDays(from: Date, schedules: readonly ScheduleInForce[], count: number): Date[] {
  const days: Date[] = [];
  let next = from;
  while (days.length < count) {
    const day = nextBatchDay(next, schedules);
    days.push(day);
    next = addDays(day, 1);
  }
  return days;
}

function lastDayOfMonth(instant: Date): number {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
}

function lastWorkingDayOfMonth(instant: Date): number {
  const last = lastDayOfMonth(instant);
  const weekday = new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), last)).getUTCDay();
  if (weekday === 0) return last - 2;
  return weekday === 6 ? last - 1 : last;
}
