import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { OrderFacts } from "./order-facts.ts";
import { recordOrders, type RecordedOrder } from "./record-orders.server.ts";

/** Stores what a provider states about one order and settles the sale, in the caller's transaction: `recordOrders` for a set of one. */
export async function recordOrder(
  services: Services,
  tx: Tx,
  brandId: string,
  storeId: string,
  order: OrderFacts,
  at: Date = services.clock.now(),
): Promise<RecordedOrder> {
  const [recorded] = await recordOrders(services, tx, brandId, [{ storeId, order, at }]);
  if (!recorded) throw new Error("An order was stated, and nothing was answered.");
  return recorded;
}
