import { z } from "zod";
import type { Tx } from "#db/client.server.ts";
import { takeArrivedClicks } from "#app/attribution/awaited-click-store.server.ts";
import type { Job } from "#app/platform/queue.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockForSettling } from "./lock-for-settling.server.ts";
import { settleSale } from "./settle-sale.server.ts";

const payload = z.object({ brandId: z.uuid(), saleId: z.uuid() });

/** Settles a sale whose evidence has grown without an event of its order. Settling again changes nothing. */
export const settleAgainJob: Job<z.infer<typeof payload>> = {
  name: "settle-sale-again",
  payload,
  run: (services, { brandId, saleId }) =>
    services.db.inBrand(brandId, async (tx) => {
      if (await lockForSettling(tx, brandId, saleId)) await settleSale(services, tx, brandId, saleId);
    }),
};

/** In the transaction that sorts clicks in, or any later one: sales that waited for a click which is there now are settled again. */
export async function settleArrivedClicks(services: Services, tx: Tx): Promise<number> {
  const sales = await takeArrivedClicks(tx);
  await services.queue.enqueueAll(tx, settleAgainJob, sales);
  return sales.length;
}

/** In the transaction that changed what these sales are decided from: each is settled again by itself. */
export async function settleAgain(
  services: Services,
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<void> {
  const payloads = saleIds.map((saleId) => ({ brandId, saleId }));
  await services.queue.enqueueAll(tx, settleAgainJob, payloads);
}
