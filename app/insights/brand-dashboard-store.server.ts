import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, ne, or, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import {
  campaigns,
  commissions,
  creators,
  credits,
  inboxEvents,
  partnerships,
  sales,
  stores,
} from "#db/schema/index.ts";
import type { Period } from "./period.ts";

/** What a brand sold in a period, in one currency. Cancelled and voided orders are left out, refunds are not subtracted. */
export interface SalesFigures {
  readonly currency: string;
  readonly orders: number;
  readonly attributedOrders: number;
  readonly netMinor: bigint;
  readonly attributedNetMinor: bigint;
}

const isCredited = sql`exists (select 1 from ${credits} where ${credits.brandId} = ${sales.brandId} and ${credits.attributionId} = ${sales.attributionId})`;

function isSold(brandId: string, period: Period): SQL | undefined {
  return and(
    eq(sales.brandId, brandId),
    gte(sales.placedAt, period.from),
    lt(sales.placedAt, period.until),
    isNull(sales.cancelledAt),
    ne(sales.paymentStatus, "voided"),
  );
}

/** Figures per currency, the currency with most orders first. */
export async function sumSales(tx: Tx, brandId: string, period: Period): Promise<SalesFigures[]> {
  const rows = await tx
    .select({
      currency: sales.currency,
      orders: sql<number>`count(*)::int`,
      attributedOrders: sql<number>`(count(*) filter (where ${isCredited}))::int`,
      net: sql<string>`sum(${sales.netMinor})`,
      attributedNet: sql<string>`coalesce(sum(${sales.netMinor}) filter (where ${isCredited}), 0)`,
    })
    .from(sales)
    .where(isSold(brandId, period))
    .groupBy(sales.currency)
    .orderBy(desc(sql`count(*)`), asc(sales.currency));
  return rows.map(({ net, attributedNet, ...row }) => ({
    ...row,
    netMinor: BigInt(net),
    attributedNetMinor: BigInt(attributedNet),
  }));
}

/** Net sales per UTC day in one currency; days without sales are missing. */
export async function sumSalesPerDay(tx: Tx, brandId: string, period: Period, currency: string) {
  const day = sql<string>`to_char(${sales.placedAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await tx
    .select({
      day,
      net: sql<string>`sum(${sales.netMinor})`,
      attributedNet: sql<string>`coalesce(sum(${sales.netMinor}) filter (where ${isCredited}), 0)`,
    })
    .from(sales)
    .where(and(isSold(brandId, period), eq(sales.currency, currency)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.map(({ day: date, net, attributedNet }) => {
    const attributedMinor = BigInt(attributedNet);
    return { day: date, attributedMinor, unattributedMinor: BigInt(net) - attributedMinor };
  });
}

/** Commission earned on the sales of a period, per currency. */
export async function sumEarned(
  tx: Tx,
  brandId: string,
  period: Period,
): Promise<{ currency: string; earnedMinor: bigint }[]> {
  const rows = await tx
    .select({ currency: commissions.currency, earned: sql<string>`sum(${commissions.earnedMinor})` })
    .from(sales)
    .innerJoin(commissions, and(eq(commissions.brandId, sales.brandId), eq(commissions.saleId, sales.id)))
    .where(and(eq(sales.brandId, brandId), gte(sales.placedAt, period.from), lt(sales.placedAt, period.until)))
    .groupBy(commissions.currency)
    .orderBy(asc(commissions.currency));
  return rows.map(({ currency, earned }) => ({ currency, earnedMinor: BigInt(earned) }));
}

/** What the brand owes to creators now, per currency. */
export async function sumOpenCommissions(tx: Tx, brandId: string) {
  const rows = await tx
    .select({
      currency: commissions.currency,
      held: sql<string>`sum(${commissions.heldMinor})`,
      payable: sql<string>`sum(${commissions.payableMinor})`,
      inTransit: sql<string>`sum(${commissions.inTransitMinor})`,
    })
    .from(commissions)
    // Word for word the condition of the index commissions_open.
    .where(and(eq(commissions.brandId, brandId), sql`(held_minor <> 0 or payable_minor <> 0 or in_transit_minor <> 0)`))
    .groupBy(commissions.currency)
    .orderBy(asc(commissions.currency));
  return rows.map((row) => ({
    currency: row.currency,
    heldMinor: BigInt(row.held),
    payableMinor: BigInt(row.payable),
    inTransitMinor: BigInt(row.inTransit),
  }));
}

const TOP_CREATORS = 5;

/** The creators whose credited sales of a period earned most, in one currency. */
export async function listTopCreators(tx: Tx, brandId: string, period: Period, currency: string) {
  const earned = sql<string>`sum(${commissions.earnedMinor})`;
  const rows = await tx
    .select({
      creatorId: creators.id,
      name: creators.name,
      handle: creators.handle,
      orders: sql<number>`count(distinct ${sales.id})::int`,
      net: sql<string>`sum(${sales.netMinor})`,
      earned,
    })
    .from(sales)
    .innerJoin(commissions, and(eq(commissions.brandId, sales.brandId), eq(commissions.saleId, sales.id)))
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .where(and(isSold(brandId, period), eq(commissions.currency, currency), gt(commissions.calculatedMinor, 0n)))
    .groupBy(creators.id, creators.name, creators.handle)
    .orderBy(desc(sql`sum(${sales.netMinor})`), asc(creators.name))
    .limit(TOP_CREATORS);
  return rows.map(({ net, earned: earnedText, ...row }) => ({
    ...row,
    netMinor: BigInt(net),
    earnedMinor: BigInt(earnedText),
  }));
}

/** Budgets are worth a look from this part of them on. */
const BUDGET_WATCH_PERCENT = 80;
const MAX_LISTED = 10;

/** What somebody of the brand should look at. */
export async function loadAttention(tx: Tx, brandId: string) {
  const [applications] = await tx
    .select({ count: count() })
    .from(partnerships)
    .where(and(eq(partnerships.brandId, brandId), eq(partnerships.status, "applied")));
  const failingStores = await tx
    .select({
      id: stores.id,
      name: stores.name,
      failures: stores.failuresSinceLastEvent,
      lastFailure: stores.lastFailure,
    })
    .from(stores)
    .where(and(eq(stores.brandId, brandId), gt(stores.failuresSinceLastEvent, 0), isNull(stores.disconnectedAt)))
    .orderBy(desc(stores.failuresSinceLastEvent), asc(stores.name))
    .limit(MAX_LISTED);
  const stuckEvents = await tx
    .select({ storeId: inboxEvents.storeId, storeName: stores.name, count: count() })
    .from(inboxEvents)
    .innerJoin(stores, and(eq(stores.brandId, inboxEvents.brandId), eq(stores.id, inboxEvents.storeId)))
    // Word for word the condition of the index inbox_events_attention.
    .where(and(eq(inboxEvents.brandId, brandId), sql`${inboxEvents.status} in ('parked', 'failed')`))
    .groupBy(inboxEvents.storeId, stores.name)
    .orderBy(desc(count()))
    .limit(MAX_LISTED);
  const [storeCount] = await tx.select({ count: count() }).from(stores).where(eq(stores.brandId, brandId));
  const [campaignCount] = await tx.select({ count: count() }).from(campaigns).where(eq(campaigns.brandId, brandId));
  return {
    applications: applications?.count ?? 0,
    failingStores,
    stuckEvents,
    budgets: await listTightBudgets(tx, brandId),
    hasStore: (storeCount?.count ?? 0) > 0,
    hasCampaign: (campaignCount?.count ?? 0) > 0,
  };
}

async function listTightBudgets(tx: Tx, brandId: string) {
  const spent = sql<string>`coalesce(sum(${commissions.earnedMinor}), 0)`;
  const rows = await tx
    .select({
      id: campaigns.id,
      name: campaigns.name,
      currency: campaigns.currency,
      budgetMinor: campaigns.budgetMinor,
      spent,
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
    .where(
      and(
        eq(campaigns.brandId, brandId),
        gt(campaigns.budgetMinor, 0n),
        or(
          eq(campaigns.status, "published"),
          and(inArray(campaigns.status, ["paused"]), eq(campaigns.pauseReason, "budget")),
        ),
      ),
    )
    .groupBy(campaigns.brandId, campaigns.id)
    .having(sql`${spent} * 100 >= ${campaigns.budgetMinor} * ${BUDGET_WATCH_PERCENT}`)
    .orderBy(asc(campaigns.name))
    .limit(MAX_LISTED);
  return rows.map(({ spent: spentText, budgetMinor, ...row }) => ({
    ...row,
    budgetMinor: budgetMinor ?? 0n,
    spentMinor: BigInt(spentText),
  }));
}
