import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findSaleStanding, type SaleStanding } from "./sale-standing-store.server.ts";
import { findStoreOfKind } from "./store-records-store.server.ts";

/** A sale by the id under which the API brought it. */
export async function findApiSale(
  services: Services,
  brandId: string,
  externalId: string,
): Promise<Outcome<SaleStanding, "unknown-sale">> {
  return services.db.inBrand(brandId, async (tx) => {
    const store = await findStoreOfKind(tx, brandId, "api");
    const sale = store && (await findSaleStanding(tx, brandId, store.id, externalId));
    return sale ? done(sale) : refused("unknown-sale");
  });
}
