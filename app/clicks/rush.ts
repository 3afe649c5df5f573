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
 * As many clicks as a twentieth of a second has at such a rate begin a rush as soon as they come in no longer time; a quarter of a second
 * with fewer ends it. `nowMs` is any clock that does not go back.
 */
export function createRush(clicksPerSecond: number): Rush {
  const beginningClicks = (clicksPerSecond * BEGIN_SPAN_MS) / MS_PER_SECOND;
  let isRushing = false;
  let sinceMs = -Infinity;
  let clicks = 0;

  function beginSpan(nowMs: number): void {
    sinceMs = nowMs;
    clicks = 0;
  }

  function look(nowMs: number): void {
    const spanMs = nowMs - sinceMs;
    if (spanMs < (isRushing ? END_SPAN_MS : BEGIN_SPAN_MS)) return;
    isRushing &&= (clicks * MS_PER_SECOND) / spanMs >= clicksPerSecond;
    beginSpan(nowMs);
  }

  return {
    count(clickCount, nowMs) {
      look(nowMs);
      clicks += clickCount;
      if (!isRushing && clicks >= beginningClicks) {
        isRushing = true;
        beginSpan(nowMs);
      }
      return isRushing;
    },
    isOn(nowMs) {
      look(nowMs);
      return isRushing;
    },
  };
}

/** Tells whether work is still to wait for the end of a rush: not once one goes on for longer than `longestMs`. */
export function createRushWait(isRush: () => boolean, longestMs: number): (nowMs: number) => boolean {
  let sinceMs: number | null = null;
  return (nowMs) => {
    sinceMs = isRush() ? (sinceMs ?? nowMs) : null;
    return sinceMs !== null && nowMs - sinceMs < longestMs;
  };
}
