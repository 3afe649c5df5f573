import { and, count, desc, eq, inArray, isNull, ne, notInArray, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { credits } from "#db/schema/attribution.ts";
import { customers, sales } from "#db/schema/sales.ts";
import type { BindingEvidence } from "#app/attribution/sale-evidence.ts";
import type { ShopperOfSale } from "#app/shoppers/shopper-of-sale.ts";
import { countsAsSale } from "./sale-record.ts";

type PersonsSales = Pick<ShopperOfSale, "alsoSaleIds" | "exceptSaleIds">;

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

/** The sales of a customer key and those of the same person under another one, less those that somebody parted from it. */
function countedSalesOf(brandId: string, customerKey: string | null, { alsoSaleIds, exceptSaleIds }: PersonsSales) {
  const ofKey = customerKey === null ? undefined : eq(sales.customerKey, customerKey);
  const ofPerson = alsoSaleIds.length === 0 ? undefined : inArray(sales.id, [...alsoSaleIds]);
  return and(
    eq(sales.brandId, brandId),
    or(ofKey, ofPerson),
    exceptSaleIds.length === 0 ? undefined : notInArray(sales.id, [...exceptSaleIds]),
    isNull(sales.cancelledAt),
    ne(sales.paymentStatus, "voided"),
  );
}

/** What the customer's earlier sales say about this one. An anonymous buyer has no history. */
export async function findHistory(
  tx: Tx,
  brandId: string,
  sale: CustomersSale & { storeId: string },
  shopper: PersonsSales,
): Promise<CustomerHistory> {
  if (sale.customerKey === null && shopper.alsoSaleIds.length === 0) return nothing;
  const earlier = and(
    countedSalesOf(brandId, sale.customerKey, shopper),
    sql`${position} < ${positionOf(sale, sale.storeId)}`,
  );
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

/** The other sales of a customer and of all who were ever joined to them, in order of time: the later ones, or all of them. */
export async function findOtherSales(
  tx: Tx,
  brandId: string,
  sale: CustomersSale & { storeId: string },
  which: "later" | "all",
): Promise<{ id: string; counts: boolean; isOfGroup: boolean }[]> {
  const { customerKey } = sale;
  if (customerKey === null) return [];
  const ownGroup = tx
    .select({ groupKey: customers.groupKey })
    .from(customers)
    .where(and(eq(customers.brandId, brandId), eq(customers.customerKey, customerKey)));
  const groupKeys = tx
    .select({ customerKey: customers.customerKey })
    .from(customers)
    .where(and(eq(customers.brandId, brandId), inArray(customers.groupKey, ownGroup)));
  const rows = await tx
    .select({
      id: sales.id,
      customerKey: sales.customerKey,
      cancelledAt: sales.cancelledAt,
      paymentStatus: sales.paymentStatus,
    })
    .from(sales)
    .where(
      and(
        eq(sales.brandId, brandId),
        // An array finds its sales by their index, whatever the group's size.
        sql`${sales.customerKey} = any(array(select ${customerKey}::text union ${groupKeys}))`,
        ne(sales.id, sale.id),
        which === "later" ? sql`${position} > ${positionOf(sale, sale.storeId)}` : undefined,
      ),
    )
    .orderBy(sales.placedAt, sales.externalId, sales.storeId);
  return rows.map((row) => ({ id: row.id, counts: countsAsSale(row), isOfGroup: row.customerKey !== customerKey }));
}
