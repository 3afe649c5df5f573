import { mergeShoppers } from "./merge-shoppers.ts";
import { signKinds, type PartedSign, type Sighting, type SignKind } from "./sign.ts";

/** The most clicks of a shopper that are weighed for one sale besides those the order names, newest first. */
export const MAX_JOINED_CLICKS = 100;

/** A click that the same shopper made, and by which signs that is known. */
export interface JoinedClick {
  readonly clickId: string;
  /** Those that its sighting and the order share, in the order of `signKinds`; empty where further sightings lead from one to the other. */
  readonly by: readonly SignKind[];
}

/** What the shopper of a sale was seen with before it. */
export interface ShopperOfSale {
  /**
   * Neither those that the order names itself nor those that an earlier order did: they led to that one, and whether who brought a customer
   * earns from what they buy next is the matter of the binding.
   */
  readonly clicks: readonly JoinedClick[];
  /** Orders of the same person under another e-mail or account: they are the customer's history too. */
  readonly alsoSaleIds: readonly string[];
  /** Orders of the same customer key that are not of this person after all, because somebody parted them. */
  readonly exceptSaleIds: readonly string[];
  /** No sign of the order was ever carried by anything else: its customer has no other sale. */
  readonly isUnseen?: boolean;
}

/** A shopper of whom nothing else is known. */
export const aloneShopper: ShopperOfSale = { clicks: [], alsoSaleIds: [], exceptSaleIds: [] };

/** A shopper whom nobody has seen before the order. */
export const unseenShopper: ShopperOfSale = { ...aloneShopper, isUnseen: true };

/**
 * What had been seen of a sale's shopper up to the sale. Clicks come from everything joined to it, the history from the orders of the same
 * person alone: those that an e-mail, a phone or an account joins.
 */
export function shopperOfSale(
  sightings: readonly Sighting[],
  parted: readonly PartedSign[],
  sale: { readonly id: string; readonly placedAt: Date; readonly customerKey: string | null },
): ShopperOfSale {
  const own = sightings.find(({ id }) => id === sale.id);
  if (!own || sightings.length === 1) return aloneShopper;
  const { shopperOf, personOf } = mergeShoppers(sightings, parted, sale.placedAt);
  const shopper = shopperOf.get(sale.id);
  const person = personOf.get(sale.id);
  const others = sightings.filter(({ id }) => id !== sale.id && shopperOf.has(id));
  const persons = others.filter(({ id }) => person !== undefined && personOf.get(id) === person);
  const ofKey = others.filter(({ signs }) => signs.some(({ key }) => key === sale.customerKey));
  return {
    clicks: clicksOf(
      own,
      others.filter(({ id }) => shopperOf.get(id) === shopper),
      parted,
    ),
    alsoSaleIds: idsOf(persons.filter((one) => isOrder(one) && !ofKey.includes(one))),
    exceptSaleIds: idsOf(ofKey.filter((one) => isOrder(one) && !persons.includes(one))),
  };
}

function isOrder({ source }: Sighting): boolean {
  return source === "order";
}

function idsOf(sightings: readonly Sighting[]): string[] {
  return sightings.map(({ id }) => id).sort();
}

function clicksOf(own: Sighting, others: readonly Sighting[], parted: readonly PartedSign[]): JoinedClick[] {
  const partedSigns = new Set(parted.map(({ sightingId, signKey }) => `${sightingId} ${signKey}`));
  const signsOf = ({ id, signs }: Sighting) => signs.filter(({ key }) => !partedSigns.has(`${id} ${key}`));
  const ownKeys = new Set(own.signs.map(({ key }) => key));
  const linking = new Set(signsOf(own).map(({ key }) => key));
  const latest = [...others].sort(
    (one, other) => other.seenAt.getTime() - one.seenAt.getTime() || (one.id < other.id ? -1 : 1),
  );
  const spent = new Set(others.filter(isOrder).flatMap((one) => signsOf(one).map(({ key }) => key)));
  const clicks = new Map<string, JoinedClick>();
  for (const signs of latest.map(signsOf)) {
    const shared = new Set(signs.filter(({ key }) => linking.has(key)).map(({ kind }) => kind));
    const by = signKinds.filter((kind) => shared.has(kind));
    for (const { kind, key } of signs) {
      if (kind === "click" && !ownKeys.has(key) && !spent.has(key) && !clicks.has(key))
        clicks.set(key, { clickId: key, by });
    }
  }
  return [...clicks.values()].slice(0, MAX_JOINED_CLICKS);
}
