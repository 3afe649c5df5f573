import type { CsvColumn } from "./csv-columns.ts";

/** How amounts are written: told by each number itself, with a decimal point, with a decimal comma, or in minor units without a mark. */
export const decimalStyles = ["each", "point", "comma", "minor"] as const;
export type DecimalStyle = (typeof decimalStyles)[number];

/** How dates are written that begin with no year: 3/4/2026 is the 3rd of April, or the 4th of March. */
export const dateStyles = ["year-first", "day-first", "month-first"] as const;
export type DateStyle = (typeof dateStyles)[number];

/** What a person said about a file. */
export interface FileChoices {
  /** Per column of the file what it is; null for one we do not use. */
  readonly columns: readonly (CsvColumn | null)[];
  /** For rows without a currency of their own; empty when a column names it. */
  readonly currency: string;
  /** IANA name: the zone of dates that name no offset. */
  readonly timeZone: string;
  readonly decimals: DecimalStyle;
  readonly dates: DateStyle;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
