import type { Tx } from "#db/client.server.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Services } from "#app/platform/services.server.ts";
import { beginSales } from "./begin-sales.server.ts";
import { foresee } from "./foresee-earning.server.ts";
import { lockOrders, nameOf, type LockedOrder, type StatedOrder } from "./lock-orders.server.ts";
import type { IntakeResult } from "./order-facts.ts";
import { recordVersion, type RecordedVersion } from "./record-version.server.ts";
import { findRefunds } from "./refund-store.server.ts";
import { lockSales, textOfName } from "./sale-store.server.ts";
import { settleAgain } from "./settle-again.job.server.ts";
import { loadSales, settleSales, type SettlingSale } from "./settle-sale.server.ts";

/** What became of a stated order. */
export interface RecordedOrder extends IntakeResult {
  /** Nothing was known of it before, so nothing waits for it. */
  readonly isFresh: boolean;
  /** The decision on its sale in one sentence; null where nothing was decided now. */
  readonly attribution: string | null;
}

/**
 * Stores what providers state about orders of one brand and settles the sales, in the caller's transaction. No two are the same order, or of
 * the same customer. An older version than the one we hold changes nothing, and the same version again neither; refunds it lists are
 * kept either way, by their own ids. Refunds and disputes that came before their order are picked up. Two events of one order at once
 * stand in line at the order's key. Budgets are used in the order given. In the order of the orders.
 */
export async function recordOrders(
  services: Services,
  tx: Tx,
  brandId: string,
  orders: readonly StatedOrder[],
): Promise<RecordedOrder[]> {
  const [locked, foreseen] = await Promise.all([
    lockOrders(services, tx, brandId, orders),
    foresee(
      tx,
      brandId,
      orders.map(({ order }) => order),
    ),
  ]);
  const { begun, versions } = await recordVersions(services, tx, brandId, locked);
  const beginning = await beginSales(services, tx, brandId, begun);
  const changed = locked.filter(({ saleId }) => versions.get(saleId)?.before);
  const loaded = await loadSales(
    tx,
    brandId,
    changed.map(({ saleId }) => saleId),
  );
  const ats = new Map(changed.map(({ saleId, at }) => [saleId, at]));
  const settling = new Map<string, SettlingSale>(beginning.sales.map((one) => [one.sale.id, one]));
  for (const one of loaded) {
    const { id } = one.sale;
    settling.set(id, { ...one, at: ats.get(id) ?? services.clock.now(), before: versions.get(id)?.before ?? {} });
  }
  const inOrder = locked.flatMap(({ saleId }) => settling.get(saleId) ?? []);
  const settled = await settleSales(services, tx, brandId, inOrder, foreseen);
  const ofVersions = [...versions.values()].flatMap(({ laterSaleIds = [] }) => laterSaleIds);
  await settleAgain(services, tx, brandId, [...new Set([...beginning.laterSaleIds, ...ofVersions])]);
  const sentences = new Map(inOrder.map(({ sale }, index) => [sale.id, settled[index]?.decision.sentence ?? null]));
  return locked.map(({ saleId, isFresh, order }) => {
    const sentence = `Order ${order.externalName} was recorded.`;
    const result = versions.get(saleId)?.result ?? { status: "processed", sentence, saleId };
    return { ...result, isFresh, attribution: sentences.get(saleId) ?? null };
  });
}

/** Writes further versions of known orders; those whose sale is still to be begun are named. */
async function recordVersions(services: Services, tx: Tx, brandId: string, locked: readonly LockedOrder[]) {
  const heardOf = locked.filter(({ isFresh }) => !isFresh);
  const found = await lockSales(
    tx,
    brandId,
    heardOf.map(({ saleId }) => saleId),
  );
  const known = new Map(found.map((sale) => [sale.id, sale]));
  const recorded = heardOf.filter(({ saleId }) => known.has(saleId));
  const refunds = groupedBy(await findRefunds(tx, brandId, recorded.map(nameOf)), textOfName);
  const versions = new Map<string, RecordedVersion>();
  for (const stated of recorded) {
    const sale = known.get(stated.saleId);
    const own = refunds.get(textOfName(nameOf(stated))) ?? [];
    if (sale)
      versions.set(stated.saleId, await recordVersion(services, tx, brandId, stated, { known: sale, refunds: own }));
  }
  return { versions, begun: locked.filter(({ saleId }) => !known.has(saleId)) };
}
