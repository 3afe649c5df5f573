import type { Services } from "#app/platform/services.server.ts";
import { listNames } from "./campaign-list-store.server.ts";

/** The brand's campaigns that were ever published, for choosing one in a filter. */
export async function listCampaignNames(services: Services, brandId: string): Promise<{ id: string; name: string }[]> {
  return services.db.inBrand(brandId, (tx) => listNames(tx, brandId));
}
