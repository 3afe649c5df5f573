import { and, count, eq, gte, inArray, isNotNull, lt, sql as statement, type SQL } from "drizzle-orm";
import type { Sql, Tx } from "#db/client.server.ts";
import { clicks } from "#db/schema/clicks.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { repeatClassification, REPEAT_WINDOW_MS } from "./classify-click.ts";
import type { PlannedClick } from "./plan-batch.ts";

const MS_PER_SECOND = 1_000;

/**
 * Stores a batch in one statement, which commits by itself: when this resolves, the clicks are on disk. Whether a claiming click
 * counts is decided by the row in `last_counted_clicks`, which two processes cannot both move: the one that comes second waits, sees
 * the first one's instant and repeats. A counted click without a cookie also opens the hour of the cookie it was given.
 * Rows are claimed in sorted order, so that two batches cannot lock each other out.
 */
export async function insertClicks(sql: Sql, plan: readonly PlannedClick[]): Promise<void> {
  const column = <T>(read: (planned: PlannedClick) => T): T[] => plan.map(read);
  await sql`
    with arrived as (
      select * from unnest(
        ${column(({ click }) => click.brandId)}::uuid[],
        ${column(({ click }) => click.id)}::uuid[],
        ${column(({ click }) => click.linkId)}::uuid[],
        ${column(({ click }) => click.partnershipId)}::uuid[],
        ${column(({ click }) => click.occurredAt.toISOString())}::timestamptz[],
        ${column(({ click }) => click.class)}::text[],
        ${column(({ click }) => click.reason)}::text[],
        ${column(({ click }) => click.placement)}::text[],
        ${column(({ click }) => click.visitorKey)}::text[],
        ${column(({ click, claims }) => (claims ? click.hourKey : null))}::text[],
        ${column(({ click }) => click.addressPrefix)}::text[],
        ${column(({ click }) => click.userAgent)}::text[],
        ${column(({ click }) => click.refererHost)}::text[]
      ) as click (brand_id, id, link_id, partnership_id, occurred_at, class, reason, placement, visitor_key, claim_key,
        address_prefix, user_agent, referer_host)
    ),
    won as (
      insert into last_counted_clicks as last (brand_id, link_id, visitor_key, counted_at)
      select brand_id, link_id, claim_key, occurred_at from arrived where claim_key is not null
      order by brand_id, link_id, claim_key
      on conflict (brand_id, link_id, visitor_key) do update set counted_at = excluded.counted_at
        where last.counted_at <= excluded.counted_at - make_interval(secs => ${REPEAT_WINDOW_MS / MS_PER_SECOND})
      returning brand_id, link_id, visitor_key
    ),
    judged as (
      select arrived.*, won.visitor_key is not null as is_counted
      from arrived left join won
        on won.brand_id = arrived.brand_id and won.link_id = arrived.link_id and won.visitor_key = arrived.claim_key
    ),
    opened as (
      insert into last_counted_clicks (brand_id, link_id, visitor_key, counted_at)
      select brand_id, link_id, visitor_key, occurred_at from judged where is_counted and visitor_key <> claim_key
      on conflict do nothing
    )
    insert into clicks (brand_id, id, link_id, partnership_id, occurred_at, class, is_counted, reason, placement, visitor_key,
      address_prefix, user_agent, referer_host, network, country, device, is_scan)
    select brand_id, id, link_id, partnership_id, occurred_at,
      case when claim_key is not null and not is_counted then ${repeatClassification.class} else class end,
      is_counted,
      case when claim_key is not null and not is_counted then ${repeatClassification.reason} else reason end,
      placement, visitor_key, address_prefix, user_agent, referer_host, '', '', 'other', false
    from judged`;
}

const SWEEP_AFTER_MS = 2 * REPEAT_WINDOW_MS;

/** Sweeps the hours that are over, with an hour to spare for clocks that differ. Returns how many rows went. */
export async function deleteOldLastCounted(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - SWEEP_AFTER_MS).toISOString();
  const result = await tx.execute(statement`delete from last_counted_clicks where counted_at < ${before}::timestamptz`);
  return result.count;
}

/** Clicks from `from` up to, not including, `to`. */
export interface ClickPeriod {
  readonly from: Date;
  readonly to: Date;
}

export interface ClickCount {
  readonly brandId: string;
  readonly partnershipId: string;
  /** The UTC day, such as 2026-06-01. */
  readonly day: string;
  /** Empty for clicks on the general link. */
  readonly placement: string;
  /** Every answered redirect. */
  readonly gross: number;
  /** The counted ones. */
  readonly net: number;
}

/** A brand's clicks by partnership, day and placement; only of the partnerships named, when any are. */
export async function clickCounts(
  tx: Tx,
  brandId: string,
  filter: ClickPeriod & { readonly partnershipIds?: readonly string[] },
): Promise<ClickCount[]> {
  const ofThese = filter.partnershipIds ? inArray(clicks.partnershipId, [...filter.partnershipIds]) : undefined;
  return countWhere(tx, filter, and(eq(clicks.brandId, brandId), ofThese));
}

/** A creator's clicks at all brands, by partnership, day and placement. */
export async function creatorClickCounts(tx: Tx, creatorId: string, period: ClickPeriod): Promise<ClickCount[]> {
  const own = tx
    .select({ brandId: partnerships.brandId, id: partnerships.id })
    .from(partnerships)
    .where(eq(partnerships.creatorId, creatorId));
  return countWhere(tx, period, statement`(${clicks.brandId}, ${clicks.partnershipId}) in ${own}`);
}

async function countWhere(tx: Tx, period: ClickPeriod, condition: SQL | undefined): Promise<ClickCount[]> {
  const day = statement<string>`to_char(${clicks.occurredAt} at time zone 'UTC', 'YYYY-MM-DD')`.as("day");
  return tx
    .select({
      brandId: clicks.brandId,
      partnershipId: statement<string>`${clicks.partnershipId}`,
      day,
      placement: clicks.placement,
      gross: count(),
      net: statement<number>`count(*) filter (where ${clicks.isCounted})`.mapWith(Number),
    })
    .from(clicks)
    .where(
      and(
        condition,
        isNotNull(clicks.partnershipId),
        gte(clicks.occurredAt, period.from),
        lt(clicks.occurredAt, period.to),
      ),
    )
    .groupBy(clicks.brandId, clicks.partnershipId, statement`day`, clicks.placement)
    .orderBy(statement`day`, clicks.partnershipId, clicks.placement);
}
