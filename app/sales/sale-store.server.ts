import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayOf, insertRows, isAmong } from "#db/insert-rows.server.ts";
import { gatherRows } from "#db/gathered-writes.server.ts";
import { customers, saleKeys, saleLines, sales } from "#db/schema/sales.ts";
import type { OrderLineFacts } from "./order-facts.ts";
import type { SaleLineRecord, SaleRecord } from "./sale-record.ts";

const saleColumns = {
  id: sales.id,
  storeId: sales.storeId,
  externalId: sales.externalId,
  externalName: sales.externalName,
  currency: sales.currency,
  placedAt: sales.placedAt,
  providerUpdatedAt: sales.providerUpdatedAt,
  paymentStatus: sales.paymentStatus,
  cancelledAt: sales.cancelledAt,
  totalMinor: sales.totalMinor,
  customerKey: sales.customerKey,
  isReturningCustomer: sales.isReturningCustomer,
  codes: sales.codes,
  clickIds: sales.clickIds,
  listedRefunds: sales.listedRefunds,
  factsHash: sales.factsHash,
  factsVersion: sales.factsVersion,
  attributionId: sales.attributionId,
  awardId: sales.awardId,
};

/** An order as its store names it. */
export interface OrderName {
  readonly storeId: string;
  readonly externalOrderId: string;
}

/** The sale an order has, or will have. */
export interface LockedOrder {
  readonly saleId: string;
  /** Nothing was known of this order before. */
  readonly isFresh: boolean;
}

/**
 * Locks the identity of orders until the transaction ends, and names the sale of each. The row is the queue in which all events of one order
 * stand, also while the sale itself does not exist yet. Locked in one order, so that two who lock several do not wait for each other.
 */
export async function lockSaleKeys(
  tx: Tx,
  brandId: string,
  orders: readonly (OrderName & { readonly proposedSaleId: string })[],
): Promise<LockedOrder[]> {
  const inOrder = [...orders].sort((one, other) => (textOfName(one) < textOfName(other) ? -1 : 1));
  const rows = await insertRows(
    tx,
    saleKeys,
    inOrder.map(({ proposedSaleId, ...order }) => ({ brandId, ...order, saleId: proposedSaleId })),
    `on conflict (brand_id, store_id, external_order_id) do update set sale_id = sale_keys.sale_id
      returning store_id as "storeId", external_order_id as "externalOrderId", sale_id as "saleId"`,
  );
  const saleIds = new Map(
    (rows as unknown as (OrderName & { saleId: string })[]).map((row) => [textOfName(row), row.saleId]),
  );
  return orders.map((order) => {
    const saleId = saleIds.get(textOfName(order));
    if (saleId === undefined) throw new Error("An upsert returned no row.");
    return { saleId, isFresh: saleId === order.proposedSaleId };
  });
}

/** A name as one text, to find an order by. */
export const textOfName = ({ storeId, externalOrderId }: OrderName) => `${storeId} ${externalOrderId}`;

/** Locks one order. */
export async function lockSaleKey(
  tx: Tx,
  brandId: string,
  storeId: string,
  externalOrderId: string,
  proposedSaleId: string,
): Promise<LockedOrder> {
  const [locked] = await lockSaleKeys(tx, brandId, [{ storeId, externalOrderId, proposedSaleId }]);
  if (!locked) throw new Error("An upsert returned no row.");
  return locked;
}

/** Locks customers until the transaction ends: their sales are recorded one after another. */
export async function lockCustomers(tx: Tx, brandId: string, customerKeys: readonly string[]): Promise<void> {
  await insertRows(
    tx,
    customers,
    [...new Set(customerKeys)].sort().map((customerKey) => ({ brandId, customerKey })),
    `on conflict (brand_id, customer_key) do update set customer_key = customers.customer_key`,
  );
}

/** By what a sale's order and its customer are locked, which comes before the sale itself; null when there is no such sale. */
export async function findSaleIdentity(
  tx: Tx,
  brandId: string,
  saleId: string,
): Promise<Pick<SaleRecord, "storeId" | "externalId" | "customerKey"> | null> {
  const [row] = await tx
    .select({ storeId: sales.storeId, externalId: sales.externalId, customerKey: sales.customerKey })
    .from(sales)
    .where(and(eq(sales.brandId, brandId), eq(sales.id, saleId)));
  return row ?? null;
}

/** The sale as it is stored, without a lock; null when there is none. */
export async function findSale(tx: Tx, brandId: string, saleId: string): Promise<SaleRecord | null> {
  const [row] = await tx
    .select(saleColumns)
    .from(sales)
    .where(and(eq(sales.brandId, brandId), eq(sales.id, saleId)));
  return row ?? null;
}

/** The sale, its row locked until the transaction ends; null when there is none yet. */
export async function lockSale(tx: Tx, brandId: string, saleId: string): Promise<SaleRecord | null> {
  const [sale] = await lockSales(tx, brandId, [saleId]);
  return sale ?? null;
}

/** Those of these sales that exist, their rows locked until the transaction ends. */
export async function lockSales(tx: Tx, brandId: string, saleIds: readonly string[]): Promise<SaleRecord[]> {
  if (saleIds.length === 0) return [];
  return tx
    .select(saleColumns)
    .from(sales)
    .where(and(eq(sales.brandId, brandId), isAmong(sales.id, saleIds)))
    .orderBy(sales.id)
    .for("no key update");
}

export type SaleRow = typeof sales.$inferInsert;

export async function insertSales(tx: Tx, rows: readonly SaleRow[]): Promise<void> {
  await gatherRows(tx, sales, rows);
}

/** Sales point to their latest decision. */
export async function pointToDecisions(
  tx: Tx,
  brandId: string,
  decided: readonly { readonly saleId: string; readonly attributionId: string }[],
): Promise<void> {
  if (decided.length === 0) return;
  await tx.execute(sql`
    update sales set attribution_id = decided.attribution_id
    from unnest(${arrayOf("uuid", decided, ({ saleId }) => saleId)}, ${arrayOf("uuid", decided, ({ attributionId }) => attributionId)})
      as decided (sale_id, attribution_id)
    where sales.brand_id = ${brandId} and sales.id = decided.sale_id`);
}

/** Replaces what a sale states. The caller holds its lock. */
export async function updateSale(tx: Tx, brandId: string, saleId: string, change: Partial<SaleRow>): Promise<void> {
  await tx
    .update(sales)
    .set(change)
    .where(and(eq(sales.brandId, brandId), eq(sales.id, saleId)));
}

/** A line as everybody who settles sales reads it. */
export const lineColumns = {
  id: saleLines.id,
  externalId: saleLines.externalId,
  productId: saleLines.productId,
  sku: saleLines.sku,
  quantity: saleLines.quantity,
  netMinor: saleLines.netMinor,
  isCommissionable: saleLines.isCommissionable,
  removedAt: saleLines.removedAt,
};

/** Every line these sales ever had, in the order of each order; removed ones too. */
export async function findLines(tx: Tx, brandId: string, saleIds: readonly string[]): Promise<StoredLine[]> {
  if (saleIds.length === 0) return [];
  return tx
    .select({ saleId: saleLines.saleId, ...lineColumns })
    .from(saleLines)
    .where(and(eq(saleLines.brandId, brandId), isAmong(saleLines.saleId, saleIds)))
    .orderBy(saleLines.saleId, saleLines.position, saleLines.externalId);
}

/** A line with the sale it is of. */
export type StoredLine = SaleLineRecord & { readonly saleId: string };

type LineRow = typeof saleLines.$inferInsert;

/** Adds the lines of sales that are new. */
export async function insertLines(tx: Tx, rows: readonly LineRow[]): Promise<void> {
  await gatherRows(tx, saleLines, rows);
}

/** Writes the lines of a sale's latest version: new ones are added, known ones changed. */
export async function saveLines(
  tx: Tx,
  brandId: string,
  saleId: string,
  lines: readonly OrderLineFacts[],
  newId: () => string,
): Promise<void> {
  await insertRows(
    tx,
    saleLines,
    lines.map((line, position) => ({ ...line, brandId, saleId, position, id: newId() })),
    `on conflict (brand_id, sale_id, external_id) do update set
      position = excluded.position, product_id = excluded.product_id, sku = excluded.sku, title = excluded.title,
      quantity = excluded.quantity, gross_minor = excluded.gross_minor, discount_minor = excluded.discount_minor,
      net_minor = excluded.net_minor, is_commissionable = excluded.is_commissionable, removed_at = null`,
  );
}

/** Marks the lines that the latest version no longer has. */
export async function removeOtherLines(
  tx: Tx,
  brandId: string,
  saleId: string,
  kept: readonly string[],
  removedAt: Date,
): Promise<void> {
  await tx
    .update(saleLines)
    .set({ removedAt })
    .where(
      and(
        eq(saleLines.brandId, brandId),
        eq(saleLines.saleId, saleId),
        isNull(saleLines.removedAt),
        kept.length > 0 ? notInArray(saleLines.externalId, [...kept]) : undefined,
      ),
    );
}
