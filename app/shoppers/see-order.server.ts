import type { Tx } from "#db/client.server.ts";
import { joinCustomers } from "./group-store.server.ts";
import { mergeShoppers } from "./merge-shoppers.ts";
import { aloneShopper, shopperOfSale, unseenShopper, type ShopperOfSale } from "./shopper-of-sale.ts";
import { findReached, removeOtherSigns, saveSightings, type ReachedSightings } from "./sighting-store.server.ts";
import { namesPerson, type Sighting, type Sign } from "./sign.ts";

/** After every instant: all that is known by now. */
export const ALWAYS = new Date("9999-12-31T00:00:00Z");

export interface SeenOrder {
  readonly saleId: string;
  readonly placedAt: Date;
  readonly customerKey: string | null;
  readonly signs: readonly Sign[];
}

export interface OrderInSight {
  /** Who the shopper is, up to the order. */
  readonly shopper: ShopperOfSale;
  /** Later sales whose evidence this order may change: they must be settled again. */
  readonly laterSaleIds: readonly string[];
}

/** Writes down which signs new orders carry, no two of them one. Where nothing else ever carried one of them, one statement is all. */
export async function seeNewOrders(tx: Tx, brandId: string, orders: readonly SeenOrder[]): Promise<OrderInSight[]> {
  const shared = await saveSightings(tx, brandId, orders.map(sightingOf));
  const sharing = orders.filter(({ saleId }) => shared.has(saleId));
  const asked = sharing.map(({ saleId }) => ({ sourceId: saleId, asOf: ALWAYS }));
  const reached = await findReached(tx, brandId, asked);
  const inSight = new Map<string, OrderInSight>();
  for (const [index, order] of sharing.entries()) {
    inSight.set(order.saleId, await lookAround(tx, brandId, order, order.placedAt, reached[index]));
  }
  return orders.map(({ saleId }) => inSight.get(saleId) ?? { shopper: unseenShopper, laterSaleIds: [] });
}

/** Writes down which signs a further version of an order carries; those it lost part ways with what they had joined. */
export async function seeOrderAgain(
  tx: Tx,
  brandId: string,
  order: SeenOrder,
  placedBefore: Date,
): Promise<readonly string[]> {
  const [before] = await findReached(tx, brandId, [{ sourceId: order.saleId, asOf: ALWAYS }]);
  const isShared = (await saveSightings(tx, brandId, [sightingOf(order)])).size > 0;
  await removeOtherSigns(tx, brandId, order.saleId, order.signs);
  const since = placedBefore < order.placedAt ? placedBefore : order.placedAt;
  const [reached] = isShared ? await findReached(tx, brandId, [{ sourceId: order.saleId, asOf: ALWAYS }]) : [];
  const { laterSaleIds } = isShared ? await lookAround(tx, brandId, order, since, reached) : { laterSaleIds: [] };
  return [...new Set([...laterSaleIds, ...(before ? laterOrders(before, order.saleId, since) : [])])];
}

async function lookAround(
  tx: Tx,
  brandId: string,
  order: SeenOrder,
  since: Date,
  reached: ReachedSightings | null | undefined,
): Promise<OrderInSight> {
  if (!reached) return { shopper: await asOfOrder(tx, brandId, order), laterSaleIds: [] };
  const keys = joinedPersonKeys(reached, order);
  if (keys.length > 0) await joinCustomers(tx, brandId, keys);
  const laterSaleIds = laterOrders(reached, order.saleId, since);
  const isLatest = reached.sightings.every(({ seenAt }) => seenAt <= order.placedAt);
  // Others of the group may have been recorded while this one waited for its lock.
  const isRead = isLatest && keys.length === 0;
  const { saleId: id, placedAt, customerKey } = order;
  const shopper = isRead
    ? shopperOfSale(reached.sightings, reached.parted, { id, placedAt, customerKey })
    : await asOfOrder(tx, brandId, order);
  return { shopper, laterSaleIds };
}

async function asOfOrder(
  tx: Tx,
  brandId: string,
  { saleId, placedAt, customerKey }: SeenOrder,
): Promise<ShopperOfSale> {
  const [reached] = await findReached(tx, brandId, [{ sourceId: saleId, asOf: placedAt }]);
  return reached
    ? shopperOfSale(reached.sightings, reached.parted, { id: saleId, placedAt, customerKey })
    : aloneShopper;
}

/** All that names the person, where an order under another customer key is of the same one; nothing otherwise. */
function joinedPersonKeys({ sightings, parted }: ReachedSightings, { saleId, customerKey }: SeenOrder): string[] {
  const { personOf } = mergeShoppers(sightings, parted, ALWAYS);
  const person = personOf.get(saleId);
  if (person === undefined) return [];
  const own = sightings.filter(({ id }) => personOf.get(id) === person);
  const isOther = own.some(({ source, signs }) => source === "order" && !signs.some(({ key }) => key === customerKey));
  return isOther ? [...new Set(own.flatMap(({ signs }) => signs.filter(namesPerson).map(({ key }) => key)))] : [];
}

/**
 * Orders from then on that anything leads to. Where all of them are of one customer key and nobody clicked, settling the order follows them
 * by itself.
 */
export function laterOrders({ sightings }: ReachedSightings, saleId: string, since: Date): string[] {
  const kinds = new Set(sightings.flatMap(({ signs }) => signs.map(({ kind }) => kind)));
  const persons = new Set(sightings.flatMap(({ signs }) => signs.filter(namesPerson).map(({ key }) => key)));
  if (!kinds.has("click") && persons.size < 2) return [];
  return sightings
    .filter(({ id, source, seenAt }) => source === "order" && id !== saleId && seenAt >= since)
    .map(({ id }) => id)
    .sort();
}

function sightingOf({ saleId, placedAt, signs }: SeenOrder): Sighting {
  return { id: saleId, source: "order", seenAt: placedAt, signs };
}
