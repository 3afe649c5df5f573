import { isId } from "#app/kit/ids.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";

/** The replay in the address (`:replayId`). Throws 404 for what cannot be an id. */
export function replayIdOf({ params }: RouteArgs): string {
  const replayId = params["replayId"];
  if (!isId(replayId)) throw noReplay();
  return replayId;
}

/** The answer for a replay that is not there or not yours: the two look the same. */
export function noReplay(): Response {
  return new Response("This replay does not exist, or it belongs to another brand.", { status: 404 });
}
