import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { keepRefund } from "./keep-refund.server.ts";
import type { IntakeResult, RefundFacts } from "./order-facts.ts";
import { findRefunds } from "./refund-store.server.ts";
import { lockSale, lockSaleKey, updateSale } from "./sale-store.server.ts";
import { settleSale } from "./settle-sale.server.ts";

/**
 * Stores a refund by the provider's own id and settles its sale. The same refund by another topic or again changes nothing; a refund
 * whose order is not known yet waits for it.
 */
export async function recordRefund(
  services: Services,
  tx: Tx,
  brandId: string,
  storeId: string,
  refund: RefundFacts,
  at: Date = services.clock.now(),
): Promise<IntakeResult> {
  const { saleId } = await lockSaleKey(tx, brandId, storeId, refund.externalOrderId, services.newId());
  const [sale, known] = await Promise.all([
    lockSale(tx, brandId, saleId),
    findRefunds(tx, brandId, [{ storeId, externalOrderId: refund.externalOrderId }]),
  ]);
  const standing = { known, saleId: sale?.id ?? null, at };
  const isChanged = await keepRefund(services, tx, brandId, storeId, refund, standing);
  if (!sale) {
    return {
      status: "parked",
      sentence: `Refund ${refund.externalId} waits for its order ${refund.externalOrderId}.`,
      saleId: null,
    };
  }
  if (!isChanged) return { status: "ignored", sentence: `Refund ${refund.externalId} is known already.`, saleId };
  await updateSale(tx, brandId, saleId, { factsVersion: sale.factsVersion + 1 });
  const standings = await settleSale(services, tx, brandId, saleId, {}, at);
  const own = standings.find(({ externalId }) => externalId === refund.externalId);
  if (own?.status === "parked") return { status: "parked", sentence: own.statusReason ?? "", saleId };
  return {
    status: "processed",
    sentence: `Refund ${refund.externalId} of order ${sale.externalName} was recorded.`,
    saleId,
  };
}
