import type { Services } from "#app/platform/services.server.ts";
import { cardOf, type LinkCard } from "./link-card.ts";
import { createLinkCache, type LinkCacheLimits } from "./link-cache.server.ts";
import type { LinkListener } from "./link-feed.server.ts";
import { findLinkBySlug } from "./redirect-target-store.server.ts";
import { createPartSharing } from "./share-parts.ts";
import { targetOf, type RedirectTarget } from "./redirect-target.ts";

export interface FinderLimits extends LinkCacheLimits {
  /** The longest a request waits for a link that is not in memory. */
  readonly linkDeadlineMs: number;
  /** The longest it waits to hear what has changed about one that is; then it gets what memory has. */
  readonly changeDeadlineMs: number;
}

export const defaultFinderLimits: FinderLimits = {
  linkMaxAgeMs: 300_000,
  unknownLinkMaxAgeMs: 60_000,
  maxCachedLinks: 1_000_000,
  maxUnknownLinks: 100_000,
  linkDeadlineMs: 5_000,
  changeDeadlineMs: 1_000,
};

/** Called once: the link; null when there is none of that name; undefined when nobody can tell now. */
export type Found = (target: RedirectTarget | null | undefined) => void;

export interface LinkFinder extends LinkListener {
  /** Finds a link in memory at once, else in the database. */
  find(slug: string, nowMs: number, found: Found): void;
  /** Reads the card of a link, which only previews ask for; null without one, and while the database is away. */
  readCard(slug: string, show: (card: LinkCard | null) => void): void;
  /** Resolves when nothing is being read. */
  settled(): Promise<void>;
}

/** Finds links: those in memory without a query, and while the database is away also those of which a change was heard. */
export function createLinkFinder(services: Services, limits: FinderLimits, isDatabaseAway: () => boolean): LinkFinder {
  const { db, clock, isDemo, log } = services;
  const loads = new Set<Promise<void>>();
  const shareParts = createPartSharing(structuredClone);
  const cache = createLinkCache<RedirectTarget>(async (slug) => {
    const link = await findLinkBySlug(db.sql, slug, clock.now());
    const target = link && targetOf(link, { allowsLoopback: isDemo, origin: services.origin });
    return target && shareParts(target);
  }, limits);

  /** Reads a link; `other` is what is said when that takes too long or fails. */
  function load(
    slug: string,
    nowMs: number,
    deadlineMs: number,
    other: RedirectTarget | null | undefined,
    found: Found,
  ) {
    let isSaid = false;
    const say = (target: RedirectTarget | null | undefined): void => {
      if (isSaid) return;
      isSaid = true;
      clearTimeout(deadline);
      found(target);
    };
    const deadline = setTimeout(() => say(other), deadlineMs);
    const loading = cache
      .load(slug, nowMs)
      .then(say, (error: unknown) => {
        log.warn({ err: error }, "a link could not be read");
        say(other);
      })
      .finally(() => loads.delete(loading));
    loads.add(loading);
  }

  async function readCard(slug: string): Promise<LinkCard | null> {
    const link = await findLinkBySlug(db.sql, slug, clock.now());
    return link && cardOf(link, `${services.origin}/r/${link.slug}`);
  }

  return {
    readCard(slug, show) {
      if (isDatabaseAway()) return show(null);
      const reading = readCard(slug)
        .catch(() => null)
        .then(show)
        .finally(() => loads.delete(reading));
      loads.add(reading);
    },
    find(slug, nowMs, found) {
      const cached = cache.peek(slug, nowMs);
      if (cached === undefined) return load(slug, nowMs, limits.linkDeadlineMs, undefined, found);
      if (cached.isFresh) return found(cached.target);
      load(slug, nowMs, isDatabaseAway() ? 0 : limits.changeDeadlineMs, cached.target, found);
    },
    outdateSlug: (slug) => cache.outdateSlug(slug),
    outdateBrand: (brandId) => cache.outdateBrand(brandId),
    outdateAll: () => cache.outdateAll(),
    async settled() {
      while (loads.size > 0) await Promise.all(loads);
    },
  };
}
