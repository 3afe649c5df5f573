import type { RedirectTarget } from "./redirect-target.ts";

export interface LinkCacheLimits {
  /** How long a known link is trusted. */
  readonly linkExpiryMs: number;
  /** How long an unknown slug is taken for unknown: short, because it may be minted the next moment. */
  readonly unknownLinkExpiryMs: number;
  /** Most known links, and as many unknown slugs, in memory. Unknown ones have their own share so that guessing evicts nobody. */
  readonly maxCachedLinks: number;
}

interface Entry {
  readonly target: RedirectTarget | null;
  readonly expiresMs: number;
}

export interface LinkCache {
  /** The target when memory has it: null for a slug known to be unknown, undefined when it must be loaded. No waiting, no query. */
  peek(slug: string, nowMs: number): RedirectTarget | null | undefined;
  /** Loads a slug; those who ask at the same time share one query. */
  load(slug: string, nowMs: number): Promise<RedirectTarget | null>;
  forget(slug: string): void;
}

export function createLinkCache(
  read: (slug: string) => Promise<RedirectTarget | null>,
  limits: LinkCacheLimits,
): LinkCache {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  const loading = new Map<string, Promise<RedirectTarget | null>>();

  function keep(slug: string, target: RedirectTarget | null, nowMs: number): void {
    const entries = target ? known : unknown;
    const expiresMs = nowMs + (target ? limits.linkExpiryMs : limits.unknownLinkExpiryMs);
    entries.delete(slug);
    entries.set(slug, { target, expiresMs });
    if (entries.size <= limits.maxCachedLinks) return;
    // A map keeps the order of insertion, and every reload inserts anew: the first one was loaded longest ago.
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      break;
    }
  }

  return {
    peek(slug, nowMs) {
      const entry = known.get(slug) ?? unknown.get(slug);
      return entry !== undefined && entry.expiresMs > nowMs ? entry.target : undefined;
    },
    load(slug, nowMs) {
      const underWay = loading.get(slug);
      if (underWay) return underWay;
      const reading = read(slug).then((target) => {
        // Forgotten meanwhile: what was read may be old, so it serves this once and is not kept.
        if (loading.get(slug) !== reading) return target;
        loading.delete(slug);
        (target ? unknown : known).delete(slug);
        keep(slug, target, nowMs);
        return target;
      });
      loading.set(slug, reading);
      reading.catch(() => {
        if (loading.get(slug) === reading) loading.delete(slug);
      });
      return reading;
    },
    forget(slug) {
      known.delete(slug);
      unknown.delete(slug);
      loading.delete(slug);
    },
  };
}
