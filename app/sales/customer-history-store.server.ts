import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayOf, arrayTextOf } from "#db/insert-rows.server.ts";
import { customers, sales } from "#db/schema/sales.ts";
import type { BindingEvidence } from "#app/attribution/sale-evidence.ts";
import type { ShopperOfSale } from "#app/shoppers/shopper-of-sale.ts";
import { countsAsSale } from "./sale-record.ts";

type PersonsSales = Pick<ShopperOfSale, "alsoSaleIds" | "exceptSaleIds" | "isUnseen">;

interface CustomersSale {
  readonly id: string;
  readonly externalId: string;
  readonly customerKey: string | null;
  readonly placedAt: Date;
}

export interface CustomerHistory {
  /** The customer has an earlier sale in this brand that was neither cancelled nor voided. */
  readonly hasEarlierSale: boolean;
  /** The customer, or one who was ever joined to them, may have a later one, cancelled or not. */
  readonly hasLaterSale: boolean;
  /** The earliest of them that a code or a click decided. */
  readonly binding: BindingEvidence | null;
}

// Two sales of one instant are ordered by what the shop calls them: our own ids tell only which one we heard of first.
const position = sql`(${sales.placedAt}, ${sales.externalId}, ${sales.storeId})`;

function positionOf(sale: Pick<CustomersSale, "placedAt" | "externalId">, storeId: string) {
  return sql`(${sale.placedAt.toISOString()}::timestamptz, ${sale.externalId}::text, ${storeId}::uuid)`;
}

interface FoundHistory extends Record<string, unknown> {
  readonly number: number;
  readonly has_earlier: boolean;
  readonly has_later: boolean;
  readonly bound_sale_id: string | null;
  readonly partnership_id: string | null;
  readonly bound_at_ms: number | null;
  readonly orders_since: number | null;
}

/**
 * What each customer's earlier sales say about a sale, in the order of the sales. Of several who shared the sale that bound a customer, the
 * customer is bound to the one with the largest part, the older partnership among equals. An anonymous buyer has no history, and neither has
 * one whom nobody has seen before.
 */
export async function findHistories(
  tx: Tx,
  brandId: string,
  asked: readonly (CustomersSale & { readonly storeId: string; readonly shopper: PersonsSales })[],
): Promise<CustomerHistory[]> {
  const named = asked.flatMap((sale, number) => {
    const { isUnseen, alsoSaleIds } = sale.shopper;
    const isNamed = sale.customerKey !== null || alsoSaleIds.length > 0;
    return isNamed && !isUnseen ? [{ ...sale, number }] : [];
  });
  const histories = asked.map((): CustomerHistory => ({ hasEarlierSale: false, hasLaterSale: false, binding: null }));
  if (named.length === 0) return histories;
  const column = (type: string, read: (sale: (typeof named)[number]) => unknown) => arrayOf(type, named, read);
  const place = (alias: string) => sql.raw(`(${alias}.placed_at, ${alias}.external_id, ${alias}.store_id)`);
  const isJoined = named.some(({ shopper }) => shopper.alsoSaleIds.length + shopper.exceptSaleIds.length > 0);
  const listOf = (ids: readonly string[]) => arrayTextOf(ids, (id) => id);
  // Nearly every customer has one key, and is found by it alone.
  const theirs = isJoined
    ? sql`(s.customer_key = asked.customer_key or s.id = any(asked.also::uuid[])) and not s.id = any(asked.except_ids::uuid[])`
    : sql`s.customer_key = asked.customer_key`;
  const joined = isJoined
    ? sql`, ${column("text", ({ shopper }) => listOf(shopper.alsoSaleIds))}, ${column("text", ({ shopper }) => listOf(shopper.exceptSaleIds))}`
    : sql``;
  const counted = sql`s.brand_id = ${brandId} and ${theirs} and s.cancelled_at is null and s.payment_status <> 'voided'
    and s.placed_at <= asked.placed_at and ${place("s")} < ${place("asked")}`;
  const rows = await tx.execute<FoundHistory>(sql`
    select asked.number, first.id is not null as has_earlier, later.id is not null or later_of_group.id is not null as has_later, bound.id as bound_sale_id,
      bound.partnership_id, (date_part('epoch', bound.placed_at) * 1000)::float8 as bound_at_ms, since.orders as orders_since
    from unnest(${column("int", ({ number }) => number)}, ${column("text", ({ customerKey }) => customerKey)},
      ${column("timestamptz", ({ placedAt }) => placedAt)}, ${column("text", ({ externalId }) => externalId)},
      ${column("uuid", ({ storeId }) => storeId)}${joined})
      as asked (number, customer_key, placed_at, external_id, store_id${sql.raw(isJoined ? ", also, except_ids" : "")})
    left join lateral (select s.id from sales s where ${counted} limit 1) first on true
    left join lateral (
      select s.id from sales s where s.brand_id = ${brandId} and s.customer_key = asked.customer_key
        and s.placed_at >= asked.placed_at and ${place("s")} > ${place("asked")} limit 1
    ) later on true
    left join lateral (
      select c.customer_key as id from customers c
      where c.brand_id = ${brandId} and c.customer_key = asked.customer_key and c.group_key is not null
    ) later_of_group on true
    left join lateral (
      select s.id, s.placed_at, s.external_id, s.store_id, c.partnership_id
      from sales s join credits c on c.brand_id = s.brand_id and c.attribution_id = s.attribution_id
      where first.id is not null and ${counted} and c.touch_kind <> 'binding'
      order by s.placed_at, s.external_id, s.store_id, c.share_bps desc, c.partnership_id limit 1
    ) bound on true
    left join lateral (
      select count(*)::int as orders from sales s where bound.id is not null and ${counted} and ${place("s")} > ${place("bound")}
    ) since on true`);
  for (const row of rows) {
    const { bound_sale_id: saleId, partnership_id: partnershipId, bound_at_ms: ms } = row;
    const isBound = saleId !== null && partnershipId !== null && ms !== null;
    histories[row.number] = {
      hasEarlierSale: row.has_earlier,
      hasLaterSale: row.has_later,
      binding: isBound ? { saleId, partnershipId, occurredAt: new Date(ms), ordersSince: row.orders_since ?? 0 } : null,
    };
  }
  return histories;
}

export interface OtherSale {
  readonly id: string;
  /** Neither cancelled nor voided. */
  readonly counts: boolean;
  /** Of another customer who was ever joined to this one, or parted. */
  readonly isOfGroup: boolean;
}

/** The other sales of a customer and of all who were ever joined to them, in order of time: the later ones, or all of them. */
export async function findOtherSales(
  tx: Tx,
  brandId: string,
  sale: CustomersSale & { storeId: string },
  which: "later" | "all",
): Promise<OtherSale[]> {
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
