import { isCurrencyCode } from "../kit/currency.ts";
import { isRate } from "./exchange-rate.ts";
import type { LoadedRate } from "./rate-store.server.ts";

/** How long one row of a file is in force. */
export const ratePeriods = ["day", "month"] as const;
export type RatePeriod = (typeof ratePeriods)[number];

export interface RateFile {
  readonly rates: readonly LoadedRate[];
  /** Rows that were left out, with the line they stand on and why. */
  readonly problems: readonly { readonly line: number; readonly sentence: string }[];
  /** Names that are no currency of ours, such as of countries that have the euro now, and how many rows they have. */
  readonly unknownNames: ReadonlyMap<string, number>;
}

/**
 * The Federal Reserve names countries (https://www.federalreserve.gov/releases/g5/current/). Countries that took the euro are left out:
 * their old currencies are sold in no more, and "Euro" stands by itself. So is Venezuela, whose currency changed its name and value twice.
 */
const currencyOfCountry: Readonly<Record<string, string>> = {
  Australia: "AUD", Brazil: "BRL", Canada: "CAD", China: "CNY", Denmark: "DKK", Euro: "EUR", "Hong Kong": "HKD", India: "INR",
  Japan: "JPY", Malaysia: "MYR", Mexico: "MXN", "New Zealand": "NZD", Norway: "NOK", Singapore: "SGD", "South Africa": "ZAR",
  "South Korea": "KRW", "Sri Lanka": "LKR", Sweden: "SEK", Switzerland: "CHF", Taiwan: "TWD", Thailand: "THB",
  "United Kingdom": "GBP",
}; // prettier-ignore

/**
 * Reads rows of a date, a currency (or the country that has it) and units of it per US dollar; the first row names the columns.
 *
 * @param period What one row is for: its day, or the whole month its date is in.
 */
export function readRateFile(rows: readonly (readonly string[])[], period: RatePeriod, source: string): RateFile {
  const rates: LoadedRate[] = [];
  const problems: { line: number; sentence: string }[] = [];
  const unknownNames = new Map<string, number>();
  for (const [index, [date = "", name = "", rate = ""]] of rows.entries()) {
    if (index === 0) continue;
    const currency = isCurrencyCode(name.trim()) ? name.trim() : currencyOfCountry[name.trim()];
    if (currency === undefined) {
      unknownNames.set(name.trim(), (unknownNames.get(name.trim()) ?? 0) + 1);
      continue;
    }
    const days = readPeriod(date.trim(), period);
    if (!days)
      problems.push({ line: index + 1, sentence: `"${date.slice(0, 40)}" is no date. Write it like 2026-06-01.` });
    else if (!isRate(rate.trim())) problems.push({ line: index + 1, sentence: `"${rate.slice(0, 40)}" is no rate.` });
    else rates.push({ currency, ...days, unitsPerDollar: rate.trim(), source });
  }
  return { rates, problems, unknownNames };
}

function readPeriod(date: string, period: RatePeriod): { firstDay: string; lastDay: string } | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(`${date}T00:00:00Z`))) return null;
  if (period === "day") return { firstDay: date, lastDay: date };
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, date.length);
  return { firstDay: `${date.slice(0, 7)}-01`, lastDay: last };
}
