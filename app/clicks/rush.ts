/** Whether more clicks come in than the database should be in the way of. */
export interface Rush {
  /** Counts clicks that are about to be stored; true during a rush. */
  count(clickCount: number, nowMs: number): boolean;
  /** Whether it goes on, without another click. */
  isOn(nowMs: number): boolean;
}

const MS_PER_SECOND = 1_000;
/** Short, because until a rush is noticed the database is in the way: a burst taken for one only has its clicks wait a moment. */
const BEGIN_SPAN_MS = 50;
/** Longer, so that a pause of this process does not end one. */
const END_SPAN_MS = 250;

/**
 * A twentieth of a second with clicks at such a rate begins a rush, a quarter of a second with fewer ends it. `nowMs` is any clock that
 * does not go back.
 */
export function createRush(clicksPerSecond: number): Rush {
  let isRushing = false;
  let sinceMs = -Infinity;
  let clicks = 0;

  function look(nowMs: number): void {
    const spanMs = nowMs - sinceMs;
    if (spanMs < (isRushing ? END_SPAN_MS : BEGIN_SPAN_MS)) return;
    isRushing = (clicks * MS_PER_SECOND) / spanMs >= clicksPerSecond;
    sinceMs = nowMs;
    clicks = 0;
  }

  return {
    count(clickCount, nowMs) {
      look(nowMs);
      clicks += clickCount;
      return isRushing;
    },
    isOn(nowMs) {
      look(nowMs);
      return isRushing;
    },
  };
}
