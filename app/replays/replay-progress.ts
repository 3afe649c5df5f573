const MS_PER_SECOND = 1_000;

/** How far a replay has come and how long it will go on. */
export interface ReplayProgress {
  readonly doneCount: number;
  readonly saleCount: number;
  readonly percent: number;
  /** Null until there is something to measure. */
  readonly salesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** By the rate since the phase under way began. */
export function progressOf(replay: {
  readonly doneCount: number;
  readonly saleCount: number;
  readonly beganAt: Date;
  readonly updatedAt: Date;
}): ReplayProgress {
  const { doneCount, saleCount } = replay;
  const seconds = (replay.updatedAt.getTime() - replay.beganAt.getTime()) / MS_PER_SECOND;
  const salesPerSecond = doneCount > 0 && seconds > 0 ? doneCount / seconds : null;
  const left = Math.max(0, saleCount - doneCount);
  return {
    doneCount,
    saleCount,
    percent: saleCount === 0 ? 100 : Math.min(100, Math.floor((100 * doneCount) / saleCount)),
    salesPerSecond: salesPerSecond === null ? null : Math.round(salesPerSecond),
    secondsLeft: salesPerSecond === null ? null : Math.ceil(left / salesPerSecond),
  };
}
