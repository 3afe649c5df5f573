import { findCreator } from "#app/creators/creator-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listOpenOffers, type Offer, type OfferFilter } from "./offer-store.server.ts";
import { rankOffers, type Ranked } from "./rank-offers.ts";

/** The newest that are ranked. Beyond it a market needs an index by niche before a ranking in memory. */
const MOST_RANKED = 1_000;

/** What a creator may claim now, best fit first. */
export async function listOffers(services: Services, creatorId: string, filter: OfferFilter): Promise<Ranked<Offer>[]> {
  const now = services.clock.now();
  return services.db.inPlatform(async (tx) => {
    const creator = await findCreator(tx, creatorId);
    const offers = await listOpenOffers(tx, creatorId, now, filter, MOST_RANKED);
    return rankOffers({ niches: creator?.niches ?? [] }, offers);
  });
}
