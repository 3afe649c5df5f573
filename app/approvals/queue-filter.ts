import { isCurrencyCode } from "#app/kit/currency.ts";
import { isId } from "#app/kit/ids.ts";
import { parseDecimal } from "#app/kit/money.ts";
import { flagKinds, MOST_POINTS, type FlagKind } from "#app/risk/flag.ts";

export const QUEUE_PAGE_SIZE = 25;
const MAX_PAGE = 10_000;
const MAX_AGE_DAYS = 3_650;

/** matured: the hold is over, a person decides. held: the hold still runs. */
export const queueViews = ["matured", "held"] as const;
export type QueueView = (typeof queueViews)[number];

/** ready: nothing stops an approval. blocked: the order is unpaid or disputed. kept: finance looked and keeps it waiting. */
export const queueStates = ["any", "ready", "blocked", "kept"] as const;
export type QueueState = (typeof queueStates)[number];

/** longest: matured longest ago first. risk: most points first. amount: largest first, within a currency. newest: the latest sale first. */
export const queueOrders = ["longest", "risk", "amount", "newest"] as const;
export type QueueOrder = (typeof queueOrders)[number];

/** What of the review queue is shown; all of it is in the address. */
export interface QueueFilter {
  readonly view: QueueView;
  readonly state: QueueState;
  readonly brandId: string | null;
  readonly currency: string | null;
  /** The least amount, in minor units of the chosen currency. */
  readonly leastMinor: bigint | null;
  /** As typed, to show it again. */
  readonly leastText: string;
  /** Sold at least this many days ago. */
  readonly olderThanDays: number | null;
  /** With a standing flag of this kind; any: with any flag. */
  readonly flag: FlagKind | "any" | null;
  /** With so many risk points at least. */
  readonly leastPoints: number | null;
  readonly order: QueueOrder;
  readonly page: number;
}

/** Reads the filter from an address. What cannot be read is left out, and `problem` says so. */
export function readQueueFilter(search: URLSearchParams): { filter: QueueFilter; problem: string | null } {
  const problems: string[] = [];
  const currencyText = (search.get("currency") ?? "").toUpperCase();
  const currency = isCurrencyCode(currencyText) ? currencyText : null;
  const leastText = (search.get("least") ?? "").trim();
  let leastMinor: bigint | null = null;
  if (leastText !== "" && currency === null)
    problems.push("Choose a currency with the least amount: 50 yen are not 50 euros.");
  else if (leastText !== "" && currency !== null) {
    leastMinor = parseDecimal(leastText, currency);
    if (leastMinor === null)
      problems.push(`“${leastText.slice(0, 20)}” is not an amount in ${currency}. Write it like 12.50.`);
  }
  const daysText = search.get("days") ?? "";
  const days = /^\d{1,4}$/.test(daysText) ? Number(daysText) : null;
  const brandText = search.get("brand");
  const flagText = search.get("flag");
  const pointsText = search.get("points") ?? "";
  const points = /^\d{1,3}$/.test(pointsText) ? Number(pointsText) : null;
  const page = Number(search.get("page") ?? "1");
  const filter: QueueFilter = {
    view: queueViews.find((view) => view === search.get("view")) ?? "matured",
    state: queueStates.find((state) => state === search.get("state")) ?? "any",
    brandId: isId(brandText) ? brandText : null,
    currency,
    leastMinor,
    leastText,
    olderThanDays: days !== null && days > 0 && days <= MAX_AGE_DAYS ? days : null,
    flag: flagText === "any" ? flagText : (flagKinds.find((kind) => kind === flagText) ?? null),
    leastPoints: points !== null && points > 0 && points <= MOST_POINTS ? points : null,
    order: queueOrders.find((order) => order === search.get("order")) ?? "longest",
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
  return { filter, problem: problems.length > 0 ? problems.join(" ") : null };
}
