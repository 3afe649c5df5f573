import { formatAmount } from "../kit/amount-text.ts";
import type { BatchSchedule, ScheduleKind } from "./batch-schedule.ts";
import type { PayoutTerms } from "./payout-terms.ts";

export const MAX_REASON_LENGTH = 300;
export const MAX_LISTED_CURRENCIES = 40;

export const scheduleChoices: readonly { readonly label: string; readonly value: ScheduleKind }[] = [
  { label: "Weekly", value: "weekly" },
  { label: "Every two weeks", value: "every-two-weeks" },
  { label: "Monthly on a day", value: "monthly-on-day" },
  { label: "Monthly, last working day", value: "monthly-last-working-day" },
];

export const weekdayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** The kind an address names, else the one in force. */
export function scheduleKindOf(text: string | null, otherwise: ScheduleKind): ScheduleKind {
  return scheduleChoices.find(({ value }) => value === text)?.value ?? otherwise;
}

/** "every Thursday": how often, in the middle of a sentence. */
export function scheduleInWords(schedule: BatchSchedule): string {
  switch (schedule.kind) {
    case "weekly":
      return `every ${weekdayNames[schedule.weekday] ?? "week"}`;
    case "every-two-weeks": {
      const weekday = weekdayNames[new Date(`${schedule.firstDay}T00:00:00Z`).getUTCDay()] ?? "week";
      return `every other ${weekday}`;
    }
    case "monthly-on-day":
      return schedule.dayOfMonth === 31
        ? "monthly on the last day"
        : `monthly on the ${ordinal(schedule.dayOfMonth)}${schedule.dayOfMonth > 28 ? ", or the last day" : ""}`;
    case "monthly-last-working-day":
      return "monthly on the last working day";
  }
}

/** "Every Thursday": the same at the beginning of one. */
export function scheduleAsTitle(schedule: BatchSchedule): string {
  const words = scheduleInWords(schedule);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "€10.00, $10.00". */
export function minimumsInWords({ minimumMinor }: Pick<PayoutTerms, "minimumMinor">): string {
  const amounts = Object.entries(minimumMinor).map(([currency, minor]) => formatAmount(minor, currency));
  return amounts.length > 0 ? amounts.join(", ") : "Ten of each currency’s main unit";
}

const suffixes: Readonly<Record<number, string>> = { 1: "st", 2: "nd", 3: "rd" };

function ordinal(day: number): string {
  const isTeen = day > 10 && day < 14;
  return `${day}${isTeen ? "th" : (suffixes[day % 10] ?? "th")}`;
}
