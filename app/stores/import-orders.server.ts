import { countSalesAnew } from "#db/count-sales-anew.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import { findCodes } from "#app/links/code-store.server.ts";
import { normaliseCode } from "#app/links/normalise-code.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { csvPresets, type CsvPreset } from "./csv-columns.ts";
import type { ImportReport, LineRemark } from "./import-report.ts";
import { findInboxEvent } from "./inbox-store.server.ts";
import { isOpen, processInboxEvent } from "./process-inbox-event.server.ts";
import { readApiSale } from "./read-api-sale.ts";
import { readCsvFile, type CsvSale } from "./read-csv-file.server.ts";
import { API_SALE_TOPIC } from "./read-store-events.ts";
import { receiveEvent } from "./receive-event.server.ts";
import { findStore } from "./store-records-store.server.ts";
import type { Store } from "./store.ts";
import { takeEvents, type ReadEvent } from "./take-events.server.ts";

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
  let before: Promise<void> = Promise.resolve();
  for (let start = 0; start < file.sales.length; start += ORDERS_PER_TRANSACTION) {
    const some = file.sales.slice(start, start + ORDERS_PER_TRANSACTION);
    const { imported, decided } = beginImport(services, store, some);
    await before.catch(async (error: unknown) => {
      // Nothing of the file is being written any more when its failure is told.
      await imported.catch(() => undefined);
      throw error;
    });
    before = imported.then((results) => {
      for (const [index, result] of results.entries()) {
        const { line, externalId } = some[index] ?? { line: 0, externalId: "" };
        if (result === "recorded") recordedCount += 1;
        else if (result === "unchanged") unchangedCount += 1;
        else problems.push({ line, sentence: `Order ${externalId} was left out. ${result.fault}` });
      }
      options.onProgress?.(start + some.length, file.sales.length);
    });
    // While the database writes these, the next ones are read; whoever shares a customer waits in the database.
    await Promise.race([decided, before]);
    if (isTimeToCount(start / ORDERS_PER_TRANSACTION) && start + some.length < file.sales.length) {
      await before;
      await services.db.inBrand(brandId, countSalesAnew);
    }
  }
  await before;
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

/** As many as make the statements of a transaction worth their while, and few enough to be done within a second or so. */
const ORDERS_PER_TRANSACTION = 500;

/** After the first chunk, the eighth, the sixty-fourth: while a table grows tenfold its plans stay good. */
const COUNTED_AFTER_CHUNKS: readonly number[] = [0, 7, 63];
const isTimeToCount = (chunk: number) => COUNTED_AFTER_CHUNKS.includes(chunk);

type ImportedSale = "recorded" | "unchanged" | { readonly fault: string };

/** `decided` ends when everything about the orders is locked and decided and the writes are on their way. */
function beginImport(services: Services, store: Store, sales: readonly CsvSale[]) {
  let imported: Promise<ImportedSale[]> = Promise.resolve([]);
  const decided = new Promise<void>((resolve) => {
    // What is gathered leaves first.
    imported = importSales(services, store, sales, () => void setImmediate(resolve));
  });
  // Whoever awaits it hears of a failure; until then it is nobody's.
  imported.catch(() => undefined);
  return { decided, imported };
}

/** Imports orders in one transaction. When that fails, each goes by itself, so that a bad one does not stop the good ones. */
async function importSales(
  services: Services,
  store: Store,
  sales: readonly CsvSale[],
  tellDecided: () => void,
): Promise<ImportedSale[]> {
  const receivedAt = services.clock.now();
  const read = sales.map((sale) => readSale(sale, receivedAt));
  const readable = read.filter((one) => "deliveryKey" in one);
  try {
    const taken = await services.db.inBrand(store.brandId, (tx) =>
      takeEvents(services, tx, store, readable, receivedAt, tellDecided),
    );
    const results = new Map<ReadSale, ImportedSale>();
    for (const [index, one] of taken.entries()) {
      const sale = readable[index];
      if (!sale) continue;
      const isSettled = one.isNew || !isOpen(one.known);
      results.set(sale, isSettled ? (one.isNew ? "recorded" : "unchanged") : await importSale(services, store, sale));
    }
    return read.map((one) => ("fault" in one ? one : (results.get(one) ?? "unchanged")));
  } catch (error) {
    services.log.warn(
      { cause: sqlStateOf(error), orderCount: sales.length },
      "orders of a file are imported one by one",
    );
    const results: ImportedSale[] = [];
    for (const one of read) results.push("fault" in one ? one : await importSale(services, store, one));
    return results;
  }
}

type ReadSale = ReadEvent | { readonly fault: string };

function readSale(sale: CsvSale, receivedAt: Date): ReadSale {
  const reading = readApiSale(sale.body, receivedAt);
  if (!reading.ok) return { fault: reading.problems.map((one) => one.sentence).join(" ") };
  const body = JSON.stringify(sale.body);
  return { topic: API_SALE_TOPIC, deliveryKey: sha256(body), body, headers: {}, facts: [reading.value] };
}

async function importSale(services: Services, store: Store, sale: ReadEvent): Promise<ImportedSale> {
  const { facts: _facts, ...arrived } = sale;
  const receipt = await receiveEvent(services, store, arrived);
  try {
    await processInboxEvent(services, store.brandId, receipt.eventId);
  } catch {
    return { fault: "Fairshare failed to process it, and tries again by itself." };
  }
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
