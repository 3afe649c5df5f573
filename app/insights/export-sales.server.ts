import { stringify } from "csv-stringify/sync";
import { formatDecimal } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import type { SalesFilter } from "./sales-filter.ts";
import { listBrandSales, type BrandSaleRow } from "./sales-store.server.ts";

/** A file of more rows than this is asked for in smaller stretches of time. */
const MAX_EXPORT_ROWS = 50_000;

const header = [
  "order",
  "placed_at",
  "store",
  "credited_to",
  "campaign",
  "currency",
  "net",
  "commission",
  "commission_currency",
  "refunded",
  "cancelled",
];

/** The filtered sales of a brand as a CSV file (RFC 4180, UTF-8). Amounts are plain decimal numbers. */
export async function exportSalesOfBrand(services: Services, brandId: string, filter: SalesFilter): Promise<string> {
  const rows = await services.db.inBrand(brandId, (tx) =>
    listBrandSales(tx, brandId, filter, { limit: MAX_EXPORT_ROWS, offset: 0 }),
  );
  return stringify([header, ...rows.map(cellsOf)], { record_delimiter: "windows" });
}

function cellsOf(row: BrandSaleRow): string[] {
  return [
    inertCell(row.name),
    row.placedAt.toISOString(),
    inertCell(row.storeName),
    inertCell(row.creditedTo.join(", ")),
    inertCell(row.campaignNames.join(", ")),
    row.currency,
    formatDecimal(row.netMinor, row.currency),
    formatDecimal(row.earnedMinor, row.earnedCurrency),
    row.earnedCurrency,
    row.hasRefund ? "yes" : "no",
    row.cancelledAt === null ? "no" : "yes",
  ];
}
