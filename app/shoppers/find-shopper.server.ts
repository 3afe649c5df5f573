import type { Tx } from "#db/client.server.ts";
import { findReached } from "./sighting-store.server.ts";
import { aloneShopper, shopperOfSale, type ShopperOfSale } from "./shopper-of-sale.ts";

interface AskedSale {
  readonly id: string;
  readonly placedAt: Date;
  readonly customerKey: string | null;
}

/** What the shopper of each of these sales was seen with before it, in the order in which they were asked for. One statement for all. */
export async function findShoppers(tx: Tx, brandId: string, sales: readonly AskedSale[]): Promise<ShopperOfSale[]> {
  const asked = sales.map(({ id, placedAt }) => ({ sourceId: id, asOf: placedAt }));
  const reached = await findReached(tx, brandId, asked);
  return sales.map((sale, index) => {
    const found = reached[index];
    return found ? shopperOfSale(found.sightings, found.parted, sale) : aloneShopper;
  });
}

export async function findShopper(tx: Tx, brandId: string, sale: AskedSale): Promise<ShopperOfSale> {
  const [shopper = aloneShopper] = await findShoppers(tx, brandId, [sale]);
  return shopper;
}
