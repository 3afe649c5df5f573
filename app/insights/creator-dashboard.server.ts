import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listOffers } from "#app/matching/list-offers.server.ts";
import * as store from "./creator-dashboard-store.server.ts";
import { monthToDate, sameStretchOfLastMonth } from "./period.ts";

/** Changes of terms stay on the first screen this long. */
const ANNOUNCED_WITHIN_DAYS = 30;
const OFFERS_SHOWN = 3;

/** The first screen of a creator: their money and when it comes, their clicks, their best link and what brands announced. */
export async function loadCreatorDashboard(services: Services, creatorId: string) {
  const now = services.clock.now();
  const thisMonth = monthToDate(now);
  const lastMonth = sameStretchOfLastMonth(now);
  const offers = (await listOffers(services, creatorId, {})).slice(0, OFFERS_SHOWN);
  return services.db.inPlatform(async (tx) => {
    const links = await store.listLinksByClicks(tx, creatorId, thisMonth);
    const linksBefore = await store.listLinksByClicks(tx, creatorId, lastMonth);
    return {
      asOf: now,
      thisMonth,
      lastMonth,
      earnings: await store.sumEarnings(tx, creatorId, thisMonth),
      earningsBefore: await store.sumEarnings(tx, creatorId, lastMonth),
      nextRelease: (await store.findNextRelease(tx, creatorId, now)) ?? null,
      clicks: { now: sumClicks(links), before: sumClicks(linksBefore) },
      bestLink: links.find(({ net }) => net > 0) ?? null,
      offers,
      announcements: await store.listAnnouncements(tx, creatorId, addDays(now, -ANNOUNCED_WITHIN_DAYS)),
    };
  });
}

export type CreatorDashboard = Awaited<ReturnType<typeof loadCreatorDashboard>>;

function sumClicks(links: readonly { gross: number; net: number }[]): { gross: number; net: number } {
  return {
    gross: links.reduce((sum, { gross }) => sum + gross, 0),
    net: links.reduce((sum, { net }) => sum + net, 0),
  };
}
