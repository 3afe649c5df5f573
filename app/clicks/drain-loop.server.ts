import { performance } from "node:perf_hooks";
import { repeat, type Repetition } from "#app/platform/repeat.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { drainClicks, MAX_BATCHES, MAX_TALLIES, rollUpClicks } from "./drain-clicks.server.ts";

/** How old a click may be until it is sorted in, when there is little to do. */
const PAUSE_MS = 500;
/** How long counts may wait to be added to the roll-ups. Who reads the roll-ups reads the waiting counts too. */
const FOLD_EVERY_MS = 5_000;
/** Where more wait than one transaction adds, the next one follows after so many times as long as this one took. */
const REST_PER_FOLD = 4;
/** While this process is busy answering, the loop rests so many times as long as it worked: the journal can wait, */
const REST_PER_WORK = 6;
/** but no longer than this: then sorting in goes on beside answering as fast as it can. */
const MAX_BEHIND_MS = 60_000;
/** The share of its time in which a process that answers is busy. */
const BUSY_SHARE = 0.5;
const PAUSE_AFTER_FAILURE_MS = 2_000;

/** Sorts clicks in, again and again. Every process runs it; they take turns. What remains in the journal is drained by whoever runs next. */
export function startDrainLoop(services: Services): Repetition {
  let foldAtMs = -Infinity;
  let behindSinceMs: number | null = null;
  let used = performance.eventLoopUtilization();

  /** Whether requests kept this process busy since it was asked the last time; draining itself is the database's work. */
  function isBusy(): boolean {
    const now = performance.eventLoopUtilization();
    const share = performance.eventLoopUtilization(now, used).utilization;
    used = now;
    return share > BUSY_SHARE;
  }

  /** Adds to the roll-ups when it is time. How long it may be until the next time follows from how much waits and how long this took. */
  async function fold(): Promise<void> {
    const startedMs = performance.now();
    if (startedMs < foldAtMs) return;
    const tallyCount = await rollUpClicks(services);
    const endedMs = performance.now();
    const isBehind = tallyCount === MAX_TALLIES;
    foldAtMs = isBehind ? endedMs + (endedMs - startedMs) * REST_PER_FOLD : startedMs + FOLD_EVERY_MS;
  }

  async function step(): Promise<number> {
    const startedMs = performance.now();
    const batchCount = await drainClicks(services);
    await fold();
    const tookMs = performance.now() - startedMs;
    const hasMore = batchCount === MAX_BATCHES;
    behindSinceMs = hasMore ? (behindSinceMs ?? startedMs) : null;
    if (behindSinceMs === null) return PAUSE_MS;
    return isBusy() && startedMs - behindSinceMs < MAX_BEHIND_MS ? tookMs * REST_PER_WORK : 0;
  }

  return repeat(() =>
    step().catch((error: unknown) => {
      services.log.error({ err: error }, "clicks could not be sorted in; they wait in the journal");
      return PAUSE_AFTER_FAILURE_MS;
    }),
  );
}
