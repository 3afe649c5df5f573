import { isId } from "#app/kit/ids.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listFlags } from "#app/risk/risk-store.server.ts";
import { findCommissionForReview, findLatestAppeal } from "./commission-screen-store.server.ts";

/** One commission for finance, which works over all brands; undefined for anything that is none. */
export async function readCommission(services: Services, commissionId: string | undefined) {
  if (!isId(commissionId)) return undefined;
  return services.db.inPlatform((tx) => findCommissionForReview(tx, commissionId));
}

/** What was found about a commission, and the appeal against its latest decline. */
export function readFindings(services: Services, { brandId, id }: { readonly brandId: string; readonly id: string }) {
  return services.db.inBrand(brandId, async (tx) => ({
    flags: await listFlags(tx, brandId, id),
    appeal: await findLatestAppeal(tx, brandId, id),
  }));
}
