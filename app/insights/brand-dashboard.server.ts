import { sumClicks } from "#app/clicks/click-report-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import * as store from "./brand-dashboard-store.server.ts";
import { daysOf, monthToDate, sameStretchOfLastMonth } from "./period.ts";

/** What the first screen shows in when there are no sales to say otherwise. */
const FALLBACK_CURRENCY = "EUR";

/** The first screen of a brand: this month against the same stretch of the last one, and what needs attention. */
export async function loadBrandDashboard(services: Services, brandId: string) {
  const now = services.clock.now();
  const thisMonth = monthToDate(now);
  const lastMonth = sameStretchOfLastMonth(now);
  return services.db.inBrand(brandId, async (tx) => {
    const figures = await store.sumSales(tx, brandId, thisMonth);
    const before = await store.sumSales(tx, brandId, lastMonth);
    const open = await store.sumOpenCommissions(tx, brandId);
    const currency = figures[0]?.currency ?? before[0]?.currency ?? open[0]?.currency ?? FALLBACK_CURRENCY;
    const perDay = await store.sumSalesPerDay(tx, brandId, thisMonth, currency);
    return {
      asOf: now,
      thisMonth,
      lastMonth,
      currency,
      sales: { now: figures, before },
      earned: {
        now: await store.sumEarned(tx, brandId, thisMonth),
        before: await store.sumEarned(tx, brandId, lastMonth),
      },
      open,
      clicks: {
        now: await sumClicks(tx, { brandId, campaignId: null }, thisMonth),
        before: await sumClicks(tx, { brandId, campaignId: null }, lastMonth),
      },
      perDay: daysOf(thisMonth).map(
        (day) => perDay.find((sold) => sold.day === day) ?? { day, attributedMinor: 0n, unattributedMinor: 0n },
      ),
      topCreators: await store.listTopCreators(tx, brandId, thisMonth, currency),
      attention: await store.loadAttention(tx, brandId),
    };
  });
}

export type BrandDashboard = Awaited<ReturnType<typeof loadBrandDashboard>>;
