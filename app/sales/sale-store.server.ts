import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
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

/**
 * Locks the identity of an order until the transaction ends, and names its sale. `isFresh`: nothing was known of this order before.
 * The row is the queue in which all events of one order stand, also while the sale itself does not exist yet.
 */
export async function lockSaleKey(
  tx: Tx,
  brandId: string,
  storeId: string,
  externalOrderId: string,
  proposedSaleId: string,
): Promise<{ saleId: string; isFresh: boolean }> {
  const [row] = await tx
    .insert(saleKeys)
    .values({ brandId, storeId, externalOrderId, saleId: proposedSaleId })
    .onConflictDoUpdate({
      target: [saleKeys.brandId, saleKeys.storeId, saleKeys.externalOrderId],
      set: { saleId: sql`${saleKeys.saleId}` },
    })
    .returning({ saleId: saleKeys.saleId });
  if (!row) throw new Error("An upsert returned no row.");
  return { saleId: row.saleId, isFresh: row.saleId === proposedSaleId };
}

/** Locks a customer until the transaction ends: their sales are recorded one after another. */
export async function lockCustomer(tx: Tx, brandId: string, customerKey: string): Promise<void> {
  await tx
    .insert(customers)
    .values({ brandId, customerKey })
    .onConflictDoUpdate({
      target: [customers.brandId, customers.customerKey],
      set: { customerKey: sql`${customers.customerKey}` },
    });
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
  const [row] = await tx
    .select(saleColumns)
    .from(sales)
    .where(and(eq(sales.brandId, brandId), eq(sales.id, saleId)))
    .for("no key update");
  return row ?? null;
}

export type SaleRow = typeof sales.$inferInsert;

export async function insertSale(tx: Tx, row: SaleRow): Promise<void> {
  await tx.insert(sales).values(row);
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

/** Every line a sale ever had, in the order of the order; removed ones too. */
export async function findLines(tx: Tx, brandId: string, saleId: string): Promise<SaleLineRecord[]> {
  return tx
    .select(lineColumns)
    .from(saleLines)
    .where(and(eq(saleLines.brandId, brandId), eq(saleLines.saleId, saleId)))
    .orderBy(saleLines.position, saleLines.externalId);
}

/** Writes the lines of the latest version: new ones are added, known ones changed. Returns them as they are stored. */
export async function saveLines(
  tx: Tx,
  brandId: string,
  saleId: string,
  lines: readonly OrderLineFacts[],
  newId: () => string,
): Promise<SaleLineRecord[]> {
  if (lines.length === 0) return [];
  const column = <T>(read: (line: OrderLineFacts) => T) => sql.param(lines.map(read));
  // One statement whatever the number of lines, so that the database and the driver meet the same text each time.
  const stored = await tx.execute<{ id: string; external_id: string }>(sql`
    insert into sale_lines (brand_id, sale_id, id, external_id, position, product_id, sku, title, quantity, gross_minor, discount_minor,
      net_minor, is_commissionable)
    select ${brandId}::uuid, ${saleId}::uuid, id, external_id, number - 1, product_id, sku, title, quantity, gross_minor, discount_minor,
      net_minor, is_commissionable::boolean
    from unnest(
      ${column(newId)}::uuid[],
      ${column(({ externalId }) => externalId)}::text[],
      ${column(({ productId }) => productId)}::text[],
      ${column(({ sku }) => sku)}::text[],
      ${column(({ title }) => title)}::text[],
      ${column(({ quantity }) => quantity)}::int[],
      ${column(({ grossMinor }) => grossMinor.toString())}::bigint[],
      ${column(({ discountMinor }) => discountMinor.toString())}::bigint[],
      ${column(({ netMinor }) => netMinor.toString())}::bigint[],
      ${column(({ isCommissionable }) => String(isCommissionable))}::text[]
    ) with ordinality as line (id, external_id, product_id, sku, title, quantity, gross_minor, discount_minor, net_minor,
      is_commissionable, number)
    on conflict (brand_id, sale_id, external_id) do update set
      position = excluded.position, product_id = excluded.product_id, sku = excluded.sku, title = excluded.title,
      quantity = excluded.quantity, gross_minor = excluded.gross_minor, discount_minor = excluded.discount_minor,
      net_minor = excluded.net_minor, is_commissionable = excluded.is_commissionable, removed_at = null
    returning id, external_id`);
  const ids = new Map(stored.map(({ id, external_id }) => [external_id, id]));
  return lines.map(({ externalId, productId, sku, quantity, netMinor, isCommissionable }) => {
    const id = ids.get(externalId);
    if (id === undefined) throw new Error("An upsert returned no row.");
    return { id, externalId, productId, sku, quantity, netMinor, isCommissionable, removedAt: null };
  });
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
