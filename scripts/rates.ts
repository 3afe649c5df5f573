import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { loadRates } from "#app/currencies/load-rates.server.ts";
import { ratePeriods, readRateFile, type RateFile, type RatePeriod } from "#app/currencies/read-rate-file.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { openServices } from "./open-services.ts";

const MOST_SHOWN_PROBLEMS = 20;

const help = `
npm run rates -- rates.csv [--period ${ratePeriods.join("|")}] [--source "Federal Reserve G.5"]

Loads exchange rates. The first line names the columns; each further row is a date, a currency (EUR, or Euro, Japan and so on) and how
many units of it a US dollar costs. --period says what a row is for: its day, or (unless told otherwise) the whole month its date is in.

A sale in another currency than its campaign's is converted once, at the rate of its day. Without one its commission waits, and is
settled when the rate is loaded. A rate that is in is never changed. The same file again changes nothing.
`;

await runCommand(help, async () => {
  const { file, period, source } = readArguments();
  const read = readRateFile(await readRows(file), period, source ?? file.split("/").at(-1) ?? file);
  tellProblems(read);
  const { services, stop } = await openServices(readEnvironment());
  try {
    const { newCount, saleCount } = await loadRates(services, read.rates);
    say(
      `${read.rates.length} rates read, ${newCount} of them new. ${saleCount} sales waited for one and are settled again.`,
    );
  } finally {
    await stop();
  }
  if (read.problems.length > 0) process.exitCode = 1;
});

function readArguments(): { file: string; period: RatePeriod; source: string | undefined } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { period: { type: "string", default: "month" }, source: { type: "string" } },
  });
  const [file] = positionals;
  const period = ratePeriods.find((one) => one === values.period);
  if (!file || positionals.length > 1 || !period) {
    throw new CommandError("Say which file, and what a row is for: npm run rates -- rates.csv --period month");
  }
  return { file, period, source: values.source };
}

async function readRows(file: string): Promise<string[][]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CommandError(`The file ${file} cannot be read. Is the path right?`);
  });
  try {
    return parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true });
  } catch {
    throw new CommandError(`The file ${file} is no table of rows and columns.`);
  }
}

function tellProblems({ problems, unknownNames }: RateFile): void {
  for (const { line, sentence } of problems.slice(0, MOST_SHOWN_PROBLEMS)) say(`line ${line}: ${sentence}`);
  if (problems.length > MOST_SHOWN_PROBLEMS) say(`… and ${problems.length - MOST_SHOWN_PROBLEMS} more`);
  for (const [name, count] of unknownNames) say(`${name}: ${count} rows left out; it names no currency in use.`);
}
