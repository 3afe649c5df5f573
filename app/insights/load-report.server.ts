import { countByDimension, countByPartnership } from "#app/clicks/click-report-store.server.ts";
import type { ClickFilter } from "#app/clicks/click-filter.ts";
import type { Services } from "#app/platform/services.server.ts";
import { sumSales } from "./brand-dashboard-store.server.ts";
import { countPaths, countStretches } from "./buying-paths.ts";
import { daysFromTo } from "./period.ts";
import {
  compareGroups,
  countPathStretches,
  countTouchPaths,
  listReportedPartnerships,
  sumAssisted,
  sumCredited,
  type CreditedBy,
  type ReportScope,
} from "./report-store.server.ts";
import { composeModelShares } from "./model-shares.ts";
import { composeFunnel, composeParts, groupOf } from "./report.ts";

const FALLBACK_CURRENCY = "EUR";
/** More than a brand has running at once; the clicks of all of them are asked for. */
const MOST_PARTNERSHIPS = 100_000;

/** What a brand's campaigns brought in a period, in the currency most of its orders have. */
export async function loadReport(services: Services, brandId: string, filter: ClickFilter) {
  const period = daysFromTo(filter.first, filter.last);
  return services.db.inBrand(brandId, async (tx) => {
    const currencies = await sumSales(tx, brandId, period);
    const currency = currencies[0]?.currency ?? FALLBACK_CURRENCY;
    const { campaignId } = filter;
    const scope: ReportScope = { brandId, currency, campaignId, period };
    const clickScope = { brandId, campaignId };
    const groups = await compareGroups(tx, scope);
    const paths = await countPathStretches(tx, scope);
    const clicks = await countByPartnership(tx, clickScope, period, MOST_PARTNERSHIPS);
    const parts = await countByDimension(tx, clickScope, period);
    const credited = await sumCredited(tx, scope);
    const creditedBy = (wanted: CreditedBy) =>
      credited.flatMap(({ by, shareBps: _, ...part }) => (by === wanted ? [part] : []));
    return {
      currency,
      /** Orders in other currencies, which no figure here holds. */
      otherOrders: currencies.slice(1).reduce((sum, { orders }) => sum + orders, 0),
      followers: groupOf(groups, "followers"),
      others: groupOf(groups, "others"),
      clicks: clicks.reduce((sum, { net }) => sum + net, 0),
      paths: countPaths(paths),
      stretches: countStretches(paths),
      funnel: composeFunnel(await listReportedPartnerships(tx, scope), {
        clicks,
        credited: creditedBy("partnership"),
        assisted: await sumAssisted(tx, scope),
      }),
      models: composeModelShares(
        await countTouchPaths(tx, scope),
        credited.filter(({ by }) => by === "partnership"),
      ),
      placements: composeParts(parts, "placement", creditedBy("placement")),
      networks: composeParts(parts, "network", creditedBy("network")),
    };
  });
}

export type Report = Awaited<ReturnType<typeof loadReport>>;
