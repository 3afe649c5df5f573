import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "#app/platform/clock.server.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { readEnvironment, type Environment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createJobRunner } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { policyPresets, type PolicyPreset } from "#app/attribution/policy.ts";
import { jobs } from "#app/worker.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { compareSimulation, type ComparedFigure } from "./simulation/compare-simulation.ts";
import { simulatedTerms } from "./simulation/prepare-brand.server.ts";
import { simulateRetail, type Simulation } from "./simulation/simulate-retail.server.ts";
import { periodOfOrders, readPolicies, replayPolicies } from "./simulation/replay-policies.server.ts";
import { bookLines, figureTable, policyLines, progressLine } from "./simulation/write-report.ts";

const help = `
npm run simulate -- --orders ../shared/fixtures/orders/online-retail.csv.gz [--seed 7] [--brand "Simulated Retail"] [--limit 500]
  [--policies click-wins,first-touch,shared-equally]

Plays a shop's year of orders and cancellations (UCI Online Retail, gzipped CSV) through the pipeline, into a fresh brand whose
creators brought exactly an eighth of the customers: half of those show it by a click, half by a code. Ends with a table that sets
what the pipeline recorded beside an independent sum over the file, and with status 1 when they differ by a penny.

  --orders   the file to play; required
  --seed     which customers are brought by whom (default 7): the same seed chooses the same
  --brand    the name of the brand (default "Simulated Retail")
  --limit    only the first so many orders
  --policies replay the year under each of these policies in turn, post the differences, and print who gains and who loses
  --workers  how many events are recorded at the same time (default 6)

The truth that was planted and the totals that follow from it are written to simulations/ in DATA_DIR.
`;

const DEFAULT_SEED = 7;
const DEFAULT_WORKERS = 6;
const MAX_WORKERS = 32;
/** A replay looks for batches ahead while it saves one. */
const LEAST_CONNECTIONS = 4;
const PROGRESS_EVERY_MS = 2_000;
const MS_PER_SECOND = 1_000;

interface Wishes {
  readonly ordersPath: string;
  readonly seed: number;
  readonly brandName: string;
  readonly maxOrders: number;
  readonly workerCount: number;
  readonly policies: readonly PolicyPreset[];
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
    if (wishes.policies.length > 0) await replayYear(wishes, environment, prepared.appUrl, simulation);
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
    policies: presetsIn(values.policies),
  };
}

function readArguments() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      options: { orders: text, seed: text, brand: text, limit: text, workers: text, policies: text },
    });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)} See npm run simulate -- --help.`);
  }
}

function presetsIn(text: string | undefined): readonly PolicyPreset[] {
  if (text === undefined) return [];
  const presets = readPolicies(text);
  if (presets) return presets;
  throw new CommandError(
    `--policies is a list of presets with commas between, such as click-wins,first-touch. There are: ${policyPresets.join(", ")}.`,
  );
}

function wholeNumber(name: string, value: string | undefined, standard: number, most: number): number {
  if (value === undefined) return standard;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
  throw new CommandError(`${name} must be a whole number from 1 to ${most}, not "${value}".`);
}

async function play(wishes: Wishes, environment: Environment, appUrl: string): Promise<Simulation> {
  let eventCount = 0;
  let startedMs = 0;
  let saidMs = 0;
  return withServices(wishes, environment, appUrl, (services) =>
    simulateRetail(services, {
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
    }),
  );
}

/** The same year under other policies, one after the other: what-if, then the differences are posted. */
async function replayYear(
  wishes: Wishes,
  environment: Environment,
  appUrl: string,
  simulation: Simulation,
): Promise<void> {
  const { book, brand } = simulation;
  const times = book.events.flatMap((event) => (event.kind === "order" ? [event.placedAt] : []));
  const results = await withServices(wishes, environment, appUrl, (services) =>
    replayPolicies(services, brand, periodOfOrders(times), wishes.policies, (preset) =>
      say(`Replaying under ${preset}…`),
    ),
  );
  say("");
  for (const result of results) for (const line of policyLines(result)) say(line);
  if (results.some(({ isPostedAsSaid }) => !isPostedAsSaid)) process.exitCode = 1;
}

async function withServices<Result>(
  wishes: Wishes,
  environment: Environment,
  appUrl: string,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const log = createLogger(environment.LOG_LEVEL);
  const db = createDatabase(appUrl, { maxConnections: Math.max(wishes.workerCount, LEAST_CONNECTIONS) });
  const runner = await createJobRunner(appUrl, jobs, log, false);
  const origin = () => environment.PUBLIC_ORIGIN ?? `http://localhost:${environment.PORT}`;
  const services = createServices(environment, { db, queue: runner, clock: systemClock, log, origin });
  try {
    return await work(services);
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
