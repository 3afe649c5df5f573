import { performance } from "node:perf_hooks";
import { repeat, type Repetition } from "#app/platform/repeat.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { drainClicks, MAX_BATCHES, rollUpClicks } from "./drain-clicks.server.ts";

/** How old a click may be until it is sorted in, when there is little to do. */
const PAUSE_MS = 500;
/** How long counts may wait to be added to the roll-ups. Who reads the roll-ups reads the waiting counts too. */
const FOLD_EVERY_MS = 5_000;
/** While this process is busy answering, the loop rests so many times as long as it worked: the journal can wait, */
const REST_PER_WORK = 6;
/** but no longer than this: then sorting in goes on beside answering as fast as it can. */
const MAX_BEHIND_MS = 60_000;
/** The share of its time in which a process that answers is busy. */
const BUSY_SHARE = 0.5;
const PAUSE_AFTER_FAILURE_MS = 2_000;

/** Sorts clicks in, again and again. Every process runs it; they take turns. What remains in the journal is drained by whoever runs next. */
export function startDrainLoop(services: Services): Repetition {
  let foldedAtMs = -Infinity;
  let behindSinceMs: number | null = null;
  let used = performance.eventLoopUtilization();

  /** Whether requests kept this process busy since it was asked the last time; draining itself is the database's work. */
  function isBusy(): boolean {
    const now = performance.eventLoopUtilization();
    const share = performance.eventLoopUtilization(now, used).utilization;
    used = now;
    return share > BUSY_SHARE;
  }

  async function step(): Promise<number> {
    const startedMs = performance.now();
    const batchCount = await drainClicks(services);
    if (startedMs - foldedAtMs >= FOLD_EVERY_MS) {
      foldedAtMs = startedMs;
      await rollUpClicks(services);
    }
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
