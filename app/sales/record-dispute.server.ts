import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { compareDisputes } from "./compare-versions.ts";
import type { DisputeFacts, IntakeResult } from "./order-facts.ts";
import { findDisputes, saveDispute } from "./refund-store.server.ts";
import { lockSale, lockSaleKey, updateSale } from "./sale-store.server.ts";
import { settleSale } from "./settle-sale.server.ts";

/** Stores where a chargeback stands, by the provider's own time, and settles its sale. A dispute whose order is not known yet waits for it. */
export async function recordDispute(
  services: Services,
  tx: Tx,
  brandId: string,
  storeId: string,
  dispute: DisputeFacts,
  at: Date = services.clock.now(),
): Promise<IntakeResult> {
  const { saleId } = await lockSaleKey(tx, brandId, storeId, dispute.externalOrderId, services.newId());
  const [sale, known] = await Promise.all([
    lockSale(tx, brandId, saleId),
    findDisputes(tx, brandId, [{ storeId, externalOrderId: dispute.externalOrderId }]),
  ]);
  const held = known.find(({ externalId }) => externalId === dispute.externalId);
  if (held && compareDisputes(dispute, held) <= 0) {
    const sentence = `Dispute ${dispute.externalId} is known as ${held.status} already.`;
    return { status: "ignored", sentence, saleId: sale?.id ?? null };
  }
  await saveDispute(tx, brandId, storeId, dispute, { id: held?.id ?? services.newId(), saleId: sale?.id ?? null });
  if (!sale) {
    return {
      status: "parked",
      sentence: `Dispute ${dispute.externalId} waits for its order ${dispute.externalOrderId}.`,
      saleId: null,
    };
  }
  await updateSale(tx, brandId, saleId, { factsVersion: sale.factsVersion + 1 });
  await settleSale(services, tx, brandId, saleId, {}, at);
  return {
    status: "processed",
    sentence: `Dispute ${dispute.externalId} of order ${sale.externalName} is ${dispute.status}.`,
    saleId,
  };
}
