import { parseArgs } from "node:util";
import postgres from "postgres";
import { SettableClock } from "#app/kit/clock.ts";
import { createServices } from "#app/platform/create-services.server.ts";
import { DrainedQueue } from "#app/platform/drained-queue.server.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { createDatabase, type Sql } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { CommandError, runCommand, say } from "./command.ts";
import { compareBooks, type Comparison } from "./rebuild/compare-books.ts";
import { rebuildBooks } from "./rebuild/rebuild-books.ts";

const MOST_SHOWN_DIFFERENCES = 50;
const PROGRESS_EVERY_MS = 1_000;
const MS_PER_SECOND = 1_000;

const help = `
npm run rebuild -- --into <postgres://… or a folder>

Rebuilds everything that follows from the raw inbox - sales, decisions, commissions, the ledger - in another, empty database: an address,
or a folder in which one is booted. What people decided and what was paid is done again at its time. Then compares balances, decisions,
commissions, statements and payouts of both, prints each difference, and ends with status 1 when there is one. The database it reads
is not changed.
`;

await runCommand(help, async () => {
  const into = readInto();
  const environment = readEnvironment();
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: dataDir } = environment;
  const isAddress = /^postgres(ql)?:/.test(into);
  if (into === (isAddress ? databaseUrl : dataDir))
    throw new CommandError("Name another database than the one to read.");
  const source = await prepareDatabase({ databaseUrl, ownerUrl, dataDir });
  const target = await prepareDatabase(isAddress ? { databaseUrl: into, dataDir } : { dataDir: into });
  const from = connect(source.ownerUrl);
  const to = connect(target.ownerUrl);
  const db = createDatabase(target.appUrl, { isRefillable: true });
  try {
    const [known] = await to`select 1 from users limit 1`;
    if (known) throw new CommandError("The database to rebuild into is not empty. Name an empty one.");
    const clock = new SettableClock(new Date(0));
    const log = createLogger(environment.LOG_LEVEL);
    const queue = new DrainedQueue();
    const services = createServices(environment, { db, queue, clock, log, origin: () => "http://localhost" });
    const drain = () => queue.drain(services);
    await rebuildBooks({ from, to, services, drain }, clock, createProgress());
    report(await compareBooks(from, to));
  } finally {
    await Promise.all([db.close(), from.end(), to.end()]);
    await target.stop();
    await source.stop();
  }
});

function readInto(): string {
  const { values } = parseArgs({ options: { into: { type: "string" } }, strict: false });
  if (typeof values.into === "string" && values.into !== "") return values.into;
  throw new CommandError("Say where to: npm run rebuild -- --into <postgres://… or a folder>");
}

function connect(url: string): Sql {
  return postgres(url, { max: 2, types: { bigint: postgres.BigInt }, onnotice: () => undefined });
}

/** One line per second: how far, how fast, how long still. */
function createProgress(): (doneCount: number, totalCount: number) => void {
  const startedMs = performance.now();
  let toldMs = startedMs;
  return (doneCount, totalCount) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_EVERY_MS && doneCount < totalCount) return;
    toldMs = nowMs;
    const perSecond = (doneCount * MS_PER_SECOND) / (nowMs - startedMs);
    const leftSeconds = Math.ceil((totalCount - doneCount) / perSecond);
    say(`${doneCount} of ${totalCount} events, ${Math.round(perSecond)} per second, ${leftSeconds} s left`);
  };
}

function report({ compared, differences }: Comparison): void {
  for (const [of, count] of compared) {
    const differing = differences.filter((one) => one.of === of);
    say(`${differing.length === 0 ? "ok     " : "DIFFERS"} ${of}: ${count} compared, ${differing.length} differ`);
  }
  for (const { of, name, original, rebuilt } of differences.slice(0, MOST_SHOWN_DIFFERENCES)) {
    say(`${of}  ${name}`);
    say(`    original  ${original ?? "not there"}`);
    say(`    rebuilt   ${rebuilt ?? "not there"}`);
  }
  if (differences.length > MOST_SHOWN_DIFFERENCES) say(`… and ${differences.length - MOST_SHOWN_DIFFERENCES} more`);
  if (differences.length > 0) process.exitCode = 1;
}
