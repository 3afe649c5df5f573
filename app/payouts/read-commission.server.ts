import { isId } from "#app/kit/ids.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findCommissionForReview } from "./commission-screen-store.server.ts";

/** One commission for finance, which works over all brands; undefined for anything that is none. */
export async function readCommission(services: Services, commissionId: string | undefined) {
  if (!isId(commissionId)) return undefined;
  return services.db.inPlatform((tx) => findCommissionForReview(tx, commissionId));
}
