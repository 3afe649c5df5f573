import type { Tx } from "#db/client.server.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockCustomers, lockSaleKey } from "#app/sales/sale-store.server.ts";
import { settleSale } from "#app/sales/settle-sale.server.ts";
import { hasChanged, type ReplayedChange, type ReplayRun, type Suspect } from "./decide-batch.server.ts";
import { insertChanges } from "./replay-change-store.server.ts";
import { chainKeyOf } from "./replayed-sale.ts";
import { listStandingSales } from "./standing-store.server.ts";

/** Customers settled at the same time. Where a budget is shared out, who comes first matters, so they stand in one line. */
const SETTLED_AT_ONCE = 4;

/**
 * Settles each sale again by the policy that is applied to it, all sales of a customer in one transaction, in the order in which the what-if
 * looked at them and each once, since a sale that is settled twice may find more in its campaign's budget the second time. Keeps what was really
 * posted: what stood before and after, read under the sale's lock. A sale that stands as it should already changes nothing and is not kept.
 */
export async function settleSuspects(
  services: Services,
  run: ReplayRun,
  replayId: string,
  suspects: readonly Suspect[],
): Promise<void> {
  const chains = [...groupedBy(suspects, ({ sale }) => chainKeyOf(sale)).values()];
  let next = 0;
  const work = async () => {
    for (let chain = chains[next++]; chain; chain = chains[next++]) await settleChain(services, run, replayId, chain);
  };
  const workers = run.budgets.size > 0 ? 1 : SETTLED_AT_ONCE;
  await Promise.all(Array.from({ length: workers }, work));
}

async function settleChain(
  services: Services,
  run: ReplayRun,
  replayId: string,
  chain: readonly Suspect[],
): Promise<void> {
  const { brandId } = run;
  const ids = chain.map(({ sale }) => sale.id);
  await services.db.inBrand(brandId, async (tx) => {
    await lockChain(tx, brandId, chain);
    const before = await listStandingSales(tx, brandId, ids);
    const ownSaleIds = new Set(ids);
    for (const id of ids) await settleSale(services, tx, brandId, id, { ownSaleIds });
    const after = await listStandingSales(tx, brandId, ids);
    const changes = chain.flatMap(({ sale }): ReplayedChange[] => {
      const [stood, stands] = [before.get(sale.id), after.get(sale.id)];
      if (!stood || !stands) return [];
      const { attributionId, credits } = stood;
      const change = { sale: { ...sale, attributionId }, rule: stands.rule, before: credits, after: stands.credits };
      return hasChanged(change) ? [change] : [];
    });
    await insertChanges(tx, { brandId, replayId, phase: "applied" }, changes);
  });
}

/** In the order in which an event of an order locks: the orders first, then their customer. */
async function lockChain(tx: Tx, brandId: string, chain: readonly Suspect[]): Promise<void> {
  const orders = chain.map(({ sale }) => sale).sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const { id, storeId, externalId } of orders) await lockSaleKey(tx, brandId, storeId, externalId, id);
  await lockCustomers(
    tx,
    brandId,
    chain.flatMap(({ sale }) => sale.customerKey ?? []),
  );
}
