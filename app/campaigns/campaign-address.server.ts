import { isId } from "#app/kit/ids.ts";
import type { RouteArgs } from "#app/platform/request-context.ts";

/** The campaign in the address (`:campaignId`). Throws 404 for what cannot be an id. */
export function campaignIdOf({ params }: RouteArgs): string {
  const campaignId = params["campaignId"];
  if (!isId(campaignId)) throw noCampaign();
  return campaignId;
}

/** The answer for a campaign that is not there or not yours: the two look the same. */
export function noCampaign(): Response {
  return new Response("This campaign does not exist, or it belongs to another brand.", { status: 404 });
}
