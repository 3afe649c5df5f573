import { addDays } from "../kit/clock.ts";
import { isId } from "../kit/ids.ts";
import { daysFromTo, isIsoDay, isoDay, type Period } from "./period.ts";

/** all: every sale. credited: somebody is credited. unattributed: nobody is. refunded: at least one counted refund. */
export const salesShown = ["all", "credited", "unattributed", "refunded"] as const;
export type SalesShown = (typeof salesShown)[number];

export const SALES_PAGE_SIZE = 25;
/** What a list shows before anybody chooses days. */
const DEFAULT_DAYS = 30;
const MAX_SEARCH_LENGTH = 100;
const MAX_PAGE = 100_000;

/** Which sales a list shows, as the address says it. */
export interface SalesFilter {
  readonly shown: SalesShown;
  /** First and last day, both in it, such as "2026-11-21". */
  readonly first: string;
  readonly last: string;
  /** The order's name begins with this; empty for any. */
  readonly search: string;
  /** Creators only: one campaign of theirs; null for all. */
  readonly campaignId: string | null;
  /** Counts from 1. */
  readonly page: number;
}

/** The days an address asks for. What is wrong there is said in a sentence and replaced by the last 30 days. */
export function readDays(
  search: URLSearchParams,
  now: Date,
): { readonly first: string; readonly last: string; readonly problem: string | null } {
  const defaults = { first: isoDay(addDays(now, 1 - DEFAULT_DAYS)), last: isoDay(now) };
  const first = search.get("first") ?? "";
  const last = search.get("last") ?? "";
  const problem = problemOfDays(first, last);
  if (problem !== null) return { ...defaults, problem };
  return {
    first: first === "" ? (last !== "" && last < defaults.first ? last : defaults.first) : first,
    last: last === "" ? (first > defaults.last ? first : defaults.last) : last,
    problem,
  };
}

/** Reads a filter from the address. What is wrong there is said in a sentence and replaced by the default. */
export function readSalesFilter(search: URLSearchParams, now: Date): { filter: SalesFilter; problem: string | null } {
  const { first, last, problem } = readDays(search, now);
  const shown = salesShown.find((word) => word === search.get("shown")) ?? "all";
  const campaignId = search.get("campaign");
  const page = Number(search.get("page") ?? "1");
  return {
    filter: {
      shown,
      first,
      last,
      search: (search.get("order") ?? "").trim().slice(0, MAX_SEARCH_LENGTH),
      campaignId: isId(campaignId) ? campaignId : null,
      page: Number.isSafeInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
    },
    problem,
  };
}

function problemOfDays(first: string, last: string): string | null {
  for (const day of [first, last]) {
    if (day !== "" && !isIsoDay(day))
      return "That is not a day. Write days as 2026-11-21; until then the list shows the last 30 days.";
  }
  if (first !== "" && last !== "" && first > last) {
    return "The first day is after the last one. Swap them; until then the list shows the last 30 days.";
  }
  return null;
}

/** The stretch of time that a filter covers. */
export function periodOf(filter: SalesFilter): Period {
  return daysFromTo(filter.first, filter.last);
}
