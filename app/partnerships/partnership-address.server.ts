import { isId } from "#app/kit/ids.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";

/** The partnership in the address (`:partnershipId`). Throws 404 for what cannot be an id. */
export function partnershipIdOf({ params }: RouteArgs): string {
  const partnershipId = params["partnershipId"];
  if (!isId(partnershipId)) throw noPartnership();
  return partnershipId;
}

/** The answer for a partnership that is not there or not yours: the two look the same. */
export function noPartnership(): Response {
  return new Response("This partnership does not exist, or it is not yours to see.", { status: 404 });
}
