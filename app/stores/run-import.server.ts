import type { Services } from "#app/platform/services.server.ts";
import type { CsvPreset } from "./csv-columns.ts";
import type { FileChoices } from "./file-choices.ts";
import { importOrders } from "./import-orders.server.ts";
import type { ImportReport } from "./import-report.ts";
import { ORDER_FILE_PURPOSE } from "./keep-file.server.ts";
import { findFile, saveFile } from "./order-files-store.server.ts";

/** A report keeps this many remarks of each kind. */
const MOST_KEPT_REMARKS = 5_000;
const PROGRESS_EVERY = 100;

/** Imports the orders of a file whose columns are known and keeps the report. A second run finds every order known. */
export async function runImport(services: Services, brandId: string, fileId: string): Promise<void> {
  const file = await services.db.inBrand(brandId, (tx) => findFile(tx, brandId, fileId));
  if (file?.status !== "importing" || !file.choices) return;
  const text = services.keys.decrypt(ORDER_FILE_PURPOSE, file.contentEncrypted);
  let saving: Promise<void> = Promise.resolve();
  const outcome = await importOrders(services, brandId, file.storeId, text, {
    preset: presetOf(file.choices),
    onProgress: (doneCount, totalCount) => {
      if (doneCount % PROGRESS_EVERY !== 0) return;
      saving = saving.then(() =>
        services.db.inBrand(brandId, (tx) => saveFile(tx, brandId, fileId, { doneCount, totalCount })),
      );
    },
  });
  await saving;
  const report = outcome.ok ? bounded(outcome.value) : faultReport(outcome.detail ?? "The store was disconnected.");
  const finishedAt = services.clock.now();
  await services.db.inBrand(brandId, (tx) => saveFile(tx, brandId, fileId, { status: "imported", report, finishedAt }));
}

/** How a file is read, by what somebody said about it. */
export function presetOf({ columns, currency, timeZone, decimals, dates }: FileChoices): CsvPreset {
  const code = currency.trim().toUpperCase();
  return {
    ...{ names: {}, emptyWords: [], columns, decimals, instants: { dates, timeZone } },
    ...(code === "" ? {} : { currency: code }),
  };
}

function bounded(report: ImportReport): ImportReport {
  const { problems, notes } = report;
  return { ...report, problems: problems.slice(0, MOST_KEPT_REMARKS), notes: notes.slice(0, MOST_KEPT_REMARKS) };
}

function faultReport(sentence: string): ImportReport {
  const problems = [{ line: 1, sentence }];
  return { rowCount: 0, recordedCount: 0, unchangedCount: 0, duplicateCount: 0, problems, notes: [] };
}
