import { beforeCommit } from "#db/before-commit.server.ts";
import type { Tx } from "#db/client.server.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { Services } from "#app/platform/services.server.ts";
import { keepListedRefunds } from "./keep-refund.server.ts";
import { seeNewOrders } from "#app/shoppers/see-order.server.ts";
import { aloneShopper } from "#app/shoppers/shopper-of-sale.ts";
import { factsOf, nameOf, sightOf, type LockedOrder } from "./lock-orders.server.ts";
import { adoptWaiting, findDisputes, findRefunds } from "./refund-store.server.ts";
import { insertLines, insertSales, textOfName } from "./sale-store.server.ts";
import type { SettlingSale } from "./settle-sale.server.ts";

export interface Beginning {
  readonly sales: readonly SettlingSale[];
  /** Sales whose evidence the new orders may change: they must be settled again. */
  readonly laterSaleIds: readonly string[];
}

/**
 * Inserts sales of orders that are stated for the first time, and picks up the refunds and disputes that came before them. The rows are on
 * their way when it returns: whoever goes on asking in the same transaction need not wait for them.
 */
export async function beginSales(
  services: Services,
  tx: Tx,
  brandId: string,
  begun: readonly LockedOrder[],
): Promise<Beginning> {
  // A sale points to its first decision from the start, so that its row is written once.
  const rows = begun.map((locked) => ({
    ...{ ...factsOf(brandId, locked), id: locked.saleId, factsVersion: 1, recordedAt: locked.at, awardId: null },
    attributionId: services.newId(),
  }));
  const lines = begun.map(({ saleId, order }) =>
    order.lines.map((line, position) => ({
      ...{ ...line, brandId, saleId, position },
      ...{ id: services.newId(), removedAt: null },
    })),
  );
  const seeing = seeNewOrders(tx, brandId, begun.map(sightOf));
  beforeCommit(tx, Promise.all([insertSales(tx, rows), insertLines(tx, lines.flat())]));
  const [seen, { refunds, disputes }] = await Promise.all([seeing, pickUpWaiting(services, tx, brandId, begun)]);
  return {
    laterSaleIds: seen.flatMap(({ laterSaleIds }) => laterSaleIds),
    sales: rows.map((sale, index): SettlingSale => {
      const name = textOfName({ storeId: sale.storeId, externalOrderId: sale.externalId });
      return {
        ...{ sale, lines: lines[index] ?? [], refunds: refunds.get(name) ?? [], disputes: disputes.get(name) ?? [] },
        ...{ commissions: [], isNew: true, at: sale.recordedAt, before: { countedBefore: false } },
        shopper: seen[index]?.shopper ?? aloneShopper,
      };
    }),
  };
}

async function pickUpWaiting(services: Services, tx: Tx, brandId: string, begun: readonly LockedOrder[]) {
  const awaited = begun.filter(({ isFresh }) => !isFresh);
  const [waiting, disputed] = await Promise.all([
    findRefunds(tx, brandId, awaited.map(nameOf)),
    findDisputes(tx, brandId, awaited.map(nameOf)),
  ]);
  const refunds = groupedBy(waiting, textOfName);
  const disputes = groupedBy(disputed, textOfName);
  for (const locked of awaited) {
    const name = textOfName(nameOf(locked));
    const idsOf = (found: readonly { readonly id: string }[] = []) => found.map(({ id }) => id);
    await adoptWaiting(tx, brandId, locked.saleId, idsOf(refunds.get(name)), idsOf(disputes.get(name)));
  }
  const listing = begun.filter(({ order }) => order.refunds.length > 0);
  for (const locked of listing) {
    await keepListedRefunds(services, tx, brandId, locked, refunds.get(textOfName(nameOf(locked))) ?? []);
  }
  const kept = groupedBy(await findRefunds(tx, brandId, listing.map(nameOf)), textOfName);
  return { refunds: new Map([...refunds, ...kept]), disputes };
}
