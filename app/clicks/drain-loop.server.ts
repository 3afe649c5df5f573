import { performance } from "node:perf_hooks";
import { repeat, type Repetition } from "#app/platform/repeat.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { createBackgroundPace } from "./background-pace.server.ts";
import { drainClicks, MAX_BATCHES, MAX_TALLIES, rollUpClicks } from "./drain-clicks.server.ts";

/** How old a click may be until it is sorted in, when there is little to do. */
const PAUSE_MS = 500;
/** How long counts may wait to be added to the roll-ups. Who reads the roll-ups reads the waiting counts too. */
const FOLD_EVERY_MS = 5_000;
/** While clicks wait to be sorted in, counts rest after each transaction so many times as long as it took: clicks come first. */
const REST_PER_FOLD = 4;
const PAUSE_AFTER_FAILURE_MS = 2_000;

/**
 * Sorts clicks in, again and again, unless they `mayWait`. Every process runs it; they take turns. What remains in the journal is drained by
 * whoever runs next.
 */
export function startDrainLoop(services: Services, mayWait: () => boolean): Repetition {
  let foldAtMs = -Infinity;
  let hasMoreTallies = false;
  let behindSinceMs: number | null = null;
  const pace = createBackgroundPace();

  /** Adds to the roll-ups when it is time. */
  async function fold(hasMoreClicks: boolean): Promise<void> {
    const startedMs = performance.now();
    const isNext = hasMoreTallies && !hasMoreClicks;
    if (!isNext && startedMs < foldAtMs) return;
    hasMoreTallies = (await rollUpClicks(services)) === MAX_TALLIES;
    const endedMs = performance.now();
    foldAtMs = hasMoreTallies ? endedMs + (endedMs - startedMs) * REST_PER_FOLD : startedMs + FOLD_EVERY_MS;
  }

  async function step(): Promise<number> {
    if (mayWait()) return PAUSE_MS;
    const startedMs = performance.now();
    const hasMoreClicks = (await drainClicks(services)) === MAX_BATCHES;
    await fold(hasMoreClicks);
    behindSinceMs = hasMoreClicks || hasMoreTallies ? (behindSinceMs ?? startedMs) : null;
    if (behindSinceMs === null) return PAUSE_MS;
    return pace(performance.now() - startedMs, startedMs - behindSinceMs);
  }

  return repeat(() =>
    step().catch((error: unknown) => {
      services.log.error({ err: error }, "clicks could not be sorted in; they wait in the journal");
      return PAUSE_AFTER_FAILURE_MS;
    }),
  );
}
