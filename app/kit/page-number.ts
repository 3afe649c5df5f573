const LAST_PAGE = 100_000;

/** How many rows a list shows at once. */
export const PAGE_SIZE = 25;

/** The page a query string asks for, counted from 1. Anything that is no page is the first. */
export function pageNumber(search: URLSearchParams, name = "page"): number {
  const asked = search.get(name) ?? "";
  return /^[1-9]\d{0,5}$/.test(asked) ? Math.min(Number(asked), LAST_PAGE) : 1;
}
