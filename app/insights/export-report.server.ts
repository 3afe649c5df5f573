import { stringify } from "csv-stringify/sync";
import type { ClickFilter } from "#app/clicks/click-filter.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import { formatDecimal } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import { loadReport } from "./load-report.server.ts";

const BPS_PER_SALE = 10_000;
const header = [
  ...[
    "creator",
    "campaign",
    "links",
    "counted clicks",
    "visitors",
    "credited sales",
    "net",
    "currency",
    "assisted sales",
  ],
  ...["sales by rules", "sales by removal effect", "sales in equal parts"],
];

/** A brand's report as a CSV file (RFC 4180, UTF-8): a line for each creator and campaign. Sales by a model have six decimals. */
export async function exportReport(services: Services, brandId: string, filter: ClickFilter): Promise<string> {
  const { funnel, models, currency } = await loadReport(services, brandId, filter);
  const shares = new Map(models.map((share) => [share.partnershipId, share]));
  const rows = funnel.map((row) => {
    const { creditedBps = 0, byRemoval = 0, byEqualParts = 0 } = shares.get(row.partnershipId) ?? {};
    return [
      inertCell(row.creatorName),
      inertCell(row.campaignName),
      ...[row.links, row.clicks, row.visitors, row.sales].map(String),
      ...[formatDecimal(row.netMinor, currency), currency, String(row.assistedSales)],
      ...[creditedBps / BPS_PER_SALE, byRemoval, byEqualParts].map((sales) => sales.toFixed(6)),
    ];
  });
  return stringify([header, ...rows], { record_delimiter: "windows" });
}
