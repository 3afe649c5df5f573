import { addBrandsOfLedger, bookPair } from "./bench-postings-store.server.ts";
import { say } from "#scripts/command.ts";
import { atLeast, medianOf, type BenchFigure } from "./bench-report.ts";
import type { BenchWorld } from "./bench-world.server.ts";

/** Odd, so that there is a middle one. */
const ROUNDS = 5;
const ROUND_MS = 2_500;
const QUICK_ROUND_MS = 800;
const CONNECTIONS = 8;
const MS_PER_SECOND = 1_000;

/**
 * Postings by eight connections at once that all move money on one brand's one account, and the same statements on accounts and brands of
 * their own: in turn, a pair per round.
 */
export async function measurePosting(world: BenchWorld, isQuick: boolean): Promise<BenchFigure[]> {
  const brandIds = await addBrandsOfLedger(world, CONNECTIONS);
  const roundMs = isQuick ? QUICK_ROUND_MS : ROUND_MS;
  const rounds: { hot: number; distinct: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const distinct = await rateFor(roundMs, (worker) => bookPair(world, brandIds[worker] ?? "", worker));
    const hot = await rateFor(roundMs, (worker) => bookPair(world, brandIds[0] ?? "", worker));
    // What runs for the first time is compiled meanwhile.
    if (round === 0) continue;
    say(`round ${round}: ${Math.round(hot)} postings/s on one account, ${Math.round(distinct)} on distinct ones`);
    rounds.push({ hot, distinct });
  }
  return [
    { key: "distinctPerSecond", label: `postings on distinct accounts, ${CONNECTIONS} connections, per second`, value: medianOf(rounds.map(({ distinct }) => distinct)) },
    { key: "hotPerSecond", label: "the same statements with one hot brand account, per second", value: medianOf(rounds.map(({ hot }) => hot)) },
    { key: "hotRatio", label: "the one to the other, median of 5 pairs", value: medianOf(rounds.map(({ hot, distinct }) => hot / distinct)), digits: 2, target: atLeast(0.5) },
  ]; // prettier-ignore
}

async function rateFor(forMs: number, post: (worker: number) => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, worker) => {
      while (performance.now() - startedMs < forMs) {
        await post(worker);
        count += 1;
      }
    }),
  );
  return (count * MS_PER_SECOND) / (performance.now() - startedMs);
}
