import { done, refused, type Outcome } from "../kit/outcome.ts";

/** From what sum of payments in a year a person is on a list. */
export interface ReportingThreshold {
  /** In minor units of US dollars: this sum or more is reported. */
  readonly thresholdMinor: bigint;
  readonly source: string;
}

const BEFORE_2026 = "26 U.S.C. 6041(a) and 6041A(a) as in force for payments made through 2025";

/**
 * Form 1099-NEC by year of payment. Since 2026 the sum is $2,000 (Pub. L. 119-21, section 70433, for payments made after 31 December
 * 2025) and from 2027 on it follows inflation, rounded to $100: the figure of a year is entered here once the Internal Revenue Service
 * has published it. Nothing is guessed for a year without a row.
 */
const necThresholds: Readonly<Record<number, ReportingThreshold>> = {
  2023: { thresholdMinor: 600_00n, source: BEFORE_2026 },
  2024: { thresholdMinor: 600_00n, source: BEFORE_2026 },
  2025: { thresholdMinor: 600_00n, source: BEFORE_2026 },
  2026: {
    thresholdMinor: 2_000_00n,
    source: "26 U.S.C. 6041(a) as amended by Pub. L. 119-21, section 70433, for payments made after 31 December 2025",
  },
};

export function necThresholdOf(year: number): Outcome<ReportingThreshold, "no-threshold"> {
  const row = necThresholds[year];
  return row ? done(row) : refused("no-threshold", missingThreshold(year));
}

/** Says what is missing and who enters it where. */
function missingThreshold(year: number): string {
  const years = Object.keys(necThresholds);
  return `The sum from which Form 1099-NEC reports payments of ${year} is not known here; it is for ${years[0]} to ${years.at(-1)}. From 2027 on it follows inflation: enter the published figure in app/tax/reporting-thresholds.ts, with its source.`;
}

interface DatedRate {
  /** The first day of payments it is for. */
  readonly from: string;
  readonly rateBps: number;
  readonly source: string;
}

/** Backup withholding: the fourth lowest rate of section 1(c), by day of payment. A rate stands until a law changes it. Latest first. */
const backupWithholdingRates: readonly DatedRate[] = [
  { from: "2018-01-01", rateBps: 2_400, source: "26 U.S.C. 3406(a)(1); 24 % since Pub. L. 115-97, section 11001" },
];

/** What is withheld of a payment of this day. */
export function backupWithholdingRateOn(day: string): DatedRate {
  const rate = backupWithholdingRates.find(({ from }) => from <= day);
  if (!rate) throw new RangeError(`No rate of backup withholding is known for ${day}.`);
  return rate;
}

/**
 * DAC7 (Council Directive (EU) 2021/514, Annex, section I, B(4)): only sellers of goods are left out below 30 sales and 2,000 euros.
 * What creators sell is a personal service, which has no such sum: whoever was paid anything is reported.
 */
export const DAC7_THRESHOLD_SOURCE =
  "Council Directive (EU) 2021/514, Annex V, section I, B(4)(d), which is for goods alone";
