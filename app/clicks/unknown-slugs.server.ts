import type { Services } from "#app/platform/services.server.ts";
import { createUnknownSlugCounter } from "./count-unknown-slugs.ts";
import { addUnknownSlugs } from "./unknown-slug-store.server.ts";

export interface UnknownSlugs {
  count(slug: string, now: Date): void;
  /** Stores what was counted. */
  store(): Promise<void>;
  stop(): Promise<void>;
}

const STORE_EVERY_MS = 10_000;

/** Requests for links that do not exist, counted in memory and stored now and then: nobody's clicks, so a crash may lose some. */
export function createUnknownSlugs({ db, log }: Services): UnknownSlugs {
  const counter = createUnknownSlugCounter();

  async function store(): Promise<void> {
    const counts = counter.take();
    if (counts.length === 0) return;
    await addUnknownSlugs(db.sql, counts).catch((error: unknown) => {
      counter.putBack(counts);
      log.warn({ err: error }, "counts of unknown links could not be stored");
    });
  }

  const timer = setInterval(() => void store(), STORE_EVERY_MS);
  timer.unref();
  return {
    count: (slug, now) => counter.count(slug, now),
    store,
    async stop() {
      clearInterval(timer);
      await store();
    },
  };
}
