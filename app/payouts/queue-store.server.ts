import { and, asc, eq, gte, gt, inArray, lte, sql, type SQL } from "drizzle-orm";
import { addDays } from "#app/kit/clock.ts";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { sales } from "#db/schema/sales.ts";
import { QUEUE_PAGE_SIZE, type QueueFilter } from "./queue-filter.ts";

const keptNote = sql<string | null>`(select d.note from commission_decisions d where d.brand_id = ${commissions.brandId}
  and d.commission_id = ${commissions.id} and d.kind = 'hold' order by d.decided_at desc limit 1)`;

// Written out, not as a parameter: the index of the queue is for this word alone.
const isHeld = sql`${commissions.status} = 'held'`;

function matching(filter: QueueFilter, now: Date): SQL | undefined {
  return and(
    isHeld,
    sql`${commissions.heldMinor} <> 0`,
    filter.view === "matured" ? lte(commissions.holdUntil, now) : gt(commissions.holdUntil, now),
    filter.brandId === null ? undefined : eq(commissions.brandId, filter.brandId),
    filter.currency === null ? undefined : eq(commissions.currency, filter.currency),
    filter.leastMinor === null ? undefined : gte(commissions.heldMinor, filter.leastMinor),
    filter.olderThanDays === null ? undefined : lte(commissions.saleOccurredAt, addDays(now, -filter.olderThanDays)),
    filter.state === "blocked" ? sql`${commissions.blockedBy} is not null` : undefined,
    filter.state === "ready" ? sql`${commissions.blockedBy} is null and ${keptNote} is null` : undefined,
    filter.state === "kept" ? sql`${keptNote} is not null` : undefined,
  );
}

const rowColumns = {
  brandId: commissions.brandId,
  id: commissions.id,
  brandName: brands.name,
  creatorName: creators.name,
  campaignName: campaigns.name,
  orderName: sales.externalName,
  saleOccurredAt: commissions.saleOccurredAt,
  holdUntil: commissions.holdUntil,
  heldMinor: commissions.heldMinor,
  currency: commissions.currency,
  blockedBy: commissions.blockedBy,
  keptNote,
};

const select = (tx: Tx) =>
  tx
    .select(rowColumns)
    .from(commissions)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, commissions.brandId), eq(campaigns.id, commissions.campaignId)))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)));

/** One page of the queue, longest matured first. */
export async function listQueue(tx: Tx, filter: QueueFilter, now: Date) {
  return select(tx)
    .where(matching(filter, now))
    .orderBy(asc(commissions.holdUntil), asc(commissions.id))
    .limit(QUEUE_PAGE_SIZE)
    .offset((filter.page - 1) * QUEUE_PAGE_SIZE);
}

/** The sums of everything that matches, by currency: what the rows of all pages add up to. */
export async function sumQueue(tx: Tx, filter: QueueFilter, now: Date) {
  const rows = await tx
    .select({
      currency: commissions.currency,
      count: sql<number>`count(*)::int`,
      sum: sql<string>`sum(${commissions.heldMinor})`,
    })
    .from(commissions)
    .where(matching(filter, now))
    .groupBy(commissions.currency)
    .orderBy(commissions.currency);
  return rows.map(({ sum, ...row }) => ({ ...row, minor: BigInt(sum) }));
}

/** At most this many commissions are approved in one go. */
export const MAX_BULK_APPROVAL = 500;

/** Those of the chosen commissions that can be approved now, or all that match a filter. */
export async function listApprovable(tx: Tx, chosen: readonly string[] | QueueFilter, now: Date) {
  const isReady = and(isHeld, lte(commissions.holdUntil, now), sql`${commissions.blockedBy} is null`);
  const which = "view" in chosen ? matching({ ...chosen, state: "ready" }, now) : inArray(commissions.id, [...chosen]);
  if (!("view" in chosen) && chosen.length === 0) return [];
  return select(tx)
    .where(and(isReady, which))
    .orderBy(asc(commissions.holdUntil), asc(commissions.id))
    .limit(MAX_BULK_APPROVAL);
}

// As the index says it, so that it is used.
const isWaiting = sql`status = 'held' and held_minor <> 0`;

/** Brands and currencies that have anything in the queue, to choose from. */
export async function findQueueChoices(tx: Tx) {
  // One look into the index per brand and currency: a million commissions wait in a handful of both.
  const rows = await tx.execute<{ id: string; name: string; currency: string }>(sql`
    with recursive waiting as (
      (select brand_id, currency from commissions where ${isWaiting} order by brand_id, currency limit 1)
      union all
      select following.brand_id, following.currency from waiting, lateral (
        select brand_id, currency from commissions
        where ${isWaiting} and (brand_id, currency) > (waiting.brand_id, waiting.currency)
        order by brand_id, currency limit 1) as following
    )
    select b.id, b.name, waiting.currency from waiting join brands b on b.id = waiting.brand_id order by b.name, b.id`);
  const named = new Map(rows.map(({ id, name }) => [id, { id, name }]));
  return { brands: [...named.values()], currencies: [...new Set(rows.map(({ currency }) => currency))].sort() };
}
