import { and, asc, desc, eq, gte, gt, inArray, lte, sql, type SQL } from "drizzle-orm";
import { addDays } from "#app/kit/clock.ts";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { sales } from "#db/schema/sales.ts";
import type { FlagKind } from "#app/risk/flag.ts";
import { QUEUE_PAGE_SIZE, type QueueFilter, type QueueOrder } from "./queue-filter.ts";

const keptNote = sql<string | null>`(select d.note from commission_decisions d where d.brand_id = ${commissions.brandId}
  and d.commission_id = ${commissions.id} and d.kind = 'hold' order by d.decided_at desc limit 1)`;

// Written out, not as a parameter: the index of the queue is for this word alone.
const isHeld = sql`${commissions.status} = 'held'`;

function hasFlag(kind: NonNullable<QueueFilter["flag"]>): SQL {
  const ofKind = kind === "any" ? sql`true` : sql`f.kind = ${kind}`;
  return sql`exists (select from risk_flags f where f.brand_id = ${commissions.brandId} and f.commission_id = ${commissions.id}
    and f.cleared_at is null and ${ofKind})`;
}

const orders: Readonly<Record<QueueOrder, readonly SQL[]>> = {
  longest: [asc(commissions.holdUntil)],
  risk: [desc(commissions.riskPoints), asc(commissions.holdUntil)],
  // 50 yen are not 50 euros: amounts are compared within a currency.
  amount: [asc(commissions.currency), desc(commissions.heldMinor)],
  newest: [desc(commissions.saleOccurredAt)],
};

function matching(filter: QueueFilter, now: Date): SQL | undefined {
  return and(
    isHeld,
    sql`${commissions.heldMinor} <> 0`,
    filter.view === "matured" ? lte(commissions.holdUntil, now) : gt(commissions.holdUntil, now),
    filter.brandId === null ? undefined : eq(commissions.brandId, filter.brandId),
    filter.currency === null ? undefined : eq(commissions.currency, filter.currency),
    filter.leastMinor === null ? undefined : gte(commissions.heldMinor, filter.leastMinor),
    filter.olderThanDays === null ? undefined : lte(commissions.saleOccurredAt, addDays(now, -filter.olderThanDays)),
    filter.leastPoints === null ? undefined : gte(commissions.riskPoints, filter.leastPoints),
    filter.flag === null ? undefined : hasFlag(filter.flag),
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
  status: commissions.status,
  riskPoints: commissions.riskPoints,
  /** The kinds of its standing flags, the heaviest first. */
  flags: sql<FlagKind[]>`coalesce((select json_agg(f.kind order by f.points desc, f.kind) from risk_flags f
    where f.brand_id = ${commissions.brandId} and f.commission_id = ${commissions.id} and f.cleared_at is null), '[]'::json)`,
};

const select = (tx: Tx) =>
  tx
    .select(rowColumns)
    .from(commissions)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(creators, eq(creators.id, commissions.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, commissions.brandId), eq(campaigns.id, commissions.campaignId)))
    .innerJoin(sales, and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId)));

/** One page of the queue. */
export async function listQueue(tx: Tx, filter: QueueFilter, now: Date) {
  return select(tx)
    .where(matching(filter, now))
    .orderBy(...orders[filter.order], asc(commissions.id))
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

/** At most this many commissions are decided in one go. */
export const MAX_AT_ONCE = 500;

/** Commissions by their ids, whatever became of them meanwhile; or, for a filter, all that match and are ready to be approved. */
export async function listChosen(tx: Tx, chosen: readonly string[] | QueueFilter, now: Date) {
  if (!("view" in chosen) && chosen.length === 0) return [];
  const which =
    "view" in chosen
      ? matching({ ...chosen, view: "matured", state: "ready" }, now)
      : inArray(commissions.id, [...chosen]);
  return select(tx).where(which).orderBy(asc(commissions.holdUntil), asc(commissions.id)).limit(MAX_AT_ONCE);
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
