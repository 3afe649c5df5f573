import { done, type Outcome } from "../kit/outcome.ts";
import { sumMinor } from "../kit/money.ts";
import { necThresholdOf, type ReportingThreshold } from "./reporting-thresholds.ts";
import { isCorporation, type TaxFormFacts } from "./tax-form.ts";
import { byCreatorIn } from "./tax-year.ts";

/** One payout to one creator that arrived, in US dollars, with what was withheld of it. Clawbacks that were netted made it smaller. */
export interface YearlyPayment {
  readonly payoutId: string;
  readonly creatorId: string;
  /** The payer's day on which it arrived. */
  readonly paidOn: string;
  /** The payer's day on which it came back; null while it stands. */
  readonly returnedOn: string | null;
  /** Before withholding. */
  readonly amountMinor: bigint;
  readonly withheldMinor: bigint;
}

/** A creator as they stand when the list is made. */
export interface NecPerson {
  readonly creatorId: string;
  readonly residence: string;
  readonly w9: TaxFormFacts | null;
  /** A W-8 that counted at the end of the year. */
  readonly hasW8: boolean;
}

/** Why somebody is on the list. */
export type NecReason = "reaches-threshold" | "was-withheld";
/** Why somebody who was paid is not. */
export type NecExclusion =
  "below-threshold" | "foreign-with-w-8" | "foreign-without-w-8" | "corporation" | "all-returned";

export interface NecRow {
  readonly creatorId: string;
  /** What stands of the year: payments that came back, whenever they did, are out. */
  readonly paidMinor: bigint;
  readonly withheldMinor: bigint;
  /** Paid in the year and sent back by the bank, in it or later. */
  readonly returnedMinor: bigint;
  readonly paymentCount: number;
  /** On the list although no W-9 is there: it is filed without a number and the creator is asked again. */
  readonly isMissingW9: boolean;
}

export interface NecList {
  readonly year: number;
  readonly threshold: ReportingThreshold;
  readonly listed: readonly (NecRow & { readonly reason: NecReason })[];
  readonly left: readonly (NecRow & { readonly reason: NecExclusion })[];
}

/**
 * Who is on Form 1099-NEC for a year, and why everybody else who was paid is not. Payments count on the day they arrived; one that came
 * back never was a payment, so a return in January corrects December's year. Whoever was withheld from is reported whatever the sum
 * (Instructions for Forms 1099-MISC and 1099-NEC, "Specific Instructions for Form 1099-NEC").
 */
export function composeNecList(
  year: number,
  payments: readonly YearlyPayment[],
  people: readonly NecPerson[],
): Outcome<NecList, "no-threshold"> {
  const threshold = necThresholdOf(year);
  if (!threshold.ok) return threshold;
  const listed: (NecRow & { reason: NecReason })[] = [];
  const left: (NecRow & { reason: NecExclusion })[] = [];
  const paidTo = byCreatorIn(year, payments);
  for (const person of people) {
    const own = paidTo.get(person.creatorId);
    if (!own) continue;
    const row = rowOf(person, own);
    const reason = reasonOf(row, person, threshold.value);
    if (reason === "reaches-threshold" || reason === "was-withheld") listed.push({ ...row, reason });
    else left.push({ ...row, reason });
  }
  return done({ year, threshold: threshold.value, listed: byAmount(listed), left: byAmount(left) });
}

function rowOf({ creatorId, w9 }: NecPerson, own: readonly YearlyPayment[]): NecRow {
  const standing = own.filter(({ returnedOn }) => returnedOn === null);
  const returned = own.filter(({ returnedOn }) => returnedOn !== null);
  return {
    creatorId,
    paidMinor: sumMinor(standing.map(({ amountMinor }) => amountMinor)),
    withheldMinor: sumMinor(standing.map(({ withheldMinor }) => withheldMinor)),
    returnedMinor: sumMinor(returned.map(({ amountMinor }) => amountMinor)),
    paymentCount: standing.length,
    isMissingW9: w9 === null || w9.rejection !== null,
  };
}

function reasonOf(row: NecRow, person: NecPerson, { thresholdMinor }: ReportingThreshold): NecReason | NecExclusion {
  if (row.paymentCount === 0) return "all-returned";
  if (row.withheldMinor > 0n) return "was-withheld";
  if (person.residence !== "US") return person.hasW8 ? "foreign-with-w-8" : "foreign-without-w-8";
  if (person.w9 && isCorporation(person.w9.classification)) return "corporation";
  return row.paidMinor >= thresholdMinor ? "reaches-threshold" : "below-threshold";
}

function byAmount<Row extends NecRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.paidMinor === b.paidMinor ? 0 : a.paidMinor > b.paidMinor ? -1 : 1));
}
