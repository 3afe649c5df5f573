import { say } from "#scripts/command.ts";
import { atLeast, below, exactly, medianOf, type BenchFigure } from "./bench-report.ts";
import { countClicks } from "./bench-clicks-store.server.ts";
import type { BenchWorld } from "./bench-world.server.ts";
import { findOrInstallLoadClient, type LoadResult } from "./load.ts";
import { applyPacedLoad, type PacedResult } from "./paced-load.ts";
import { startServerProcess } from "./server-process.ts";
import { shoppersOn } from "./shoppers.ts";
import { untilSorted } from "./until-sorted.ts";

const CONNECTIONS = 256;
const SHOPPER_COUNT = 20_000;
/** Odd, so that there is a middle one. Many short ones: what else the machine does comes and goes within seconds. */
const ROUNDS = { quick: 3, full: 9 } as const;
const ROUND_SECONDS = { quick: 3, full: 5 } as const;
const HALF_LOAD_ROUNDS = 3;
const HALF_LOAD_SECONDS = { quick: 3, full: 10 } as const;
const MS_PER_SECOND = 1_000;

/**
 * Durable redirects against a bare `node:http` server that answers the same and stores nothing: in turn, a pair per round, the same
 * load from the same client. Then both at half of what ours managed, for the time an answer takes. Ends when every click is sorted in.
 */
export async function measureRedirects(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const length = isQuick ? "quick" : "full";
  const seconds = ROUND_SECONDS[length];
  const client = findOrInstallLoadClient();
  const requests = shoppersOn(
    world.partnerships.map(({ slug }) => slug),
    SHOPPER_COUNT,
  );
  const bare = await startServerProcess("scripts/bench/bare-server.ts", {});
  const ours = await startProduct(world);
  try {
    const load = (port: number) => client.load({ port, seconds, connections: CONNECTIONS, requests });
    // What runs for the first time is compiled meanwhile; neither server is measured by that.
    const warmUps = [await load(bare.port), await load(ours.port)];
    await untilSorted(world);
    const sortingMs: number[] = [];
    const rounds: { bare: LoadResult; ours: LoadResult }[] = [];
    for (let round = 1; round <= ROUNDS[length]; round += 1) {
      const pair = { bare: await load(bare.port), ours: await load(ours.port) };
      say(`round ${round}: bare ${Math.round(pair.bare.perSecond)}/s, ours ${Math.round(pair.ours.perSecond)}/s`);
      rounds.push(pair);
      // What is still being sorted in would slow the bare server down.
      const startedMs = performance.now();
      await untilSorted(world);
      sortingMs.push(performance.now() - startedMs);
    }
    const ourRate = medianOf(rounds.map((pair) => pair.ours.perSecond));
    const halfLoad = { seconds: HALF_LOAD_SECONDS[length], connections: CONNECTIONS, perSecond: ourRate / 2, requests };
    const halves: { bare: PacedResult; ours: PacedResult }[] = [];
    for (let round = 1; round <= HALF_LOAD_ROUNDS; round += 1) {
      const onBare = await applyPacedLoad({ ...halfLoad, port: bare.port });
      halves.push({ bare: onBare, ours: await applyPacedLoad({ ...halfLoad, port: ours.port }) });
      await untilSorted(world);
    }
    const answers = [warmUps[1], ...rounds.map((pair) => pair.ours), ...halves.map((pair) => pair.ours)];
    const answered = answers.reduce((sum, result) => sum + (result?.redirected ?? 0), 0);
    const stored = await countClicks(world.services.db.sql);
    return [
      { key: "barePerSecond", label: `bare node:http, 256 connections, per second (${client.name})`, value: medianOf(rounds.map((pair) => pair.bare.perSecond)) },
      { key: "durablePerSecond", label: "durable redirects, 256 connections, per second", value: ourRate },
      { key: "ratio", label: `durable to bare, median of ${rounds.length} pairs`, value: medianOf(rounds.map((pair) => pair.ours.perSecond / pair.bare.perSecond)), digits: 2, target: atLeast(0.7) },
      { key: "halfLoadP50Ms", label: `p50 at half that load, median of ${HALF_LOAD_ROUNDS}, ms`, value: medianOf(halves.map((pair) => pair.ours.p50Ms)), digits: 1 },
      { key: "halfLoadP99Ms", label: `p99 at half that load, median of ${HALF_LOAD_ROUNDS}, ms`, value: medianOf(halves.map((pair) => pair.ours.p99Ms)), digits: 1, target: below(25) },
      { key: "bareHalfLoadP99Ms", label: "p99 of the bare server at the same load, ms", value: medianOf(halves.map((pair) => pair.bare.p99Ms)), digits: 1 },
      { key: "failedAnswers", label: "answers that were no redirect", value: answers.reduce((sum, result) => sum + (result?.failed ?? 0), 0), target: exactly(0) },
      { key: "clicksAnswered", label: "redirects answered in all", value: answered },
      // A redirect whose answer was under way when the client stopped is stored and not counted as answered.
      { key: "clicksMissing", label: "answered redirects without a stored click", value: Math.max(0, answered - stored), target: exactly(0) },
      { key: "sortingSeconds", label: "after a round until its clicks were sorted in, s", value: medianOf(sortingMs) / MS_PER_SECOND, digits: 1 },
    ]; // prettier-ignore
  } finally {
    await bare.stop();
    await ours.stop();
  }
}

/** The product's own server on the world's database. */
export function startProduct(world: BenchWorld) {
  return startServerProcess("scripts/bench/product-server.ts", {
    ...{ DATABASE_URL: world.databaseUrl, DATA_DIR: world.dataDir, PORT: "0", TRUSTED_PROXY_HOPS: "1" },
    ...{ LOG_LEVEL: "warn", NODE_ENV: "production", DEMO: "off" },
  });
}
