import { listDomains } from "#app/brands/brand-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findLastVisit } from "./visit-store.server.ts";

/** Whether a brand's pixel works: the newest visit, and the domains it is believed from. */
export async function readPixelStanding(services: Services, brandId: string) {
  return services.db.inBrand(brandId, async (tx) => {
    const visit = await findLastVisit(tx, brandId);
    return {
      domains: (await listDomains(tx, brandId)).map(({ host }) => host),
      lastVisit: visit && {
        at: visit.occurredAt,
        page: visit.pageHost + visit.pagePath,
        source: visit.source,
        isOfClick: visit.clickId !== null,
      },
    };
  });
}
