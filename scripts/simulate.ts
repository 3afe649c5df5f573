import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { readEnvironment, type Environment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createJobRunner } from "#app/platform/queue.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { compareSimulation, type ComparedFigure } from "./simulation/compare-simulation.ts";
import { simulatedTerms } from "./simulation/prepare-brand.server.ts";
import { simulateRetail, type Simulation } from "./simulation/simulate-retail.server.ts";
import { bookLines, figureTable, progressLine } from "./simulation/write-report.ts";

const help = `
npm run simulate -- --orders ../shared/fixtures/orders/online-retail.csv.gz [--seed 7] [--brand "Simulated Retail"] [--limit 500]

Plays a shop's year of orders and cancellations (UCI Online Retail, gzipped CSV) through the pipeline, into a fresh brand whose
creators brought exactly an eighth of the customers: half of those show it by a click, half by a code. Ends with a table that sets
what the pipeline recorded beside an independent sum over the file, and with status 1 when they differ by a penny.

  --orders   the file to play; required
  --seed     which customers are brought by whom (default 7): the same seed chooses the same
  --brand    the name of the brand (default "Simulated Retail")
  --limit    only the first so many orders
  --workers  how many events are recorded at the same time (default 6)

The truth that was planted and the totals that follow from it are written to simulations/ in DATA_DIR.
`;

const DEFAULT_SEED = 7;
const DEFAULT_WORKERS = 6;
const MAX_WORKERS = 32;
const PROGRESS_EVERY_MS = 2_000;
const MS_PER_SECOND = 1_000;

interface Wishes {
  readonly ordersPath: string;
  readonly seed: number;
  readonly brandName: string;
  readonly maxOrders: number;
  readonly workerCount: number;
}

await runCommand(help, async () => {
  const wishes = readWishes();
  const environment = readEnvironment();
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: dataDir } = environment;
  const prepared = await prepareDatabase({ databaseUrl, ownerUrl, dataDir });
  try {
    const simulation = await play(wishes, environment, prepared.appUrl);
    const { expected, recorded, brand } = simulation;
    const figures = compareSimulation(expected, recorded, brand.creators);
    const file = await writeTruth(dataDir, wishes, simulation);
    report(simulation, figures, file);
  } finally {
    await prepared.stop();
  }
});

function readWishes(): Wishes {
  const { values } = readArguments();
  const ordersPath = values.orders;
  if (!ordersPath) throw new CommandError("Say which file to play: npm run simulate -- --orders FILE (see --help).");
  if (!existsSync(ordersPath)) throw new CommandError(`There is no file ${ordersPath}: check the path after --orders.`);
  return {
    ordersPath,
    seed: wholeNumber("--seed", values.seed, DEFAULT_SEED, 2 ** 32 - 1),
    brandName: values.brand ?? "Simulated Retail",
    maxOrders: wholeNumber("--limit", values.limit, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    workerCount: wholeNumber("--workers", values.workers, DEFAULT_WORKERS, MAX_WORKERS),
  };
}

function readArguments() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ options: { orders: text, seed: text, brand: text, limit: text, workers: text } });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)} See npm run simulate -- --help.`);
  }
}

function wholeNumber(name: string, value: string | undefined, standard: number, most: number): number {
  if (value === undefined) return standard;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
  throw new CommandError(`${name} must be a whole number from 1 to ${most}, not "${value}".`);
}

async function play(wishes: Wishes, environment: Environment, appUrl: string): Promise<Simulation> {
  const log = createLogger(environment.LOG_LEVEL);
  const db = createDatabase(appUrl, { maxConnections: wishes.workerCount });
  const runner = await createJobRunner(appUrl, [], log);
  const origin = () => environment.PUBLIC_ORIGIN ?? `http://localhost:${environment.PORT}`;
  const services = createServices(environment, { db, queue: runner, clock: systemClock, log, origin });
  let eventCount = 0;
  let startedMs = 0;
  let saidMs = 0;
  try {
    return await simulateRetail(services, {
      ...wishes,
      onPrepared({ events, rowCount }) {
        eventCount = events.length;
        startedMs = saidMs = performance.now();
        say(`${rowCount} rows read: ${eventCount} events to record.`);
      },
      onProgress(doneCount) {
        const nowMs = performance.now();
        if (nowMs - saidMs < PROGRESS_EVERY_MS) return;
        saidMs = nowMs;
        say(progressLine(doneCount, eventCount, nowMs - startedMs));
      },
    });
  } finally {
    await runner.stop();
    await db.close();
  }
}

/** Written beside the database: what was planted, and what must come out. */
async function writeTruth(dataDir: string, wishes: Wishes, simulation: Simulation): Promise<string> {
  const { brand, expected, truth } = simulation;
  const directory = path.resolve(dataDir, "simulations");
  const file = path.join(directory, `${brand.slug}.json`);
  const content = {
    ...{ brandId: brand.brandId, slug: brand.slug, seed: wishes.seed, terms: simulatedTerms, expected },
    creators: brand.creators.map((creator, index) => ({ ...creator, expected: expected.creators[index] })),
    customers: Object.fromEntries(truth),
  };
  await mkdir(directory, { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  return file;
}

function report(simulation: Simulation, figures: readonly ComparedFigure[], file: string): void {
  const { book, oddities, durationMs, recorded, truth } = simulation;
  for (const line of bookLines(book)) say(line);
  say("");
  for (const line of figureTable(figures)) say(line);
  say("");
  for (const [oddity, count] of oddities) say(`${count} × ${oddity}`);
  const seconds = durationMs / MS_PER_SECOND;
  const perSecond = (count: number) => Math.round(count / seconds);
  say(`${truth.size} customers were planted; the truth is in ${file}.`);
  say(
    `${recorded.all.orderCount} orders and ${book.events.length - recorded.all.orderCount} refunds in ${seconds.toFixed(1)} s: ` +
      `${perSecond(recorded.all.orderCount)} orders/s, ${perSecond(book.events.length)} events/s.`,
  );
  const different = figures.filter((figure) => figure.expected !== figure.recorded).length;
  if (different === 0) {
    say(`All ${figures.length} figures agree with the file to the penny.`);
    return;
  }
  say(`${different} of ${figures.length} figures differ from the file.`);
  process.exitCode = 1;
}
