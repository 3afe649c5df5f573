import { isId } from "#app/kit/ids.ts";
import { repeat } from "#app/platform/repeat.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findLinkChanges } from "./link-change-store.server.ts";

/** Who keeps links in memory and must hear of changes. */
export interface LinkListener {
  outdateSlug(slug: string): void;
  outdateBrand(brandId: string): void;
  outdateAll(): void;
}

export interface LinkFeed {
  /** Resolves when it listens, or when it is known that it can only poll. */
  readonly isListening: Promise<void>;
  /** Reads now what has changed, without waiting for a notice or the next turn. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Notices come at once but may get lost; the table is read behind them. */
const POLL_MS = 2_000;
/**
 * Ids are handed out before a transaction commits, so a change may appear behind later ones: as long as this is read over again. No
 * transaction that changes links lasts longer.
 */
const OVERLAP_SECONDS = 120;
/** More changes than this in the overlap: everything may have changed. */
const MAX_CHANGES = 5_000;
const CHANNEL = "link_changes";

/** Tells the listener of every change of a link that any process makes, from now on until it is stopped. */
export function startLinkFeed(services: Services, listener: LinkListener): LinkFeed {
  const { db, log } = services;
  let told = new Set<bigint>();
  let readAtMs = performance.now();

  async function poll(): Promise<void> {
    const startedMs = performance.now();
    const changes = await findLinkChanges(db.sql, OVERLAP_SECONDS, MAX_CHANGES);
    const wasAwayMs = startedMs - readAtMs;
    readAtMs = startedMs;
    const hasMissed = wasAwayMs > (OVERLAP_SECONDS * 1_000) / 2 || changes.length === MAX_CHANGES;
    if (hasMissed) listener.outdateAll();
    for (const { id, slug, brandId } of changes) {
      if (told.has(id)) continue;
      if (slug !== null) listener.outdateSlug(slug);
      if (brandId !== null) listener.outdateBrand(brandId);
    }
    told = new Set(changes.map(({ id }) => id));
  }

  /** A hint names a slug or a brand; a slug may be shaped like a brand's id. */
  function hear(hint: string): void {
    listener.outdateSlug(hint);
    if (isId(hint)) listener.outdateBrand(hint);
  }

  // It survives a lost connection by itself.
  const listening = db.sql.listen(CHANNEL, hear).catch((error: unknown) => {
    log.warn({ err: error }, "changes of links are polled for alone");
    return null;
  });
  const polling = repeat(async () => {
    await poll().catch((error: unknown) => log.warn({ err: error }, "changes of links could not be read"));
    return POLL_MS;
  }, POLL_MS);
  return {
    isListening: listening.then(() => undefined),
    catchUp: poll,
    async stop() {
      await polling.stop();
      await (await listening)?.unlisten().catch(() => undefined);
    },
  };
}
