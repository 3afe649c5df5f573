import { daysFromTo } from "#app/insights/period.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { ClickFilter } from "./click-filter.ts";
import {
  countByDay,
  countByDimension,
  countByHour,
  countByPartnership,
  countUnknown,
  type ClickScope,
} from "./click-report-store.server.ts";
import { composeClickReport, isToldByHour, type ClickReport } from "./click-report.ts";

const MOST_PARTNERSHIPS = 10;

/** The clicks of a brand's links, and of what was asked at its short domain. */
export async function reportOfBrand(services: Services, brandId: string, filter: ClickFilter): Promise<ClickReport> {
  return services.db.inBrand(brandId, (tx) => report(services, tx, { brandId, campaignId: filter.campaignId }, filter));
}

/** The clicks of a creator's links at all brands. */
export async function reportOfCreator(
  services: Services,
  creatorId: string,
  filter: ClickFilter,
): Promise<ClickReport> {
  return services.db.inPlatform((tx) => report(services, tx, { creatorId, campaignId: filter.campaignId }, filter));
}

async function report(
  services: Services,
  tx: Tx,
  scope: ClickScope,
  { first, last }: ClickFilter,
): Promise<ClickReport> {
  const period = daysFromTo(first, last);
  const isOfWholeBrand = "brandId" in scope && scope.campaignId === null;
  const counted = {
    parts: await countByDimension(tx, scope, period),
    stretches: await (isToldByHour(period) ? countByHour : countByDay)(tx, scope, period),
    unknown: isOfWholeBrand ? await countUnknown(tx, scope.brandId, period) : [],
    partnerships: await countByPartnership(tx, scope, period, MOST_PARTNERSHIPS),
  };
  return composeClickReport(counted, period, services.clock.now());
}
