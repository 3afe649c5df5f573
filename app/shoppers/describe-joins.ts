import { mergeShoppers } from "./merge-shoppers.ts";
import type { PartedSign, Sighting, SignKind } from "./sign.ts";

/** How people call an order or a visit: "order #1001", "a visit on 3 May 2026". */
export type NameOf = (sighting: Sighting) => string;

/** A sign by which a sighting is of the same shopper as an earlier one. */
export interface DescribedJoin {
  readonly sightingId: string;
  readonly signKey: string;
  readonly kind: SignKind;
  /** "Order #1002 and order #1001 name the same phone number." */
  readonly sentence: string;
}

export interface DescribedShopper {
  /** All that is of this shopper, in order of time. */
  readonly sightings: readonly Sighting[];
  readonly joins: readonly DescribedJoin[];
  /** Why those who used the same browser are not this shopper. */
  readonly apart: readonly string[];
  /** Signs that a person parted, of this shopper or leading to it. */
  readonly parted: readonly DescribedJoin[];
}

export const signWords: Readonly<Record<SignKind, string>> = {
  email: "e-mail",
  phone: "phone number",
  customer: "customer account",
  visitor: "browser",
  cart: "cart",
  click: "click",
};

/** Who is one shopper with this sighting up to an instant, and by what, in sentences that name nobody. */
export function describeShopper(
  all: readonly Sighting[],
  parted: readonly PartedSign[],
  asOf: Date,
  sightingId: string,
  nameOf: NameOf,
): DescribedShopper {
  const { shopperOf, apart } = mergeShoppers(all, parted, asOf);
  const shopper = shopperOf.get(sightingId);
  const sightings = all
    .filter(({ id }) => shopper !== undefined && shopperOf.get(id) === shopper)
    .sort((one, other) => one.seenAt.getTime() - other.seenAt.getTime() || (one.id < other.id ? -1 : 1));
  const partedSigns = new Set(parted.map((one) => `${one.sightingId} ${one.signKey}`));
  const name = new Map(all.map((one) => [one.id, nameOf(one)]));
  const ownKeys = new Set(sightings.flatMap(({ signs }) => signs.map(({ key }) => key)));
  const isOwn = (id: string) => shopperOf.get(id) === shopper;
  return {
    sightings,
    joins: joinsOf(sightings, partedSigns, name),
    apart: apart
      .filter(({ earlierId, laterId }) => isOwn(earlierId) || isOwn(laterId))
      .map(
        ({ kind, earlierId, laterId }) =>
          `${capitalised(name.get(laterId))} and ${name.get(earlierId)} share a ${signWords[kind]}, but each has an e-mail of its own: they stay two shoppers.`,
      ),
    parted: all.flatMap((one) =>
      one.signs
        .filter(({ key }) => partedSigns.has(`${one.id} ${key}`) && (isOwn(one.id) || ownKeys.has(key)))
        .map(({ kind, key }) => ({
          ...{ sightingId: one.id, signKey: key, kind },
          sentence: `The ${signWords[kind]} of ${name.get(one.id)} joins it to nothing.`,
        })),
    ),
  };
}

function joinsOf(
  sightings: readonly Sighting[],
  partedSigns: ReadonlySet<string>,
  name: ReadonlyMap<string, string>,
): DescribedJoin[] {
  const last = new Map<string, Sighting>();
  return sightings.flatMap((one) =>
    one.signs
      .filter(({ key }) => !partedSigns.has(`${one.id} ${key}`))
      .flatMap(({ kind, key }) => {
        const earlier = last.get(key);
        last.set(key, one);
        if (!earlier) return [];
        const sentence = `${capitalised(name.get(one.id))} and ${name.get(earlier.id)} ${verbs[kind]} ${signWords[kind]}.`;
        return [{ sightingId: one.id, signKey: key, kind, sentence }];
      }),
  );
}

const verbs: Readonly<Record<SignKind, string>> = {
  email: "name the same",
  phone: "name the same",
  customer: "name the same",
  visitor: "came from the same",
  cart: "came from the same",
  click: "came from the same",
};

function capitalised(text = ""): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
