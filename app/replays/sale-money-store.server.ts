import { and, eq, isNotNull, sql, type SQLWrapper } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { disputes, refunds, refundLines, saleLines, sales } from "#db/schema/sales.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import { refundColumns } from "#app/sales/refund-store.server.ts";
import { lineColumns } from "#app/sales/sale-store.server.ts";
import type { DisputeRecord, RefundRecord, SaleLineRecord, SaleRecord } from "#app/sales/sale-record.ts";
import type { BudgetInUse, StandingCommission } from "./earn-again.ts";

/** Every line of many sales, by sale, in the order of the orders. */
export async function findLinesOfSales(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Map<string, SaleLineRecord[]>> {
  if (saleIds.length === 0) return new Map();
  const rows = await tx
    .select({ saleId: saleLines.saleId, ...lineColumns })
    .from(saleLines)
    .where(and(eq(saleLines.brandId, brandId), isOneOf(saleLines.saleId, saleIds)))
    .orderBy(saleLines.saleId, saleLines.position, saleLines.externalId);
  return groupedBy(rows, ({ saleId }) => saleId);
}

/** What bears on the refunds of many sales. */
export type RefundFactsOfSale = Pick<
  SaleRecord,
  "id" | "totalMinor" | "listedRefunds" | "providerUpdatedAt" | "paymentStatus" | "cancelledAt"
>;

export async function findRefundFacts(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Map<string, RefundFactsOfSale>> {
  if (saleIds.length === 0) return new Map();
  const rows = await tx
    .select({
      id: sales.id,
      totalMinor: sales.totalMinor,
      listedRefunds: sales.listedRefunds,
      providerUpdatedAt: sales.providerUpdatedAt,
      paymentStatus: sales.paymentStatus,
      cancelledAt: sales.cancelledAt,
    })
    .from(sales)
    .where(and(eq(sales.brandId, brandId), isOneOf(sales.id, saleIds)));
  return new Map(rows.map((row) => [row.id, row]));
}

interface OrderKey {
  readonly id: string;
  readonly storeId: string;
  readonly externalId: string;
}

/** Every refund of these orders, by sale. */
export async function findRefundsOfSales(
  tx: Tx,
  brandId: string,
  orders: readonly OrderKey[],
): Promise<Map<string, RefundRecord[]>> {
  const rows = await tx
    .select({ storeId: refunds.storeId, externalOrderId: refunds.externalOrderId, ...refundColumns })
    .from(refunds)
    .where(ofOrders(brandId, refunds, orders));
  if (rows.length === 0) return new Map();
  const lines = await tx
    .select()
    .from(refundLines)
    .where(
      and(
        eq(refundLines.brandId, brandId),
        isOneOf(
          refundLines.refundId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(refundLines.refundId, refundLines.position);
  const linesOf = groupedBy(lines, ({ refundId }) => refundId);
  return bySale(
    rows.map((row) => ({ ...row, lines: linesOf.get(row.id) ?? [] })),
    orders,
  );
}

/** Every dispute of these orders, by sale. */
export async function findDisputesOfSales(
  tx: Tx,
  brandId: string,
  orders: readonly OrderKey[],
): Promise<Map<string, DisputeRecord[]>> {
  const rows = await tx
    .select()
    .from(disputes)
    .where(ofOrders(brandId, disputes, orders));
  return bySale(rows, orders);
}

function ofOrders(brandId: string, table: typeof refunds | typeof disputes, orders: readonly OrderKey[]) {
  const stores = sql.param(orders.map(({ storeId }) => storeId));
  const names = sql.param(orders.map(({ externalId }) => externalId));
  return and(
    eq(table.brandId, brandId),
    sql`(${table.storeId}, ${table.externalOrderId}) in (select * from unnest(${stores}::uuid[], ${names}::text[]))`,
  );
}

function bySale<Row extends { readonly storeId: string; readonly externalOrderId: string }>(
  rows: readonly Row[],
  orders: readonly OrderKey[],
): Map<string, Row[]> {
  const saleOf = new Map(orders.map(({ id, storeId, externalId }) => [`${storeId} ${externalId}`, id]));
  return groupedBy(rows, ({ storeId, externalOrderId }) => saleOf.get(`${storeId} ${externalOrderId}`) ?? "");
}

/** The commissions of many sales, by sale. */
export async function findCommissionsOfSales(
  tx: Tx,
  brandId: string,
  saleIds: readonly string[],
): Promise<Map<string, (StandingCommission & { readonly saleId: string })[]>> {
  if (saleIds.length === 0) return new Map();
  const rows = await tx
    .select({
      saleId: commissions.saleId,
      partnershipId: commissions.partnershipId,
      campaignId: commissions.campaignId,
      status: commissions.status,
      earnedMinor: commissions.earnedMinor,
      currency: commissions.currency,
      revision: commissions.revision,
      exchangeRate: commissions.exchangeRate,
      exchangeRateDay: commissions.exchangeRateDay,
      exchangeRateSource: commissions.exchangeRateSource,
    })
    .from(commissions)
    .where(and(eq(commissions.brandId, brandId), isOneOf(commissions.saleId, saleIds)))
    .orderBy(commissions.id);
  return groupedBy(rows, ({ saleId }) => saleId);
}

/** The budgets of the brand's campaigns with what their commissions have used of them. Campaigns without one are left out. */
export async function readBudgets(tx: Tx, brandId: string): Promise<Map<string, BudgetInUse>> {
  const rows = await tx
    .select({
      id: campaigns.id,
      currency: campaigns.currency,
      budgetMinor: campaigns.budgetMinor,
      spent: sql<string>`coalesce(sum(${commissions.earnedMinor}), 0)`,
    })
    .from(campaigns)
    .leftJoin(
      commissions,
      and(
        eq(commissions.brandId, campaigns.brandId),
        eq(commissions.campaignId, campaigns.id),
        eq(commissions.currency, campaigns.currency),
      ),
    )
    .where(and(eq(campaigns.brandId, brandId), isNotNull(campaigns.budgetMinor)))
    .groupBy(campaigns.brandId, campaigns.id);
  return new Map(
    rows.map(({ id, currency, budgetMinor, spent }) => [
      id,
      { currency, budgetMinor: budgetMinor ?? 0n, spentMinor: BigInt(spent) },
    ]),
  );
}

/** One parameter whatever the number of ids, so that the database meets the same text each time. */
function isOneOf(column: SQLWrapper, ids: readonly string[]) {
  return sql`${column} = any(${sql.param([...ids])}::uuid[])`;
}
