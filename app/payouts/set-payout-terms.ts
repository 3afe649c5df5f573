import { z } from "zod";
import { isCurrencyCode } from "../kit/currency.ts";
import { parseDecimal } from "../kit/money.ts";
import { scheduleKinds, type BatchSchedule } from "./batch-schedule.ts";
import { MAX_LISTED_CURRENCIES, MAX_REASON_LENGTH } from "./payout-terms-words.ts";

/** So high no smallest payout is: a slip of the keyboard would stop all payouts. */
const MOST_MINIMUM_UNITS = "100000";

const calendarDay = (sentence: string) =>
  z
    .string({ error: sentence })
    .regex(/^\d{4}-\d{2}-\d{2}$/, sentence)
    .refine((day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false, sentence);

const wholeNumber = (sentence: string, least: number, most: number) =>
  z.coerce.number({ error: sentence }).int(sentence).min(least, sentence).max(most, sentence);

/** A line of the form: a currency and its smallest payout. An empty amount takes the currency off the list. */
const minimumLine = z.object({
  currency: z.string().trim().toUpperCase().optional(),
  amount: z.string().trim().optional(),
});

const reasonNeeded = "Say why, in a sentence for whoever asks later.";

/** Terms as finance sets them. Fields of another kind of schedule than the one chosen are left out of the form. */
export const setPayoutTermsSchema = z
  .object({
    schedule: z.enum(scheduleKinds, { error: "Choose how often batches go out." }),
    weekday: wholeNumber("Choose a weekday.", 0, 6).optional(),
    firstDay: calendarDay("Give the first batch day as year-month-day.").optional(),
    dayOfMonth: wholeNumber("Give a day of the month from 1 to 31.", 1, 31).optional(),
    minimums: z
      .array(minimumLine)
      .max(MAX_LISTED_CURRENCIES, `At most ${MAX_LISTED_CURRENCIES} currencies are listed.`),
    /** Absent: from now on. */
    fromDay: calendarDay("Give the day as year-month-day.").optional(),
    reason: z
      .string({ error: reasonNeeded })
      .trim()
      .min(1, reasonNeeded)
      .max(MAX_REASON_LENGTH, `Keep it under ${MAX_REASON_LENGTH} characters.`),
  })
  .transform((form, context) => {
    const refuse = (path: (string | number)[], message: string) => {
      context.addIssue({ code: "custom", path, message });
    };
    const schedule = scheduleOf(form);
    if ("missing" in schedule) refuse([schedule.missing], schedule.sentence);
    const minimumMinor: Record<string, bigint> = {};
    for (const [index, { currency = "", amount = "" }] of form.minimums.entries()) {
      if (amount === "") continue;
      const at = (field: string) => ["minimums", index, field];
      const [minor, most] = [parseDecimal(amount, currency), parseDecimal(MOST_MINIMUM_UNITS, currency) ?? 0n];
      if (!isCurrencyCode(currency)) refuse(at("currency"), "A currency is three capital letters, such as SEK.");
      else if (currency in minimumMinor) refuse(at("currency"), `${currency} stands here twice.`);
      else if (minor === null || minor <= 0n) refuse(at("amount"), `Give an amount in ${currency} above zero.`);
      else if (minor > most) refuse(at("amount"), `This is more than ${MOST_MINIMUM_UNITS} ${currency}.`);
      else minimumMinor[currency] = minor;
    }
    if ("missing" in schedule) return z.NEVER;
    return { schedule: schedule.schedule, minimumMinor, fromDay: form.fromDay ?? null, reason: form.reason };
  });

export type SetPayoutTerms = z.output<typeof setPayoutTermsSchema>;

interface TypedSchedule {
  readonly schedule: BatchSchedule["kind"];
  readonly weekday?: number | undefined;
  readonly firstDay?: string | undefined;
  readonly dayOfMonth?: number | undefined;
}

function scheduleOf({
  schedule: kind,
  weekday,
  firstDay,
  dayOfMonth,
}: TypedSchedule): { readonly schedule: BatchSchedule } | { readonly missing: string; readonly sentence: string } {
  switch (kind) {
    case "weekly":
      return weekday === undefined
        ? { missing: "weekday", sentence: "Choose a weekday." }
        : { schedule: { kind, weekday } };
    case "every-two-weeks":
      return firstDay === undefined
        ? { missing: "firstDay", sentence: "Give the first batch day as year-month-day." }
        : { schedule: { kind, firstDay } };
    case "monthly-on-day":
      return dayOfMonth === undefined
        ? { missing: "dayOfMonth", sentence: "Give a day of the month from 1 to 31." }
        : { schedule: { kind, dayOfMonth } };
    case "monthly-last-working-day":
      return { schedule: { kind } };
  }
}

export type SetTermsRefusal = "from-in-the-past" | "from-too-far-ahead" | "first-day-out-of-reach";

export const setTermsRefusals: Readonly<
  Record<SetTermsRefusal, { readonly field: string; readonly sentence: string }>
> = {
  "from-in-the-past": { field: "fromDay", sentence: "Terms never reach back. Choose today or a later day." },
  "from-too-far-ahead": { field: "fromDay", sentence: "Plan at most a year ahead." },
  "first-day-out-of-reach": {
    field: "firstDay",
    sentence: "Choose a day within the two weeks after the terms begin; the others are fourteen days apart.",
  },
};
