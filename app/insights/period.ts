import { addDays, MS_PER_DAY } from "../kit/clock.ts";

/** A stretch of time: `from` is in it, `until` is not. Days and months are UTC days and months. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** From the first instant of this month until now. */
export function monthToDate(now: Date): Period {
  return { from: monthStart(now, 0), until: now };
}

/**
 * The same stretch of the month before: as long after its start as now is after the start of this month, and never beyond its
 * end, so that the 31st of March is compared with all of February.
 */
export function sameStretchOfLastMonth(now: Date): Period {
  const from = monthStart(now, -1);
  const end = monthStart(now, 0);
  const until = new Date(from.getTime() + (now.getTime() - end.getTime()));
  return { from, until: until < end ? until : end };
}

/** The days from the first to the last, both in it; `first` and `last` are texts such as "2026-11-21". */
export function daysFromTo(first: string, last: string): Period {
  return { from: new Date(`${first}T00:00:00.000Z`), until: addDays(new Date(`${last}T00:00:00.000Z`), 1) };
}

/** "2026-11-21": the UTC day of an instant. */
export function isoDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** True for a day that exists, written as "2026-11-21". */
export function isIsoDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(instant.getTime()) && isoDay(instant) === text;
}

/** Every UTC day that a period touches, in order. */
export function daysOf(period: Period): string[] {
  const days: string[] = [];
  const firstMs = Math.floor(period.from.getTime() / MS_PER_DAY) * MS_PER_DAY;
  for (let ms = firstMs; ms < period.until.getTime(); ms += MS_PER_DAY) days.push(isoDay(new Date(ms)));
  return days;
}

/** "up 12 %": change in whole percent against an earlier figure; null when there was none to compare with. */
export function changePercent(now: bigint, before: bigint): number | null {
  if (before <= 0n) return null;
  return Number(((now - before) * 1000n) / before) / 10;
}

function monthStart(instant: Date, offsetMonths: number): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + offsetMonths, 1));
}
