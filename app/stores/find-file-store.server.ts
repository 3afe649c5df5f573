import { findBrandBySlug } from "#app/brands/brand-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listStores } from "./store-records-store.server.ts";

/** The brand's file store of a name, or its oldest one for "csv". */
export async function findFileStore(
  services: Services,
  brandSlug: string,
  storeName: string,
): Promise<Outcome<{ brandId: string; storeId: string }, "unknown-brand" | "unknown-store">> {
  const brand = await services.db.inPlatform((tx) => findBrandBySlug(tx, brandSlug));
  if (!brand) return refused("unknown-brand");
  const stores = await services.db.inBrand(brand.id, (tx) => listStores(tx, brand.id));
  const fileStores = stores.filter((store) => store.kind === "csv" && !store.disconnectedAt);
  const wanted = storeName.trim().toLowerCase();
  const store =
    fileStores.find((one) => one.name.toLowerCase() === wanted) ?? (wanted === "csv" ? fileStores.at(-1) : undefined);
  return store ? done({ brandId: brand.id, storeId: store.id }) : refused("unknown-store");
}
