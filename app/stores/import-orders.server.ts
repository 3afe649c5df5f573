import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { csvPresets, type CsvPreset } from "./csv-columns.ts";
import type { ImportReport, LineRemark } from "./import-report.ts";
import { findInboxEvent } from "./inbox-store.server.ts";
import { processInboxEvent } from "./process-inbox-event.server.ts";
import { readApiSale } from "./read-api-sale.ts";
import { readCsvFile, type CsvSale } from "./read-csv-file.server.ts";
import { API_SALE_TOPIC } from "./read-store-events.ts";
import { receiveEvent } from "./receive-event.server.ts";
import { findStore } from "./store-records-store.server.ts";
import type { Store } from "./store.ts";

export type ImportRefusal = "unknown-store" | "not-a-file-store" | "unreadable-file";

/**
 * Imports a file of order lines into a store of the kind "csv". Each order goes through the inbox under the hash of its content, so the
 * same file again changes nothing, and an order whose rows changed becomes a new version of the same sale.
 */
export async function importOrders(
  services: Services,
  brandId: string,
  storeId: string,
  text: string,
  options: { preset?: CsvPreset; onProgress?: (doneCount: number, totalCount: number) => void } = {},
): Promise<Outcome<ImportReport, ImportRefusal>> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  if (!store || store.disconnectedAt) return refused("unknown-store");
  if (store.kind !== "csv") return refused("not-a-file-store");
  const file = readCsvFile(text, options.preset ?? csvPresets.standard);
  if (file.fault) return refused("unreadable-file", file.fault);
  const problems = [...file.problems];
  let recordedCount = 0;
  let unchangedCount = 0;
  for (const [index, sale] of file.sales.entries()) {
    const result = await importSale(services, store, sale);
    if (result === "recorded") recordedCount += 1;
    else if (result === "unchanged") unchangedCount += 1;
    else problems.push({ line: sale.line, sentence: `Order ${sale.externalId} was left out. ${result.fault}` });
    options.onProgress?.(index + 1, file.sales.length);
  }
  return done({
    rowCount: file.rowCount,
    recordedCount,
    unchangedCount,
    duplicateCount: file.duplicates.length,
    problems: problems.sort((a, b) => a.line - b.line),
    notes: [...file.duplicates, ...(await findUnknownCodes(services, brandId, file.sales))].sort(
      (a, b) => a.line - b.line,
    ),
  });
}

async function importSale(
  services: Services,
  store: Store,
  sale: CsvSale,
): Promise<"recorded" | "unchanged" | { fault: string }> {
  const reading = readApiSale(sale.body, services.clock.now());
  if (!reading.ok) return { fault: reading.problems.map((one) => one.sentence).join(" ") };
  const body = JSON.stringify(sale.body);
  const receipt = await receiveEvent(services, store, {
    topic: API_SALE_TOPIC,
    deliveryKey: sha256(body),
    body,
    headers: {},
  });
  await processInboxEvent(services, store.brandId, receipt.eventId);
  const event = await services.db.inBrand(store.brandId, (tx) => findInboxEvent(tx, store.brandId, receipt.eventId));
  if (event?.status === "failed") return { fault: event.outcome ?? "" };
  return receipt.isNew ? "recorded" : "unchanged";
}

/** A code that no creator of the brand has is stored with its sale, which then is credited to nobody by it. */
async function findUnknownCodes(services: Services, brandId: string, sales: readonly CsvSale[]): Promise<LineRemark[]> {
  const keys = [...new Set(sales.flatMap((sale) => sale.codes.map(normaliseCode)))];
  if (keys.length === 0) return [];
  const known = await services.db.inBrand(brandId, (tx) => findCodes(tx, brandId, keys));
  const knownKeys = new Set(known.map((code) => code.codeKey));
  return sales.flatMap((sale) =>
    sale.codes
      .filter((code) => !knownKeys.has(normaliseCode(code)))
      .map((code) => ({
        line: sale.line,
        sentence: `The code ${code} belongs to no creator of yours; the order is in without a credit by it.`,
      })),
  );
}
