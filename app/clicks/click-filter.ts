import { daysFromTo, isoDay } from "../insights/period.ts";
import { readDays } from "../insights/sales-filter.ts";
import { addDays, MS_PER_DAY } from "../kit/clock.ts";
import { isId } from "../kit/ids.ts";

/** A longer stretch than the year and a month that clicks are looked back on says little and costs much. */
const MAX_DAYS = 400;

/** Which clicks a report counts, as the address says it. */
export interface ClickFilter {
  /** First and last day, both in it, such as "2026-11-21". */
  readonly first: string;
  readonly last: string;
  readonly campaignId: string | null;
}

/** Reads a filter from the address. What is wrong there is said in a sentence and replaced by the default. */
export function readClickFilter(search: URLSearchParams, now: Date): { filter: ClickFilter; problem: string | null } {
  const { first, last, problem } = readDays(search, now);
  const campaign = search.get("campaign");
  const campaignId = isId(campaign) ? campaign : null;
  const { from, until } = daysFromTo(first, last);
  if (until.getTime() - from.getTime() <= MAX_DAYS * MS_PER_DAY)
    return { filter: { first, last, campaignId }, problem };
  return {
    filter: { first: isoDay(addDays(until, -MAX_DAYS)), last, campaignId },
    problem: `Clicks are shown for ${MAX_DAYS} days at most. Choose fewer days; until then these are the last ${MAX_DAYS}.`,
  };
}
