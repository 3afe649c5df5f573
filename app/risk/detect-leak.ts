/** Uses of a partnership's code on sales that no click led to. */
export interface CodeUse {
  /** The 7 days up to the sale, itself included. */
  readonly recentCount: number;
  /** The weeks before those. */
  readonly baselineCount: number;
  /** How many weeks the baseline is made of: the partnership may be younger than eight. */
  readonly baselineWeeks: number;
}

/** How many weeks a code's baseline is made of at most. */
export const MOST_BASELINE_WEEKS = 8;
/** Fewer uses in a week than this are never called a leak, however quiet the code was. */
export const LEAST_LEAK_USES = 8;
/** A leak is more than so many times the average week. */
const LEAK_TIMES = 4;

/**
 * Whether a code is used far above its own baseline without any click. A code that was never busy is measured against one use a week, so
 * that a creator's first good post is no leak; a creator who always sells by code alone has that as their baseline.
 */
export function isLeaking({ recentCount, baselineCount, baselineWeeks }: CodeUse): boolean {
  if (recentCount < LEAST_LEAK_USES || baselineWeeks < 1) return false;
  const average = Math.max(1, baselineCount / baselineWeeks);
  return recentCount > average * LEAK_TIMES;
}
