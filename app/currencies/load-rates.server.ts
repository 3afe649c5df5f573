import { listSalesWithoutRate } from "#app/commissions/commission-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { settleAgainJob } from "#app/sales/settle-again.job.server.ts";
import { insertRates, type LoadedRate } from "./rate-store.server.ts";

/** Keeps rates, and has the sales settled again that waited for one. Returns how many rates are new and how many sales are looked at. */
export async function loadRates(
  services: Services,
  rates: readonly LoadedRate[],
): Promise<{ readonly newCount: number; readonly saleCount: number }> {
  return services.db.inPlatform(async (tx) => {
    const newCount = await insertRates(tx, rates, services.clock.now());
    const waiting = newCount === 0 ? [] : await listSalesWithoutRate(tx);
    await services.queue.enqueueAll(tx, settleAgainJob, waiting);
    return { newCount, saleCount: waiting.length };
  });
}
