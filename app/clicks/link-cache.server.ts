export interface LinkCacheLimits {
  /** After this a link is read again in the background, should a change ever have gone unheard. */
  readonly linkMaxAgeMs: number;
  /** How long an unknown slug is taken for unknown, as long as nobody says that it was minted. */
  readonly unknownLinkMaxAgeMs: number;
  /** Most links in memory. */
  readonly maxCachedLinks: number;
  /** Most unknown slugs in memory. They have a share of their own, so that guessing evicts nobody. */
  readonly maxUnknownLinks: number;
}

/** What a cache may hold: something of a brand, which changes with it. */
export interface OfBrand {
  readonly brandId: string;
}

/** `isFresh` is false once a change was heard: read it again, and use what is here only while that cannot be done. */
export interface CachedLink<Target> {
  readonly target: Target | null;
  readonly isFresh: boolean;
}

export interface LinkCache<Target extends OfBrand> {
  /** What memory has; undefined when it has nothing. No waiting, no query. */
  peek(slug: string, nowMs: number): CachedLink<Target> | undefined;
  /** Reads a slug; those who ask at the same time share one query. */
  load(slug: string, nowMs: number): Promise<Target | null>;
  /** A slug, every link of a brand, or everything may have changed. What is being read now may be older than the change. */
  outdateSlug(slug: string): void;
  outdateBrand(brandId: string): void;
  outdateAll(): void;
}

/** When a brand last changed, in the cache's own count of events. One object per brand, shared by its links. */
interface BrandChange {
  event: number;
}

interface Entry<Target> {
  readonly target: Target | null;
  /** Null for an unknown slug. */
  readonly brand: BrandChange | null;
  /** In whole seconds since 1970: a number that needs no room of its own beside the entry. */
  readonly loadedSecond: number;
  /** The count of events when reading began; -1 once the slug itself changed. */
  event: number;
  /** Asked for since it last came up for eviction. */
  isUsed: boolean;
}

interface Loading<Target> {
  readonly reading: Promise<Target | null>;
  isOutdated: boolean;
}

const MS_PER_SECOND = 1_000;
const secondOf = (nowMs: number) => Math.floor(nowMs / MS_PER_SECOND);

/** Bounded; entries live until a change is heard. A link that was asked for since it last came up for eviction gets a second chance. */
export function createLinkCache<Target extends OfBrand>(
  read: (slug: string) => Promise<Target | null>,
  limits: LinkCacheLimits,
): LinkCache<Target> {
  const known = new Map<string, Entry<Target>>();
  const unknown = new Map<string, Entry<Target>>();
  const brands = new Map<string, BrandChange>();
  const loading = new Map<string, Loading<Target>>();
  let events = 0;
  let allOutdatedAt = -1;

  function brandOf(brandId: string): BrandChange {
    let brand = brands.get(brandId);
    if (!brand) brands.set(brandId, (brand = { event: -1 }));
    return brand;
  }

  function keep(slug: string, target: Target | null, nowMs: number, event: number): void {
    const entries = target ? known : unknown;
    (target ? unknown : known).delete(slug);
    entries.delete(slug);
    const brand = target ? brandOf(target.brandId) : null;
    entries.set(slug, { target, brand, loadedSecond: secondOf(nowMs), event, isUsed: false });
    evictOver(entries, target ? limits.maxCachedLinks : limits.maxUnknownLinks);
  }

  return {
    peek(slug, nowMs) {
      const entry = known.get(slug) ?? unknown.get(slug);
      if (entry === undefined) return undefined;
      entry.isUsed = true;
      const { target, brand, event } = entry;
      const maxAgeMs = target ? limits.linkMaxAgeMs : limits.unknownLinkMaxAgeMs;
      const isUnchanged = event > allOutdatedAt && (brand === null || event > brand.event);
      return { target, isFresh: isUnchanged && Math.abs(nowMs - entry.loadedSecond * MS_PER_SECOND) < maxAgeMs };
    },
    load(slug, nowMs) {
      const underWay = loading.get(slug);
      if (underWay) return underWay.reading;
      events += 1;
      const event = events;
      const reading = read(slug).then((target) => {
        keep(slug, target, nowMs, started.isOutdated ? -1 : event);
        return target;
      });
      const started: Loading<Target> = { reading, isOutdated: false };
      loading.set(slug, started);
      const forget = () => {
        if (loading.get(slug) === started) loading.delete(slug);
      };
      reading.then(forget, forget);
      return reading;
    },
    outdateSlug(slug) {
      const entry = known.get(slug);
      if (entry) entry.event = -1;
      unknown.delete(slug);
      const underWay = loading.get(slug);
      if (underWay) underWay.isOutdated = true;
      // Who asks from now on starts a reading of their own.
      loading.delete(slug);
    },
    outdateBrand(brandId) {
      events += 1;
      brandOf(brandId).event = events;
      loading.clear();
    },
    outdateAll() {
      events += 1;
      allOutdatedAt = events;
      loading.clear();
    },
  };
}

/** A map keeps the order of insertion: the first one was loaded longest ago. Each second chance is used up once, so this ends. */
function evictOver(entries: Map<string, Entry<unknown>>, max: number): void {
  for (const [slug, entry] of entries) {
    if (entries.size <= max) return;
    entries.delete(slug);
    if (!entry.isUsed) continue;
    entry.isUsed = false;
    entries.set(slug, entry);
  }
}
