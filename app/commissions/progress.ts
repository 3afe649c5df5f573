import type { ProgressPeriod } from "../campaigns/rulebook.ts";

/**
 * What a creator's other sales in the campaign say about one sale: all of them before it by time, and all as they were sold. Refunds,
 * declines and budgets of other sales change nothing here; cancelled sales, and those of others, are not in it. Amounts are in the
 * currency of the campaign.
 */
export interface Progress {
  /** In the period of the sale. */
  readonly salesInPeriod: number;
  readonly netInPeriodMinor: bigint;
  readonly earnedInPeriodMinor: bigint;
  /** Bonuses that were due, whatever a cap left of them. */
  readonly bonusInPeriodMinor: bigint;
  /** In the whole campaign. */
  readonly earnedInAllMinor: bigint;
  /** The customer's first order that was credited to the creator, and how many there were; null and 0 for none. */
  readonly customerSince: Date | null;
  readonly customerOrders: number;
}

export const noProgress: Progress = {
  salesInPeriod: 0,
  netInPeriodMinor: 0n,
  earnedInPeriodMinor: 0n,
  bonusInPeriodMinor: 0n,
  earnedInAllMinor: 0n,
  customerSince: null,
  customerOrders: 0,
};

const MONTHS_PER_QUARTER = 3;

/** The calendar month or quarter of an instant, in UTC: from its first instant to the first after it. */
export function periodOf(at: Date, period: ProgressPeriod): { readonly from: Date; readonly until: Date } {
  const months = period === "month" ? 1 : MONTHS_PER_QUARTER;
  const first = Math.floor(at.getUTCMonth() / months) * months;
  const startOf = (month: number) => new Date(Date.UTC(at.getUTCFullYear(), month, 1));
  return { from: startOf(first), until: startOf(first + months) };
}

/** The same day of the month so many months later; the last day where that month is shorter. */
export function addMonths(at: Date, months: number): Date {
  const moved = new Date(at);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return moved;
}
