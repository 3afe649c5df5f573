import { isInEu } from "../kit/country.ts";
import type { TaxFormFacts } from "./tax-form.ts";
import { byCreatorIn, quarterOf } from "./tax-year.ts";

/** One payout that arrived and stands, in the currency of the commissions it paid. */
export interface QuarterlyPayment {
  readonly creatorId: string;
  readonly paidOn: string;
  readonly currency: string;
  /** Before withholding; clawbacks that were netted made it smaller. */
  readonly amountMinor: bigint;
  readonly withheldMinor: bigint;
  /** The commissions it paid: each is one activity; a clawback that was netted is none. */
  readonly activityCount: number;
}

export interface Dac7Quarter {
  readonly quarter: number;
  readonly considerationMinor: bigint;
  readonly activityCount: number;
  /** What the platform charged the creator: nothing, brands pay the fees. */
  readonly feesMinor: bigint;
  /** Taxes withheld by the platform. */
  readonly taxesMinor: bigint;
}

export type Dac7Exclusion = "not-in-eu";

export interface Dac7Row {
  readonly creatorId: string;
  readonly currency: string;
  readonly residence: string;
  readonly quarters: readonly Dac7Quarter[];
  readonly totalMinor: bigint;
  readonly activityCount: number;
  /** The creator has not given what the list asks for. */
  readonly isMissingForm: boolean;
}

export interface Dac7Person {
  readonly creatorId: string;
  readonly residence: string;
  readonly dac7: TaxFormFacts | null;
}

export interface Dac7List {
  readonly year: number;
  readonly listed: readonly Dac7Row[];
  readonly left: readonly (Dac7Row & { readonly reason: Dac7Exclusion })[];
}

const QUARTERS = [1, 2, 3, 4] as const;

/**
 * Who is reported under DAC7 for a year: everybody resident in the European Union who was paid, by quarter and currency: consideration,
 * number of activities, fees and taxes (Council Directive (EU) 2021/514, Annex V, section III, B(2)). One row per currency.
 */
export function composeDac7List(
  year: number,
  payments: readonly QuarterlyPayment[],
  people: readonly Dac7Person[],
): Dac7List {
  const listed: Dac7Row[] = [];
  const left: (Dac7Row & { reason: Dac7Exclusion })[] = [];
  const paidTo = byCreatorIn(year, payments);
  for (const person of people) {
    const own = paidTo.get(person.creatorId) ?? [];
    for (const currency of [...new Set(own.map((payment) => payment.currency))].sort()) {
      const row = rowOf(
        person,
        currency,
        own.filter((payment) => payment.currency === currency),
      );
      if (isInEu(person.residence)) listed.push(row);
      else left.push({ ...row, reason: "not-in-eu" });
    }
  }
  return { year, listed, left };
}

function rowOf(person: Dac7Person, currency: string, own: readonly QuarterlyPayment[]): Dac7Row {
  const quarters = QUARTERS.map((quarter): Dac7Quarter => {
    const during = own.filter(({ paidOn }) => quarterOf(paidOn) === quarter);
    return {
      quarter,
      considerationMinor: during.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      activityCount: during.reduce((sum, { activityCount }) => sum + activityCount, 0),
      feesMinor: 0n,
      taxesMinor: during.reduce((sum, { withheldMinor }) => sum + withheldMinor, 0n),
    };
  });
  return {
    creatorId: person.creatorId,
    currency,
    residence: person.residence,
    quarters,
    totalMinor: quarters.reduce((sum, { considerationMinor }) => sum + considerationMinor, 0n),
    activityCount: quarters.reduce((sum, { activityCount }) => sum + activityCount, 0),
    isMissingForm: person.dac7 === null || person.dac7.rejection !== null,
  };
}
