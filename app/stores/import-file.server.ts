import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { isCurrencyCode } from "#app/kit/currency.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { isTimeZone, type FileChoices } from "./file-choices.ts";
import { importFileJob } from "./import-file.job.server.ts";
import { ORDER_FILE_PURPOSE } from "./keep-file.server.ts";
import { findFile, saveFile } from "./order-files-store.server.ts";
import { readCsvFile } from "./read-csv-file.server.ts";
import { presetOf, runImport } from "./run-import.server.ts";

/** Files up to this many rows are imported while the person waits; larger ones by a job. */
const MOST_ROWS_AT_ONCE = 200;

export interface FileImport {
  readonly brandId: string;
  readonly userId: string;
  readonly fileId: string;
  readonly choices: FileChoices;
}

/**
 * Imports a kept file under what somebody said about its columns, which is remembered for the next file with the same first line. Refused
 * with sentences when so said not one order of it can be read.
 */
export async function importFile(
  services: Services,
  { brandId, userId, fileId, choices }: FileImport,
): Promise<Outcome<null, "unknown-file" | "already-importing" | "unreadable-file">> {
  const file = await services.db.inBrand(brandId, (tx) => findFile(tx, brandId, fileId));
  if (!file) return refused("unknown-file");
  const wrong =
    findFault(choices) ?? tryReading(services.keys.decrypt(ORDER_FILE_PURPOSE, file.contentEncrypted), choices);
  if (wrong !== null) return refused("unreadable-file", wrong);
  const isSmall = file.rowCount <= MOST_ROWS_AT_ONCE;
  const started = await services.db.inBrand(brandId, async (tx) => {
    const now = await findFile(tx, brandId, fileId);
    if (now?.status === "importing") return false;
    await saveFile(tx, brandId, fileId, {
      ...{ status: "importing", choices, doneCount: 0, totalCount: 0, report: null, finishedAt: null },
    });
    await recordAuditEvent(services, tx, {
      ...{
        brandId,
        actorUserId: userId,
        action: "store.file-imported",
        subjectId: fileId,
        detail: { name: file.name },
      },
    });
    // Also for a small file, so that one whose process ends on the way is finished all the same.
    await services.queue.enqueue(tx, importFileJob, { brandId, fileId });
    return true;
  });
  if (!started) return refused("already-importing");
  if (isSmall) await runImport(services, brandId, fileId);
  return done(null);
}

function findFault({ currency, timeZone }: FileChoices): string | null {
  if (currency.trim() !== "" && !isCurrencyCode(currency.trim().toUpperCase()))
    return "A currency is three letters, such as EUR.";
  return isTimeZone(timeZone) ? null : "There is no such time zone. Choose one such as Europe/Berlin.";
}

/** Null when at least one order can be read so; else what is in the way, told by the first lines. */
function tryReading(text: string, choices: FileChoices): string | null {
  const file = readCsvFile(text, presetOf(choices));
  if (file.fault !== null) return file.fault;
  if (file.sales.length > 0) return null;
  const first = file.problems.slice(0, 3).map(({ line, sentence }) => `Line ${line}: ${sentence}`);
  return `So said, no order of the file can be read. ${first.join(" ")}`;
}
