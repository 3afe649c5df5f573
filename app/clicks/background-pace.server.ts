import { performance } from "node:perf_hooks";

/** While this process is busy answering, work that can wait rests so many times as long as it worked, */
const REST_PER_WORK = 6;
/** but nothing waits longer than this: then the work goes on beside answering as fast as it can. */
const MAX_BEHIND_MS = 60_000;
/** The share of its time in which a process that answers is busy. */
const BUSY_SHARE = 0.5;

/** Tells how long to rest after work that took so long, when what it works on has been waiting for so long. In milliseconds. */
export type BackgroundPace = (workedMs: number, waitedMs: number) => number;

/** For work beside answering that the database does: of this process's own time it takes little, so that its being busy means requests. */
export function createBackgroundPace(): BackgroundPace {
  let used = performance.eventLoopUtilization();

  /** Whether requests kept this process busy since it was asked the last time. */
  function isBusy(): boolean {
    const now = performance.eventLoopUtilization();
    const share = performance.eventLoopUtilization(now, used).utilization;
    used = now;
    return share > BUSY_SHARE;
  }

  return (workedMs, waitedMs) => (isBusy() && waitedMs < MAX_BEHIND_MS ? workedMs * REST_PER_WORK : 0);
}
