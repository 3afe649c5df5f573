import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayOf } from "#db/insert-rows.server.ts";
import { disputes, refundLines, refunds } from "#db/schema/sales.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { DisputeFacts, RefundFacts } from "./order-facts.ts";
import type { DisputeRecord, RefundRecord } from "./sale-record.ts";
import type { RefundStatus } from "./sale.ts";
import type { OrderName } from "./sale-store.server.ts";

/** A refund as everybody who settles sales reads it, without its lines. */
export const refundColumns = {
  id: refunds.id,
  externalId: refunds.externalId,
  saleId: refunds.saleId,
  status: refunds.status,
  statusReason: refunds.statusReason,
  currency: refunds.currency,
  amountMinor: refunds.amountMinor,
  isWithdrawn: refunds.isWithdrawn,
  refundedAt: refunds.refundedAt,
};

const disputeColumns = {
  id: disputes.id,
  externalId: disputes.externalId,
  saleId: disputes.saleId,
  status: disputes.status,
  amountMinor: disputes.amountMinor,
  currency: disputes.currency,
  openedAt: disputes.openedAt,
  providerUpdatedAt: disputes.providerUpdatedAt,
};

/** A refund or dispute with the order it is of. */
export type OfOrder<Record> = Record & { readonly storeId: string; readonly externalOrderId: string };

function ofOrders(brandId: string, table: typeof refunds | typeof disputes, orders: readonly OrderName[]) {
  const stores = arrayOf("uuid", orders, ({ storeId }) => storeId);
  const names = arrayOf("text", orders, ({ externalOrderId }) => externalOrderId);
  return and(
    eq(table.brandId, brandId),
    sql`(${table.storeId}, ${table.externalOrderId}) in (select * from unnest(${stores}, ${names}))`,
  );
}

/** All refunds known for orders, also those that came before theirs. */
export async function findRefunds(
  tx: Tx,
  brandId: string,
  orders: readonly OrderName[],
): Promise<OfOrder<RefundRecord>[]> {
  if (orders.length === 0) return [];
  const [rows, lines] = await Promise.all([
    tx
      .select({ storeId: refunds.storeId, externalOrderId: refunds.externalOrderId, ...refundColumns })
      .from(refunds)
      .where(ofOrders(brandId, refunds, orders)),
    tx
      .select({
        refundId: refundLines.refundId,
        externalLineId: refundLines.externalLineId,
        quantity: refundLines.quantity,
        netMinor: refundLines.netMinor,
      })
      .from(refundLines)
      .innerJoin(refunds, and(eq(refunds.brandId, refundLines.brandId), eq(refunds.id, refundLines.refundId)))
      .where(ofOrders(brandId, refunds, orders))
      .orderBy(asc(refundLines.position)),
  ]);
  const linesOf = groupedBy(lines, ({ refundId }) => refundId);
  return rows.map((row) => ({ ...row, lines: linesOf.get(row.id) ?? [] }));
}

/** Adds a refund, or replaces what is stated about a known one. */
export async function saveRefund(
  tx: Tx,
  brandId: string,
  storeId: string,
  refund: RefundFacts,
  row: {
    id: string;
    isKnown: boolean;
    saleId: string | null;
    status: RefundStatus;
    statusReason: string | null;
    recordedAt: Date;
  },
): Promise<void> {
  const { id, isKnown, ...standing } = row;
  const { externalId, externalOrderId, currency, amountMinor, refundedAt } = refund;
  const isWithdrawn = refund.isWithdrawn ?? false;
  const stated = { externalOrderId, currency, amountMinor, refundedAt, isWithdrawn };
  if (isKnown) {
    await tx
      .update(refunds)
      .set({ ...stated, saleId: standing.saleId })
      .where(and(eq(refunds.brandId, brandId), eq(refunds.id, id)));
    await tx.delete(refundLines).where(and(eq(refundLines.brandId, brandId), eq(refundLines.refundId, id)));
  } else {
    await tx.insert(refunds).values({ brandId, id, storeId, externalId, ...stated, ...standing });
  }
  if (refund.lines.length === 0) return;
  await tx
    .insert(refundLines)
    .values(refund.lines.map((line, position) => ({ ...line, brandId, refundId: id, position })));
}

export async function updateRefundStatus(
  tx: Tx,
  brandId: string,
  refundId: string,
  status: RefundStatus,
  statusReason: string | null,
): Promise<void> {
  await tx
    .update(refunds)
    .set({ status, statusReason })
    .where(and(eq(refunds.brandId, brandId), eq(refunds.id, refundId)));
}

/** All disputes known for orders, also those that came before theirs. */
export async function findDisputes(
  tx: Tx,
  brandId: string,
  orders: readonly OrderName[],
): Promise<OfOrder<DisputeRecord>[]> {
  if (orders.length === 0) return [];
  return tx
    .select({ storeId: disputes.storeId, externalOrderId: disputes.externalOrderId, ...disputeColumns })
    .from(disputes)
    .where(ofOrders(brandId, disputes, orders));
}

/** Adds a dispute, or moves a known one on. */
export async function saveDispute(
  tx: Tx,
  brandId: string,
  storeId: string,
  dispute: DisputeFacts,
  row: { id: string; saleId: string | null },
): Promise<void> {
  const { externalId, ...stated } = dispute;
  await tx
    .insert(disputes)
    .values({ brandId, id: row.id, storeId, externalId, saleId: row.saleId, ...stated })
    .onConflictDoUpdate({
      target: [disputes.brandId, disputes.storeId, disputes.externalId],
      set: { ...stated, saleId: row.saleId },
    });
}

/** Ties what came before its order to the sale, now that it is there. */
export async function adoptWaiting(
  tx: Tx,
  brandId: string,
  saleId: string,
  refundIds: readonly string[],
  disputeIds: readonly string[],
): Promise<void> {
  if (refundIds.length > 0) {
    await tx
      .update(refunds)
      .set({ saleId })
      .where(and(eq(refunds.brandId, brandId), inArray(refunds.id, [...refundIds]), isNull(refunds.saleId)));
  }
  if (disputeIds.length > 0) {
    await tx
      .update(disputes)
      .set({ saleId })
      .where(and(eq(disputes.brandId, brandId), inArray(disputes.id, [...disputeIds]), isNull(disputes.saleId)));
  }
}
