import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../kit/clock.ts";

/** "1 day", "30 days". */
export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** "1 hour", "48 hours". */
export function hours(count: number): string {
  return plural(count, "hour");
}

/** How long before the sale something happened, in the largest whole unit that is at least one: "34 days", "5 hours", "a moment". */
export function span(ms: number): string {
  if (ms >= MS_PER_DAY) return days(Math.floor(ms / MS_PER_DAY));
  if (ms >= MS_PER_HOUR) return plural(Math.floor(ms / MS_PER_HOUR), "hour");
  if (ms >= MS_PER_MINUTE) return plural(Math.floor(ms / MS_PER_MINUTE), "minute");
  return "a moment";
}

/** Like `span`, but never reads as equal to a window that it exceeds: "30 days and 2 hours", "just over 30 days". */
export function spanBeyond(ms: number, windowDays: number): string {
  if (Math.floor(ms / MS_PER_DAY) !== windowDays) return span(ms);
  const over = Math.floor((ms - windowDays * MS_PER_DAY) / MS_PER_HOUR);
  return over === 0 ? `just over ${days(windowDays)}` : `${days(windowDays)} and ${hours(over)}`;
}

/** A day in UTC as people write it: "3 May 2026". */
export function dayOf(instant: Date): string {
  return `${instant.getUTCDate()} ${months[instant.getUTCMonth()]} ${instant.getUTCFullYear()}`;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

function plural(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
