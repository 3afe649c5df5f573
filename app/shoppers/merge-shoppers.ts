import { namesPerson, type PartedSign, type Sighting, type Sign, type SignKind } from "./sign.ts";

/** A sign seen more often than this is no one shopper's: a kiosk, a placeholder, an office. It joins nobody. */
export const MAX_SIGHTINGS_PER_SIGN = 200;
/** A phone or an account of the store that goes with more e-mails than these, as the one of a shop's counter does, joins nobody. */
export const MAX_EMAILS_PER_PERSON_SIGN = 3;

/** Two people who used one browser: the sign stays with whoever was seen with it. */
export interface KeptApart {
  readonly kind: SignKind;
  readonly signKey: string;
  readonly earlierId: string;
  readonly laterId: string;
}

/** Who is one shopper with whom. Each is named by the earliest of its sightings. */
export interface MergedShoppers {
  /** By sighting: the shopper. */
  readonly shopperOf: ReadonlyMap<string, string>;
  /** By sighting: the person, joined by e-mail, phone and customer alone; only of sightings that have one of them. */
  readonly personOf: ReadonlyMap<string, string>;
  readonly apart: readonly KeptApart[];
}

/**
 * Says which sightings are of one shopper, going by what had been seen up to an instant. Signs that name a person join whatever shares
 * them. A browser's sign joins two neighbours in its time line, but never two who each have an e-mail of their own. A sighting that names
 * nobody goes to whoever was seen with its browser next, else to whoever was before. The order of the sightings never matters.
 *
 * The rule is deterministic linking over shared identifiers, with precedence of the identifier that names a person; see DECISIONS.md.
 */
export function mergeShoppers(all: readonly Sighting[], parted: readonly PartedSign[], asOf: Date): MergedShoppers {
  const sightings = readSightings(all, parted, asOf);
  const bySign = signsOfFew(sightings);
  const groups = new Groups(sightings);
  for (const { sign, seen } of bySign) {
    if (namesPerson(sign)) for (const one of seen) groups.join(seen[0] ?? one, one);
  }
  const named = sightings.filter(({ signs }) => signs.some(namesPerson));
  const personOf = new Map(named.map((one) => [one.id, groups.find(one.id)]));
  const browsers = bySign.filter(({ sign }) => !namesPerson(sign));
  const apart = joinNeighbours(groups, browsers);
  giveNameless(groups, sightings, browsers);
  return { shopperOf: new Map(sightings.map(({ id }) => [id, groups.find(id)])), personOf, apart };
}

/** Each once, in order of time, without the signs that were parted. */
function readSightings(all: readonly Sighting[], parted: readonly PartedSign[], asOf: Date): Sighting[] {
  const partedSigns = new Set(parted.map(({ sightingId, signKey }) => `${sightingId} ${signKey}`));
  const once = new Map(all.filter(({ seenAt }) => seenAt <= asOf).map((one) => [one.id, one]));
  return [...once.values()].sort(byTime).map((one) => ({
    ...one,
    signs: one.signs.filter(({ key }) => !partedSigns.has(`${one.id} ${key}`)),
  }));
}

interface SeenSign {
  readonly sign: Sign;
  /** In order of time. */
  readonly seen: readonly Sighting[];
}

function signsOfFew(sightings: readonly Sighting[]): SeenSign[] {
  const bySign = new Map<string, { sign: Sign; seen: Sighting[] }>();
  for (const one of sightings) {
    for (const sign of one.signs) {
      const known = bySign.get(sign.key);
      if (known) known.seen.push(one);
      else bySign.set(sign.key, { sign, seen: [one] });
    }
  }
  return [...bySign.values()]
    .filter(({ sign, seen }) => seen.length <= MAX_SIGHTINGS_PER_SIGN && !isOfCounter(sign, seen))
    .sort((one, other) => compareText(one.sign.key, other.sign.key));
}

function isOfCounter({ kind }: Sign, seen: readonly Sighting[]): boolean {
  return (kind === "phone" || kind === "customer") && emailsOf(seen).size > MAX_EMAILS_PER_PERSON_SIGN;
}

/** Joins those who follow one another with one browser, the earliest pair first, unless both have an e-mail. */
function joinNeighbours(groups: Groups, browsers: readonly SeenSign[]): KeptApart[] {
  const pairs = browsers.flatMap(({ sign, seen }) => {
    const named = seen.filter(({ signs }) => signs.some(namesPerson));
    return named.slice(1).map((later, index) => ({ sign, earlier: named[index] ?? later, later }));
  });
  pairs.sort(
    (one, other) =>
      byTime(one.later, other.later) || byTime(other.earlier, one.earlier) || compareText(one.sign.key, other.sign.key),
  );
  const apart: KeptApart[] = [];
  for (const { sign, earlier, later } of pairs) {
    if (groups.find(earlier.id) === groups.find(later.id)) continue;
    if (groups.hasEmail(earlier.id) && groups.hasEmail(later.id)) {
      apart.push({ kind: sign.kind, signKey: sign.key, earlierId: earlier.id, laterId: later.id });
    } else groups.join(earlier, later);
  }
  return apart;
}

/** In rounds: a visit that names nobody may lead to another one that only it shares a sign with. Those left over are shoppers of their own. */
function giveNameless(groups: Groups, sightings: readonly Sighting[], browsers: readonly SeenSign[]): void {
  const placed = new Set(sightings.filter(({ signs }) => signs.some(namesPerson)).map(({ id }) => id));
  for (;;) {
    const found = sightings.flatMap((one) => {
      const neighbour = placed.has(one.id) ? null : nearest(one, browsers, placed);
      return neighbour ? [{ one, neighbour }] : [];
    });
    if (found.length === 0) break;
    for (const { one, neighbour } of found) groups.join(neighbour, one);
    for (const { one } of found) placed.add(one.id);
  }
  for (const { seen } of browsers) {
    const nameless = seen.filter(({ id }) => !placed.has(id));
    for (const one of nameless) groups.join(nameless[0] ?? one, one);
  }
}

/** The next one with a browser's sign of this one, else the last one before. */
function nearest(one: Sighting, browsers: readonly SeenSign[], placed: ReadonlySet<string>): Sighting | null {
  const keys = new Set(one.signs.map(({ key }) => key));
  const around = browsers
    .filter(({ sign }) => keys.has(sign.key))
    .flatMap(({ seen }) => seen.filter(({ id }) => placed.has(id)))
    .sort(byTime);
  return around.find((other) => byTime(other, one) > 0) ?? around.at(-1) ?? null;
}

/** Disjoint sets of sightings, each named by its earliest one. */
class Groups {
  readonly #leads = new Map<string, Sighting>();
  readonly #withEmail = new Set<string>();

  constructor(sightings: readonly Sighting[]) {
    for (const one of sightings) {
      this.#leads.set(one.id, one);
      if (emailsOf([one]).size > 0) this.#withEmail.add(one.id);
    }
  }

  find(id: string): string {
    return this.#leadOf(id).id;
  }

  hasEmail(id: string): boolean {
    return this.#withEmail.has(this.find(id));
  }

  join(one: Sighting, other: Sighting): void {
    const [first, second] = [this.#leadOf(one.id), this.#leadOf(other.id)].sort(byTime);
    if (!first || !second || first.id === second.id) return;
    this.#leads.set(second.id, first);
    if (this.#withEmail.has(second.id)) this.#withEmail.add(first.id);
  }

  #leadOf(id: string): Sighting {
    const lead = this.#leads.get(id);
    if (!lead) throw new RangeError(`Sighting ${id} is not one of those that are merged.`);
    if (lead.id === id) return lead;
    const top = this.#leadOf(lead.id);
    this.#leads.set(id, top);
    return top;
  }
}

function emailsOf(sightings: readonly Sighting[]): Set<string> {
  return new Set(sightings.flatMap(({ signs }) => signs.filter(({ kind }) => kind === "email").map(({ key }) => key)));
}

function byTime(one: Sighting, other: Sighting): number {
  return one.seenAt.getTime() - other.seenAt.getTime() || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
