import type { Tx } from "#db/client.server.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import { seeNewOrder, seeOrderAgain } from "#app/shoppers/see-order.server.ts";
import type { Sign, SignKind } from "#app/shoppers/sign.ts";
import { signsOf } from "#app/shoppers/signs-of.server.ts";
import { compareVersions } from "./compare-versions.ts";
import { customerKeyOf } from "./customer-key.server.ts";
import { hashOfOrder } from "./hash-order.server.ts";
import type { IntakeResult, OrderFacts } from "./order-facts.ts";
import { adoptWaiting, findDisputes, findRefunds } from "./refund-store.server.ts";
import { keepRefund } from "./keep-refund.server.ts";
import { countsAsSale, type RefundRecord, type SaleRecord } from "./sale-record.ts";
import {
  insertSale,
  lockCustomer,
  lockSale,
  lockSaleKey,
  removeOtherLines,
  saveLines,
  updateSale,
  type SaleRow,
} from "./sale-store.server.ts";
import { settleAgain } from "./settle-again.job.server.ts";
import { settleLoadedSale, settleSale } from "./settle-sale.server.ts";

/**
 * Stores what a provider states about one order and settles the sale, in the caller's transaction. An older version than the one we
 * hold changes nothing, and the same version again neither; refunds it lists are kept either way, by their own ids. Refunds and disputes
 * that came before their order are picked up. Two events of one order at once stand in line at the order's key.
 */
export async function recordOrder(
  services: Services,
  tx: Tx,
  brandId: string,
  storeId: string,
  order: OrderFacts,
): Promise<IntakeResult> {
  const customerKey = customerKeyOf(services.keys, storeId, order);
  const signs = signsOf(services.keys, storeId, order);
  const [{ saleId, isFresh }] = await Promise.all([
    lockSaleKey(tx, brandId, storeId, order.externalId, services.newId()),
    customerKey === null ? undefined : lockCustomer(tx, brandId, customerKey),
  ]);
  const furtherKinds: readonly SignKind[] = ["phone", "visitor", "cart"];
  const furtherKeys = signs.filter(({ kind }) => furtherKinds.includes(kind)).map(({ key }) => key);
  const factsHash = hashOfOrder(order, customerKey, furtherKeys);
  const known = isFresh ? null : await lockSale(tx, brandId, saleId);
  const stated = { brandId, storeId, saleId, customerKey, signs, factsHash, order };
  return known ? recordVersion(services, tx, known, stated) : recordNewSale(services, tx, stated, isFresh);
}

interface StatedOrder {
  readonly brandId: string;
  readonly storeId: string;
  readonly saleId: string;
  readonly customerKey: string | null;
  readonly signs: readonly Sign[];
  readonly factsHash: string;
  readonly order: OrderFacts;
}

async function recordNewSale(services: Services, tx: Tx, stated: StatedOrder, isFresh: boolean): Promise<IntakeResult> {
  const { brandId, storeId, saleId, order } = stated;
  // The sale points to its first decision from the start, so that its row is written once.
  const facts = { ...factsOf(stated), attributionId: services.newId() };
  const { placedAt } = order;
  const { signs, customerKey } = stated;
  const [, { shopper, laterSaleIds }, lines, waitingRefunds, disputes] = await Promise.all([
    insertSale(tx, { ...facts, brandId, id: saleId, storeId, factsVersion: 1, recordedAt: services.clock.now() }),
    seeNewOrder(tx, brandId, { saleId, placedAt, customerKey, signs }),
    saveLines(tx, brandId, saleId, order.lines, services.newId),
    isFresh ? [] : findRefunds(tx, brandId, storeId, order.externalId),
    isFresh ? [] : findDisputes(tx, brandId, storeId, order.externalId),
  ]);
  await adoptWaiting(
    tx,
    brandId,
    saleId,
    waitingRefunds.map(({ id }) => id),
    disputes.map(({ id }) => id),
  );
  const { refunds } = await keepListedRefunds(services, tx, stated, waitingRefunds);
  const sale: SaleRecord = { ...facts, id: saleId, storeId, factsVersion: 1, awardId: null };
  await settleLoadedSale(
    services,
    tx,
    brandId,
    { sale, lines, refunds, disputes, commissions: [], isNew: true, shopper },
    { countedBefore: false },
  );
  await settleAgain(services, tx, brandId, laterSaleIds);
  return { status: "processed", sentence: `Order ${order.externalName} was recorded.`, saleId };
}

async function recordVersion(
  services: Services,
  tx: Tx,
  known: SaleRecord,
  stated: StatedOrder,
): Promise<IntakeResult> {
  const { brandId, storeId, saleId, order } = stated;
  const newer = compareVersions(factsOf(stated), known);
  const name = `Order ${order.externalName}`;
  if (order.currency !== known.currency) {
    const sentence = `${name} was recorded in ${known.currency} and now comes in ${order.currency}; a person must look at it.`;
    return { status: "parked", sentence, saleId };
  }
  // Whatever the version: a refund that was ever listed happened, and only a complete list can say that it is gone.
  const refunds = await findRefunds(tx, brandId, storeId, order.externalId);
  const kept = await keepListedRefunds(services, tx, stated, refunds);
  const standing = newer === 0 ? "is known in this version already" : "is known in a newer version";
  if (newer <= 0 && !kept.hasChanged) {
    return { status: "ignored", sentence: `${name} ${standing}; nothing changed.`, saleId };
  }
  const factsVersion = known.factsVersion + 1;
  if (newer <= 0) {
    await updateSale(tx, brandId, saleId, { factsVersion });
    await settleSale(services, tx, brandId, saleId);
    return { status: "processed", sentence: `${name} ${standing}; only its refunds were new.`, saleId };
  }
  const { placedAt } = order;
  const { signs, customerKey } = stated;
  const [laterSaleIds] = await Promise.all([
    seeOrderAgain(tx, brandId, { saleId, placedAt, customerKey, signs }, known.placedAt),
    updateSale(tx, brandId, saleId, { ...factsOf(stated), factsVersion }),
    saveLines(tx, brandId, saleId, order.lines, services.newId),
    removeOtherLines(
      tx,
      brandId,
      saleId,
      order.lines.map(({ externalId }) => externalId),
      order.providerUpdatedAt,
    ),
  ]);
  const hasMoved = known.customerKey !== stated.customerKey || known.placedAt.getTime() !== order.placedAt.getTime();
  await settleSale(services, tx, brandId, saleId, {
    countedBefore: countsAsSale(known),
    movedFrom: hasMoved ? known : null,
  });
  await settleAgain(services, tx, brandId, laterSaleIds);
  return { status: "processed", sentence: `${name} was updated.`, saleId };
}

/** Keeps the refunds an order lists. In a version that is not the newest a complete list proves nothing: the newest list decides. */
async function keepListedRefunds(
  services: Services,
  tx: Tx,
  stated: StatedOrder,
  known: readonly RefundRecord[],
): Promise<{ refunds: RefundRecord[]; hasChanged: boolean }> {
  const { brandId, storeId, saleId, order } = stated;
  let hasChanged = false;
  for (const refund of order.refunds) {
    const isChanged = await keepRefund(services, tx, brandId, storeId, refund, { known, saleId });
    hasChanged ||= isChanged;
  }
  const refunds = hasChanged ? await findRefunds(tx, brandId, storeId, order.externalId) : [...known];
  return { refunds, hasChanged };
}

function factsOf({ brandId, storeId, customerKey, factsHash, order }: StatedOrder) {
  return {
    brandId,
    storeId,
    externalId: order.externalId,
    externalName: order.externalName,
    currency: order.currency,
    placedAt: order.placedAt,
    providerUpdatedAt: order.providerUpdatedAt,
    paymentStatus: order.paymentStatus,
    cancelledAt: order.cancelledAt,
    netMinor: sumMinor(order.lines.filter((line) => line.isCommissionable).map((line) => line.netMinor)),
    discountMinor: order.discountMinor,
    taxMinor: order.taxMinor,
    shippingMinor: order.shippingMinor,
    totalMinor: order.totalMinor,
    discrepancy: order.discrepancy,
    customerKey,
    isReturningCustomer: order.isReturningCustomer,
    codes: [...order.codes],
    clickIds: [...order.clickIds],
    refererHost: order.refererHost,
    listedRefunds: order.areRefundsComplete ? order.refunds.map(({ externalId }) => externalId) : null,
    factsHash,
  } satisfies Partial<SaleRow>;
}
