import { isId } from "#app/kit/ids.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";

/** The link in the address (`:linkId`). Throws 404 for what cannot be an id. */
export function linkIdOf({ params }: RouteArgs): string {
  const linkId = params["linkId"];
  if (!isId(linkId)) throw noLink();
  return linkId;
}

/** The answer for a link that is not there or not yours: the two look the same. */
export function noLink(): Response {
  return new Response("This link does not exist, or it is not yours to see.", { status: 404 });
}
