import type { Tx } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { compareVersions } from "./compare-versions.ts";
import { keepListedRefunds } from "./keep-refund.server.ts";
import { seeOrderAgain } from "#app/shoppers/see-order.server.ts";
import { factsOf, sightOf, type LockedOrder } from "./lock-orders.server.ts";
import type { IntakeResult } from "./order-facts.ts";
import type { RefundRecord, SaleRecord } from "./sale-record.ts";
import { countsAsSale } from "./sale-record.ts";
import { removeOtherLines, saveLines, updateSale } from "./sale-store.server.ts";
import type { FactsBefore } from "./settle-sale.server.ts";

/** What became of a further version of an order. */
export interface RecordedVersion {
  readonly result: IntakeResult;
  /** What its sale was before; null where nothing is to be settled. */
  readonly before: FactsBefore | null;
  /** Other sales whose evidence this version may change. */
  readonly laterSaleIds?: readonly string[];
}

/** Writes what a further version of a known order states, where it is the newest. The caller holds the sale's lock. */
export async function recordVersion(
  services: Services,
  tx: Tx,
  brandId: string,
  stated: LockedOrder,
  { known, refunds }: { readonly known: SaleRecord; readonly refunds: readonly RefundRecord[] },
): Promise<RecordedVersion> {
  const { saleId, order } = stated;
  const facts = factsOf(brandId, stated);
  const newer = compareVersions(facts, known);
  const name = `Order ${order.externalName}`;
  if (order.currency !== known.currency) {
    const sentence = `${name} was recorded in ${known.currency} and now comes in ${order.currency}; a person must look at it.`;
    return { result: { status: "parked", sentence, saleId }, before: null };
  }
  // Whatever the version: a refund that was ever listed happened, and only a complete list can say that it is gone.
  const hasNewRefunds = await keepListedRefunds(services, tx, brandId, stated, refunds);
  const standing = newer === 0 ? "is known in this version already" : "is known in a newer version";
  if (newer <= 0 && !hasNewRefunds) {
    const sentence = `${name} ${standing}; nothing changed.`;
    return { result: { status: "ignored", sentence, saleId }, before: null };
  }
  const factsVersion = known.factsVersion + 1;
  if (newer <= 0) {
    await updateSale(tx, brandId, saleId, { factsVersion });
    const sentence = `${name} ${standing}; only its refunds were new.`;
    return { result: { status: "processed", sentence, saleId }, before: {} };
  }
  const kept = order.lines.map(({ externalId }) => externalId);
  const [laterSaleIds] = await Promise.all([
    seeOrderAgain(tx, brandId, sightOf(stated), known.placedAt),
    updateSale(tx, brandId, saleId, { ...facts, factsVersion }),
    saveLines(tx, brandId, saleId, order.lines, services.newId),
    removeOtherLines(tx, brandId, saleId, kept, order.providerUpdatedAt),
  ]);
  const hasMoved = known.customerKey !== stated.customerKey || known.placedAt.getTime() !== order.placedAt.getTime();
  return {
    result: { status: "processed", sentence: `${name} was updated.`, saleId },
    before: { countedBefore: countsAsSale(known), movedFrom: hasMoved ? known : null },
    laterSaleIds,
  };
}
