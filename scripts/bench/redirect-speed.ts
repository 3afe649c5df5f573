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
/** A load that comes out of nothing at full strength is also timed apart: what slept, in the machine and in both servers, wakes up in it. */
const ONSET_SECONDS = 1;
const MS_PER_SECOND = 1_000;

interface Pair<T> {
  readonly bare: T;
  readonly ours: T;
}

/**
 * Durable redirects against a bare `node:http` server that answers the same and stores nothing: in turn, a pair per round, the same
 * load from the same client. Then both at half of what ours managed, for the time an answer takes: again as many pairs, of which each
 * has its own quantiles and the middle one is told. Ends when every click is sorted in.
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
  const sortingMs: number[] = [];

  async function pairOf<T>(load: (port: number) => Promise<T>): Promise<Pair<T>> {
    const pair = { bare: await load(bare.port), ours: await load(ours.port) };
    // What is still being sorted in would slow the bare server down.
    const startedMs = performance.now();
    await untilSorted(world);
    sortingMs.push(performance.now() - startedMs);
    return pair;
  }

  try {
    const hurry = (port: number) => client.load({ port, seconds, connections: CONNECTIONS, requests });
    // What runs for the first time is compiled meanwhile; neither server is measured by that.
    const warmUp = await pairOf(hurry);
    const rounds: Pair<LoadResult>[] = [];
    for (let round = 1; round <= ROUNDS[length]; round += 1) {
      const pair = await pairOf(hurry);
      say(`round ${round}: bare ${Math.round(pair.bare.perSecond)}/s, ours ${Math.round(pair.ours.perSecond)}/s`);
      rounds.push(pair);
    }
    const hurrySortingMs = medianOf(sortingMs.slice(1));
    const ourRate = medianOf(rounds.map((pair) => pair.ours.perSecond));
    const halfLoad = { perSecond: ourRate / 2, seconds: ONSET_SECONDS + seconds, onsetSeconds: ONSET_SECONDS };
    const pace = (port: number) => applyPacedLoad({ port, ...halfLoad, connections: CONNECTIONS, requests });
    const halves: Pair<PacedResult>[] = [];
    for (let round = 1; round <= ROUNDS[length]; round += 1) {
      const pair = await pairOf(pace);
      say(`half load ${round}: p99 bare ${pair.bare.p99Ms.toFixed(1)} ms, ours ${pair.ours.p99Ms.toFixed(1)} ms`);
      halves.push(pair);
    }
    const answers = [warmUp, ...rounds, ...halves].map((pair) => pair.ours);
    const answered = answers.reduce((sum, result) => sum + result.redirected, 0);
    const stored = await countClicks(world.services.db.sql);
    return [
      { key: "barePerSecond", label: `bare node:http, 256 connections, per second (${client.name})`, value: medianOf(rounds.map((pair) => pair.bare.perSecond)) },
      { key: "durablePerSecond", label: "durable redirects, 256 connections, per second", value: ourRate },
      { key: "ratio", label: `durable to bare, median of ${rounds.length} pairs`, value: medianOf(rounds.map((pair) => pair.ours.perSecond / pair.bare.perSecond)), digits: 2, target: atLeast(0.7) },
      { key: "halfLoadP50Ms", label: `p50 at half that load, median of ${halves.length}, ms`, value: medianOf(halves.map((pair) => pair.ours.p50Ms)), digits: 1 },
      { key: "halfLoadP99Ms", label: `p99 at half that load, median of ${halves.length}, ms`, value: medianOf(halves.map((pair) => pair.ours.p99Ms)), digits: 1, target: below(25) },
      { key: "onsetP99Ms", label: "of it, p99 of the first second, ms", value: medianOf(halves.map((pair) => pair.ours.onsetP99Ms)), digits: 1 },
      { key: "settledP99Ms", label: "of it, p99 from the second second on, ms", value: medianOf(halves.map((pair) => pair.ours.settledP99Ms)), digits: 1 },
      { key: "bareHalfLoadP99Ms", label: "p99 of the bare server at the same load, ms", value: medianOf(halves.map((pair) => pair.bare.p99Ms)), digits: 1 },
      { key: "bareOnsetP99Ms", label: "p99 of the bare server's first second, ms", value: medianOf(halves.map((pair) => pair.bare.onsetP99Ms)), digits: 1 },
      { key: "failedAnswers", label: "answers that were no redirect", value: answers.reduce((sum, result) => sum + result.failed, 0), target: exactly(0) },
      { key: "clicksAnswered", label: "redirects answered in all", value: answered },
      // A redirect whose answer was under way when the client stopped is stored and not counted as answered.
      { key: "clicksMissing", label: "answered redirects without a stored click", value: Math.max(0, answered - stored), target: exactly(0) },
      { key: "sortingSeconds", label: "after a round until its clicks were sorted in, s", value: hurrySortingMs / MS_PER_SECOND, digits: 1 },
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
