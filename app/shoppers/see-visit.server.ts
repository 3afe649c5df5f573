import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { settleAgain } from "#app/sales/settle-again.job.server.ts";
import { ALWAYS, laterOrders } from "./see-order.server.ts";
import { findReached, saveSighting } from "./sighting-store.server.ts";
import type { Sign } from "./sign.ts";
import { visitSightingId } from "./signs-of.server.ts";

/**
 * Writes down which signs a visit carries; a single sign joins nothing. A visit that is told late may lead to sales that were decided
 * without it: those are settled again.
 */
export async function seeVisit(
  services: Services,
  tx: Tx,
  brandId: string,
  seenAt: Date,
  signs: readonly Sign[],
): Promise<void> {
  if (signs.length < 2) return;
  const id = visitSightingId(brandId, signs, seenAt);
  if (!(await saveSighting(tx, brandId, { id, source: "visit", seenAt, signs }))) return;
  const [reached] = await findReached(tx, brandId, [{ sourceId: id, asOf: ALWAYS }]);
  await settleAgain(services, tx, brandId, reached ? laterOrders(reached, id, seenAt) : []);
}
