/** A day in a place, as year-month-day: payments count on the day their payer had when they arrived. */
export function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The year of a day such as 2026-06-01. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** 1 to 4. */
export function quarterOf(day: string): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3);
}

/** The payments of a year, by creator. */
export function byCreatorIn<Payment extends { readonly creatorId: string; readonly paidOn: string }>(
  year: number,
  payments: readonly Payment[],
): Map<string, Payment[]> {
  const found = new Map<string, Payment[]>();
  for (const payment of payments) {
    if (yearOf(payment.paidOn) !== year) continue;
    const own = found.get(payment.creatorId);
    if (own) own.push(payment);
    else found.set(payment.creatorId, [payment]);
  }
  return found;
}

const FIRST_YEAR = 2020;
const LAST_YEAR = 2099;

/** Reads a year out of an address; null for anything that is none. */
export function readYear(text: string | undefined): number | null {
  if (!/^20\d\d$/.test(text ?? "")) return null;
  const year = Number(text);
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
}
