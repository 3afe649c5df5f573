import type { Tx } from "#db/client.server.ts";
import { isId } from "#app/kit/ids.ts";
import { dayOf } from "#app/attribution/time-in-words.ts";
import type { Services } from "#app/platform/services.server.ts";
import { describeShopper, type DescribedShopper, type NameOf } from "./describe-joins.ts";
import { listPartings } from "./parting-store.server.ts";
import * as page from "./shopper-page-store.server.ts";
import { findReached } from "./sighting-store.server.ts";
import type { SignKind } from "./sign.ts";

export type ShopperFacts = NonNullable<Awaited<ReturnType<typeof loadShopper>>>;

/**
 * One pseudonymous shopper as far as they are known by now: all their clicks, visits and orders, by what they are known to be one, and what
 * people parted. Any order or visit of theirs names them. Null for one that is not this brand's.
 */
export async function loadShopper(services: Services, brandId: string, sightingId: string) {
  if (!isId(sightingId)) return null;
  return services.db.inBrand(brandId, async (tx) => {
    const described = await describeIn(tx, brandId, sightingId, services.clock.now());
    if (!described || described.sightings.length === 0) return null;
    const { sightings, joins, apart, parted } = described;
    const keysOf = (kind: SignKind) => [
      ...new Set(sightings.flatMap(({ signs }) => signs.filter((sign) => sign.kind === kind).map(({ key }) => key))),
    ];
    const ofSource = (source: string) => sightings.filter((one) => one.source === source).slice(-page.MAX_SHOWN);
    const clickIds = keysOf("click").slice(-page.MAX_SHOWN);
    const visitDays = ofSource("visit").map(({ seenAt }) => seenAt);
    const sourceIds = [...new Set([...sightings.map(({ id }) => id), ...parted.map((one) => one.sightingId)])];
    const [orders, clicks, visits, partings] = await Promise.all([
      page.listOrders(
        tx,
        brandId,
        ofSource("order").map(({ id }) => id),
      ),
      page.listClicks(tx, brandId, clickIds),
      page.listVisits(tx, brandId, visitDays, {
        ...{ visitors: keysOf("visitor"), clickIds, customers: [...keysOf("email"), ...keysOf("phone")] },
      }),
      listPartings(tx, brandId, sourceIds),
    ]);
    return {
      firstSeenAt: sightings[0]?.seenAt ?? services.clock.now(),
      joins,
      apart,
      parted,
      partings,
      orders,
      clicks,
      visits,
    };
  });
}

/** By what a sale was joined to other orders and visits when it was decided; null where nothing else was known. */
export async function describeShopperOfSale(
  tx: Tx,
  brandId: string,
  saleId: string,
  placedAt: Date,
): Promise<Pick<DescribedShopper, "joins" | "apart" | "parted"> | null> {
  const described = await describeIn(tx, brandId, saleId, placedAt);
  if (!described) return null;
  const { joins, apart, parted } = described;
  return joins.length + apart.length + parted.length === 0 ? null : { joins, apart, parted };
}

async function describeIn(tx: Tx, brandId: string, sightingId: string, asOf: Date): Promise<DescribedShopper | null> {
  const [reached] = await findReached(tx, brandId, [{ sourceId: sightingId, asOf }]);
  if (!reached || reached.sightings.length === 0) return null;
  const { sightings, parted } = reached;
  const orderIds = sightings.filter(({ source }) => source === "order").map(({ id }) => id);
  const names = sightings.length === 1 ? new Map<string, string>() : await page.findOrderNames(tx, brandId, orderIds);
  const nameOf: NameOf = ({ id, source, seenAt }) =>
    source === "order" ? `order ${names.get(id) ?? ""}` : `a visit on ${dayOf(seenAt)}`;
  return describeShopper(sightings, parted, asOf, sightingId, nameOf);
}
