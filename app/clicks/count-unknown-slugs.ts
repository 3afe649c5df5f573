import { MS_PER_HOUR } from "../kit/clock.ts";

/** Requests for one slug that nobody has, in one hour. */
export interface CountedSlug {
  /** Empty for all that were too many to name. */
  readonly slug: string;
  readonly hourAt: Date;
  readonly requestCount: number;
}

export interface UnknownSlugCounter {
  count(slug: string, now: Date): void;
  /** What was counted since the last time. */
  take(): CountedSlug[];
  /** Puts back what could not be stored. */
  putBack(counts: readonly CountedSlug[]): void;
}

/** How many slugs one process names in an hour. Somebody who guesses links fills this, and no more: the rest is one sum. */
export const MAX_NAMED_SLUGS = 1_000;

/** Counts requests for slugs that do not exist, so that a misprinted link can be found; bounded, because anybody can make them up. */
export function createUnknownSlugCounter(): UnknownSlugCounter {
  let hourMs = 0;
  let named = new Set<string>();
  let counts = new Map<string, CountedSlug>();

  function add(slug: string, hourAt: Date, requestCount: number): void {
    const key = `${hourAt.getTime()} ${slug}`;
    const before = counts.get(key)?.requestCount ?? 0;
    counts.set(key, { slug, hourAt, requestCount: before + requestCount });
  }

  return {
    count(slug, now) {
      const nowHourMs = Math.floor(now.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
      if (nowHourMs !== hourMs) {
        hourMs = nowHourMs;
        named = new Set();
      }
      if (named.size < MAX_NAMED_SLUGS) named.add(slug);
      add(named.has(slug) ? slug : "", new Date(hourMs), 1);
    },
    take() {
      const taken = [...counts.values()];
      counts = new Map();
      return taken;
    },
    putBack(taken) {
      for (const { slug, hourAt, requestCount } of taken) add(slug, hourAt, requestCount);
    },
  };
}
