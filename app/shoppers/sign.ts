/**
 * What may tell that two sightings are of one shopper. email, phone, customer: they name a person. visitor (the pixel's first-party
 * cookie), cart (the shop's token of a cart or checkout), click: they name a browser, which several people may use.
 */
export const signKinds = ["email", "phone", "customer", "visitor", "cart", "click"] as const;
export type SignKind = (typeof signKinds)[number];

/** Where signs are seen together: on an order, or on a visit that the pixel saw or the brand's own server told. */
export const sightingSources = ["order", "visit"] as const;
export type SightingSource = (typeof sightingSources)[number];

export interface Sign {
  readonly kind: SignKind;
  /** A keyed hash, or the id of a click. Never anything that names the shopper outside this brand. */
  readonly key: string;
}

/** Signs that were seen together, once. */
export interface Sighting {
  /** The sale's id, or the id of the visit's day (`visitSightingId`). */
  readonly id: string;
  readonly source: SightingSource;
  readonly seenAt: Date;
  readonly signs: readonly Sign[];
}

/** A person of the brand says that this sign of this sighting tells nothing about who the shopper was. */
export interface PartedSign {
  readonly sightingId: string;
  readonly signKey: string;
}

const namingKinds: ReadonlySet<SignKind> = new Set(["email", "phone", "customer"]);

/** Whether a sign names a person, and not only a browser. */
export function namesPerson({ kind }: Pick<Sign, "kind">): boolean {
  return namingKinds.has(kind);
}
