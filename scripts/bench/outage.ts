import { setTimeout as pause } from "node:timers/promises";
import { buildIfChanged } from "#scripts/build-if-changed.ts";
import { say } from "#scripts/command.ts";
import { locateCluster } from "#db/cluster-home.server.ts";
import { stopCluster } from "#db/cluster-process.server.ts";
import { startEmbedded } from "#db/embedded.server.ts";
import { below, exactly, type Bench, type BenchFigure } from "./bench-report.ts";
import { countClicks, countTallied } from "./bench-clicks-store.server.ts";
import { openBenchWorld, type BenchWorld } from "./bench-world.server.ts";
import { applyPacedLoad } from "./paced-load.ts";
import { startProduct } from "./redirect-speed.ts";
import { shoppersOn } from "./shoppers.ts";
import { untilSorted } from "./until-sorted.ts";

const PER_SECOND = 500;
const CONNECTIONS = 64;
const BEFORE_SECONDS = 5;
const AFTER_SECONDS = 10;
const MS_PER_SECOND = 1_000;

/** `npm run bench outage`: PostgreSQL stopped for 30 s while shoppers go on tapping. */
export const benchOutage: Bench = async ({ isQuick }) => {
  await buildIfChanged();
  const world = await openBenchWorld(".cache/bench-outage");
  try {
    return { title: "The database away", figures: await measureOutage(world, isQuick ? 5 : 30) };
  } finally {
    await world.close();
  }
};

async function measureOutage(world: BenchWorld, awaySeconds: number): Promise<BenchFigure[]> {
  const slugs = world.partnerships.map(({ slug }) => slug);
  const product = await startProduct(world);
  try {
    const load = { port: product.port, connections: CONNECTIONS, requests: shoppersOn(slugs, 5_000) };
    // Everybody's link is in memory before the database goes; a link nobody ever followed cannot be known then.
    const warm = await applyPacedLoad({ ...load, perSecond: 200, seconds: 2, requests: shoppersOnEach(slugs) });
    const seconds = BEFORE_SECONDS + awaySeconds + AFTER_SECONDS;
    const [result] = await Promise.all([
      applyPacedLoad({ ...load, perSecond: PER_SECOND, seconds }),
      stopDatabaseFor(world, awaySeconds),
    ]);
    const backMs = performance.now();
    await untilSorted(world);
    const caughtUpSeconds = (performance.now() - backMs) / MS_PER_SECOND;
    const answered = warm.redirected + result.redirected;
    const stored = await countClicks(world.services.db.sql);
    const tallied = await countTallied(world.services.db.sql);
    return [
      { key: "awaySeconds", label: "PostgreSQL stopped, s", value: awaySeconds },
      { key: "answered", label: "redirects answered before, meanwhile and after", value: answered },
      { key: "failed", label: "answers that were no redirect", value: warm.failed + result.failed, target: exactly(0) },
      { key: "missing", label: "answered redirects without a stored click", value: answered - stored, target: exactly(0) },
      { key: "doubled", label: "clicks counted more than once", value: tallied - stored, target: exactly(0) },
      { key: "p99Ms", label: "p99 of all answers, ms", value: result.p99Ms, digits: 1, target: below(1_000) },
      { key: "caughtUpSeconds", label: "after the load until every click was sorted in, s", value: caughtUpSeconds, digits: 1 },
    ]; // prettier-ignore
  } finally {
    await product.stop();
  }
}

function shoppersOnEach(slugs: readonly string[]) {
  return shoppersOn([""], slugs.length).map((request, index) => ({ ...request, path: `/r/${slugs[index] ?? ""}` }));
}

async function stopDatabaseFor(world: BenchWorld, seconds: number): Promise<void> {
  await pause(BEFORE_SECONDS * MS_PER_SECOND);
  await stopCluster(await locateCluster(world.dataDir));
  say("PostgreSQL is stopped");
  await pause(seconds * MS_PER_SECOND);
  await startEmbedded({ dataDir: world.dataDir });
  say("PostgreSQL is back");
}
