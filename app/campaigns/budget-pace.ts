import { addDays } from "#app/kit/clock.ts";
import { divideRounded } from "#app/kit/money.ts";

/** Over how many days the pace of a budget is taken: long enough for a slow week, short enough to notice a fast one. */
export const PACE_DAYS = 14;
/** Further ahead than this a pace says nothing. */
const FURTHEST_DAYS = 365;

export interface BudgetPace {
  /** Earned a day by sales of the last 14 days. */
  readonly perDayMinor: bigint;
  /** When the budget is used up at that pace; null when nothing was earned, nothing is left, or it lasts for more than a year. */
  readonly usedUpOn: Date | null;
}

/** How fast a budget burns down, and when it would pause the campaign. `recentMinor` is what sales of the last 14 days have earned. */
export function budgetPace(recentMinor: bigint, leftMinor: bigint, now: Date): BudgetPace {
  const perDayMinor = divideRounded(recentMinor, BigInt(PACE_DAYS));
  if (recentMinor <= 0n || leftMinor <= 0n) return { perDayMinor, usedUpOn: null };
  const days = Number((leftMinor * BigInt(PACE_DAYS)) / recentMinor);
  return { perDayMinor, usedUpOn: days > FURTHEST_DAYS ? null : addDays(now, days) };
}
