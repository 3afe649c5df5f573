import type { Tx } from "#db/client.server.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { SeenOrder } from "#app/shoppers/see-order.server.ts";
import type { Sign, SignKind } from "#app/shoppers/sign.ts";
import { customerKeyAmong, signsOf } from "#app/shoppers/signs-of.server.ts";
import { hashOfOrder } from "./hash-order.server.ts";
import type { OrderFacts } from "./order-facts.ts";
import { lockCustomers, lockSaleKeys, type OrderName, type SaleRow } from "./sale-store.server.ts";

/** What a provider states about one order, and when we hear it. */
export interface StatedOrder {
  readonly storeId: string;
  readonly order: OrderFacts;
  readonly at: Date;
}

/** A stated order under the lock of its key. */
export interface LockedOrder extends StatedOrder {
  readonly saleId: string;
  /** Nothing was known of this order before, so nothing waits for it. */
  readonly isFresh: boolean;
  readonly customerKey: string | null;
  /** What may tell who the shopper was. */
  readonly signs: readonly Sign[];
  readonly factsHash: string;
}

/** Signs that are facts of an order beside its customer. */
const furtherKinds: ReadonlySet<SignKind> = new Set(["phone", "visitor", "cart"]);

/** Locks the orders and their customers until the transaction ends. */
export async function lockOrders(
  services: Services,
  tx: Tx,
  brandId: string,
  orders: readonly StatedOrder[],
): Promise<LockedOrder[]> {
  const keyed = orders.map((stated) => {
    const signs = signsOf(services.keys, stated.storeId, stated.order);
    const customerKey = customerKeyAmong(signs);
    const furtherKeys = signs.filter(({ kind }) => furtherKinds.has(kind)).map(({ key }) => key);
    return { ...stated, customerKey, signs, factsHash: hashOfOrder(stated.order, customerKey, furtherKeys) };
  });
  const [locks] = await Promise.all([
    lockSaleKeys(
      tx,
      brandId,
      orders.map((stated) => ({ ...nameOf(stated), proposedSaleId: services.newId() })),
    ),
    lockCustomers(
      tx,
      brandId,
      keyed.flatMap(({ customerKey }) => customerKey ?? []),
    ),
  ]);
  return keyed.flatMap((stated, index) => {
    const lock = locks[index];
    return lock ? [{ ...stated, ...lock }] : [];
  });
}

export function nameOf({ storeId, order }: StatedOrder): OrderName {
  return { storeId, externalOrderId: order.externalId };
}

/** The order as it is seen among other orders and visits. */
export function sightOf({ saleId, order, customerKey, signs }: LockedOrder): SeenOrder {
  return { saleId, placedAt: order.placedAt, customerKey, signs };
}

/** The facts of an order as its sale holds them. */
export function factsOf(brandId: string, { storeId, customerKey, factsHash, order }: LockedOrder) {
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
