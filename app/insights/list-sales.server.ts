import type { Services } from "#app/platform/services.server.ts";
import { SALES_PAGE_SIZE, type SalesFilter } from "./sales-filter.ts";
import * as store from "./sales-store.server.ts";

/** One page of sales with the sums over all pages; `total` counts rows. */
export interface SalesPage<Row> {
  readonly rows: readonly Row[];
  readonly totals: readonly store.SalesTotal[];
  readonly total: number;
}

/** A brand's sales. Rows and sums come from one transaction, so they always agree. */
export async function listSalesOfBrand(
  services: Services,
  brandId: string,
  filter: SalesFilter,
): Promise<SalesPage<store.BrandSaleRow>> {
  return services.db.inBrand(brandId, async (tx) => {
    const page = { limit: SALES_PAGE_SIZE, offset: (filter.page - 1) * SALES_PAGE_SIZE };
    return withTotal(
      await store.listBrandSales(tx, brandId, filter, page),
      await store.sumBrandSales(tx, brandId, filter),
    );
  });
}

/** The sales a creator has or had a commission on, over all brands, and the campaigns to choose from. */
export async function listSalesOfCreator(services: Services, creatorId: string, filter: SalesFilter) {
  return services.db.inPlatform(async (tx) => {
    const rows = await store.listCreatorSales(tx, creatorId, filter);
    const page = withTotal(rows, await store.sumCreatorSales(tx, creatorId, filter));
    return { ...page, campaigns: await store.listCreatorCampaigns(tx, creatorId) };
  });
}

function withTotal<Row>(rows: readonly Row[], totals: readonly store.SalesTotal[]): SalesPage<Row> {
  return { rows, totals, total: totals.reduce((sum, { count }) => sum + count, 0) };
}

/** The campaigns a creator is or was a partner of, for choosing one in a filter. */
export async function listCampaignsOfCreator(services: Services, creatorId: string) {
  return services.db.inPlatform((tx) => store.listCreatorCampaigns(tx, creatorId));
}
