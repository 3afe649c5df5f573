import { stringify } from "csv-stringify/sync";
import { daysFromTo } from "#app/insights/period.ts";
import { inertCell } from "#app/kit/inert-cell.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listClicksAfter, type ExportedClick } from "./click-export-store.server.ts";
import type { ClickFilter } from "./click-filter.ts";
import type { ClickScope } from "./click-report-store.server.ts";

/** Clicks per query: a file of any length takes no more memory than these. */
const ROWS_AT_ONCE = 5_000;

const header = [
  ...["click", "at", "brand", "campaign", "creator", "link", "placement", "network", "country", "device", "way"],
  ...["referer", "class", "counted", "reason"],
];

/** The clicks of a report one by one, as a CSV file (RFC 4180, UTF-8) that is written while it is read. `counted` is 1 or 0. */
export function exportClicks(services: Services, scope: ClickScope, { first, last }: ClickFilter): ReadableStream {
  const period = daysFromTo(first, last);
  const encoder = new TextEncoder();
  let afterId: string | null = null;
  const read = (limit: number): Promise<ExportedClick[]> => {
    const page = { afterId, limit };
    return "brandId" in scope
      ? services.db.inBrand(scope.brandId, (tx) => listClicksAfter(tx, scope, period, page))
      : services.db.inPlatform((tx) => listClicksAfter(tx, scope, period, page));
  };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvOf([header])));
    },
    async pull(controller) {
      const rows = await read(ROWS_AT_ONCE);
      if (rows.length > 0) controller.enqueue(encoder.encode(csvOf(rows.map(cellsOf))));
      if (rows.length < ROWS_AT_ONCE) controller.close();
      afterId = rows.at(-1)?.id ?? null;
    },
  });
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { record_delimiter: "windows" });
}

function cellsOf(click: ExportedClick): string[] {
  const texts = [click.brandName, click.campaignName, click.creatorName, click.slug, click.placement, click.network];
  return [
    click.id,
    click.at,
    ...texts.map(inertCell),
    inertCell(click.country),
    click.device,
    click.isScan ? "scan" : "link",
    inertCell(click.refererHost),
    click.class,
    click.isCounted ? "1" : "0",
    inertCell(click.reason),
  ];
}
