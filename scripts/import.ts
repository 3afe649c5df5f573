import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readEnvironment } from "#app/platform/env.server.ts";
import { csvColumns, csvPresets, type CsvPresetName } from "#app/stores/csv-columns.ts";
import { findFileStore } from "#app/stores/find-file-store.server.ts";
import { decodeText } from "#app/stores/decode-text.ts";
import { importOrders } from "#app/stores/import-orders.server.ts";
import type { ImportReport, LineRemark } from "#app/stores/import-report.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { openServices } from "./open-services.ts";

const MAX_FILE_BYTES = 200_000_000;
const MOST_SHOWN_REMARKS = 100;
const PROGRESS_EVERY_MS = 1000;

const help = `
npm run import -- --brand lumen-tea --store csv orders.csv [--preset ${Object.keys(csvPresets).join("|")}]

Imports a file of order lines into a store of the kind "file". --brand is the readable name in the brand's addresses; --store is "csv"
for the brand's oldest file store, or the name of one. Rows of one order_id are the lines of one order. The same file again changes
nothing; an order whose rows changed is a new version of the same sale.

The first line names the columns, in any order and case; commas, semicolons and tabs separate them, decimals may have a comma:
  ${csvColumns.join(", ")}
order_id, placed_at, currency and price must be there. Prices are of one piece, without tax; discount is of the whole row.

Prints what was left out and why, with line numbers, and ends with status 1 when a row was left out.
`;

const refusalSentences = {
  "unknown-brand": "There is no such brand. Give the name as it stands in its addresses, such as lumen-tea.",
  "unknown-store": 'The brand has no such store of the kind "file". Connect one under Stores first.',
  "not-a-file-store": 'Orders can only be imported into a store of the kind "file".',
  "unreadable-file": "The file cannot be read.",
};

await runCommand(help, async () => {
  const { brand, store, preset, file } = readArguments();
  const text = await readOrders(file);
  const { services, stop } = await openServices(readEnvironment());
  try {
    const found = await findFileStore(services, brand, store);
    if (!found.ok) throw new CommandError(refusalSentences[found.refusal]);
    const outcome = await importOrders(services, found.value.brandId, found.value.storeId, text, {
      preset: csvPresets[preset],
      onProgress: createProgress(),
    });
    if (!outcome.ok) throw new CommandError(outcome.detail ?? refusalSentences[outcome.refusal]);
    printReport(outcome.value);
  } finally {
    await stop();
  }
});

function readArguments(): { brand: string; store: string; preset: CsvPresetName; file: string } {
  const { values, positionals } = parse();
  const [file] = positionals;
  if (!values.brand || !values.store || !file || positionals.length > 1) {
    throw new CommandError(
      "Say which brand, store and file: npm run import -- --brand lumen-tea --store csv orders.csv",
    );
  }
  const preset = Object.keys(csvPresets).find((name): name is CsvPresetName => name === (values.preset ?? "standard"));
  if (!preset)
    throw new CommandError(`There is no preset "${values.preset}". There are: ${Object.keys(csvPresets).join(", ")}.`);
  return { brand: values.brand, store: values.store, preset, file };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { brand: { type: "string" }, store: { type: "string" }, preset: { type: "string" } },
    });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)} See npm run import -- --help.`);
  }
}

async function readOrders(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandError(`The file ${file} cannot be read. Is the path right?`);
  });
  if (bytes.byteLength > MAX_FILE_BYTES) {
    throw new CommandError(`The file has more than ${MAX_FILE_BYTES / 1_000_000} MB. Split it by order.`);
  }
  return decodeText(bytes);
}

/** One line per second: how far, how fast, how long still. */
function createProgress(): (doneCount: number, totalCount: number) => void {
  const startedAt = performance.now();
  let toldAt = startedAt;
  return (doneCount, totalCount) => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    const perSecond = doneCount / ((now - startedAt) / 1000);
    const leftSeconds = Math.ceil((totalCount - doneCount) / perSecond);
    say(`${doneCount} of ${totalCount} orders, ${Math.round(perSecond)} per second, ${leftSeconds} s left`);
  };
}

function printReport(report: ImportReport): void {
  printRemarks("Left out", report.problems);
  printRemarks("Worth knowing", report.notes);
  say(
    `${report.rowCount} rows: ${report.recordedCount} orders recorded, ${report.unchangedCount} known already, ` +
      `${report.duplicateCount} rows there twice, ${report.problems.length} left out.`,
  );
  if (report.problems.length > 0) process.exitCode = 1;
}

function printRemarks(title: string, remarks: readonly LineRemark[]): void {
  if (remarks.length === 0) return;
  say(`${title}:`);
  for (const { line, sentence } of remarks.slice(0, MOST_SHOWN_REMARKS)) say(`  line ${line}: ${sentence}`);
  if (remarks.length > MOST_SHOWN_REMARKS) say(`  … and ${remarks.length - MOST_SHOWN_REMARKS} more`);
}
