const MAX_PAGE = 10_000;

/** The page of a list an address asks for, from 1; anything else is the first. */
export function readPage(request: Request): number {
  const page = Number(new URL(request.url).searchParams.get("page") ?? "1");
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}
