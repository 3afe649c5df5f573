import { sumClicks } from "#app/clicks/click-report-store.server.ts";
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
    const scope = { creatorId, campaignId: null };
    return {
      asOf: now,
      thisMonth,
      lastMonth,
      earnings: await store.sumEarnings(tx, creatorId, thisMonth),
      earningsBefore: await store.sumEarnings(tx, creatorId, lastMonth),
      nextRelease: (await store.findNextRelease(tx, creatorId, now)) ?? null,
      clicks: { now: await sumClicks(tx, scope, thisMonth), before: await sumClicks(tx, scope, lastMonth) },
      bestLink: await store.findBestLink(tx, creatorId, thisMonth),
      offers,
      announcements: await store.listAnnouncements(tx, creatorId, addDays(now, -ANNOUNCED_WITHIN_DAYS)),
    };
  });
}

export type CreatorDashboard = Awaited<ReturnType<typeof loadCreatorDashboard>>;
