import { and, count, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { credits } from "#db/schema/attribution.ts";
import { sales } from "#db/schema/sales.ts";
import type { BindingEvidence } from "#app/attribution/sale-evidence.ts";
import { countsAsSale } from "./sale-record.ts";

interface CustomersSale {
  readonly id: string;
  readonly externalId: string;
  readonly customerKey: string | null;
  readonly placedAt: Date;
}

export interface CustomerHistory {
  /** The customer has an earlier sale in this brand that was neither cancelled nor voided. */
  readonly hasEarlierSale: boolean;
  /** The earliest of them that a code or a click decided. */
  readonly binding: BindingEvidence | null;
}

const nothing: CustomerHistory = { hasEarlierSale: false, binding: null };

// Two sales of one instant are ordered by what the shop calls them: our own ids tell only which one we heard of first.
const position = sql`(${sales.placedAt}, ${sales.externalId}, ${sales.storeId})`;

function positionOf(sale: Pick<CustomersSale, "placedAt" | "externalId">, storeId: string) {
  return sql`(${sale.placedAt.toISOString()}::timestamptz, ${sale.externalId}::text, ${storeId}::uuid)`;
}

function countedSalesOf(brandId: string, customerKey: string) {
  return and(
    eq(sales.brandId, brandId),
    eq(sales.customerKey, customerKey),
    isNull(sales.cancelledAt),
    ne(sales.paymentStatus, "voided"),
  );
}

/** What the customer's earlier sales say about this one. An anonymous buyer has no history. */
export async function findHistory(
  tx: Tx,
  brandId: string,
  sale: CustomersSale & { storeId: string },
): Promise<CustomerHistory> {
  if (sale.customerKey === null) return nothing;
  const earlier = and(countedSalesOf(brandId, sale.customerKey), sql`${position} < ${positionOf(sale, sale.storeId)}`);
  const [[first], [bound]] = await Promise.all([
    tx.select({ id: sales.id }).from(sales).where(earlier).limit(1),
    tx
      .select({
        saleId: sales.id,
        partnershipId: credits.partnershipId,
        occurredAt: sales.placedAt,
        externalId: sales.externalId,
        storeId: sales.storeId,
      })
      .from(sales)
      .innerJoin(credits, and(eq(credits.brandId, sales.brandId), eq(credits.attributionId, sales.attributionId)))
      .where(and(earlier, ne(credits.touchKind, "binding")))
      // Of several who shared that sale the customer is bound to the one with the largest part, the older partnership among equals.
      .orderBy(sales.placedAt, sales.externalId, sales.storeId, desc(credits.shareBps), credits.partnershipId)
      .limit(1),
  ]);
  if (!bound) return { hasEarlierSale: first !== undefined, binding: null };
  const { externalId, storeId, ...binding } = bound;
  const since = sql`${position} > ${positionOf({ placedAt: bound.occurredAt, externalId }, storeId)}`;
  const [between] = await tx.select({ ordersSince: count() }).from(sales).where(and(earlier, since));
  return { hasEarlierSale: true, binding: { ...binding, ordersSince: between?.ordersSince ?? 0 } };
}

/** The other sales of a customer, in order of time: the later ones, or all of them. */
export async function findOtherSales(
  tx: Tx,
  brandId: string,
  sale: CustomersSale & { storeId: string },
  which: "later" | "all",
): Promise<{ id: string; counts: boolean }[]> {
  if (sale.customerKey === null) return [];
  const rows = await tx
    .select({ id: sales.id, cancelledAt: sales.cancelledAt, paymentStatus: sales.paymentStatus })
    .from(sales)
    .where(
      and(
        eq(sales.brandId, brandId),
        eq(sales.customerKey, sale.customerKey),
        ne(sales.id, sale.id),
        which === "later" ? sql`${position} > ${positionOf(sale, sale.storeId)}` : undefined,
      ),
    )
    .orderBy(sales.placedAt, sales.externalId, sales.storeId);
  return rows.map((row) => ({ id: row.id, counts: countsAsSale(row) }));
}
