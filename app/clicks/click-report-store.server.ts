import { sql as statement, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { MS_PER_DAY } from "../kit/clock.ts";
import type { ClickDimension } from "./click.ts";

/**
 * Counts of clicks, read from the roll-ups and from the tallies that wait to be added to them: together they hold every sorted-in click
 * once. The clicks themselves are never counted here, so that a report takes as long with ten million as with ten thousand.
 */

/** Whose clicks: a brand's, one partnership's or a creator's at all brands; of one campaign when it is named. */
export type ClickScope = { readonly campaignId: string | null } & (
  { readonly brandId: string; readonly partnershipId?: string } | { readonly creatorId: string }
);

/** `from` is in it, `until` is not. Counts are kept by the UTC hour and day: what stands within one is counted with it. */
export interface CountedPeriod {
  readonly from: Date;
  readonly until: Date;
}

export type ClickCounts = {
  /** Every answered redirect. */
  readonly gross: number;
  /** The counted ones. */
  readonly net: number;
};

export function inScope(scope: ClickScope): SQL {
  const ofCampaign = scope.campaignId === null ? statement`` : statement`and campaign_id = ${scope.campaignId}`;
  if ("creatorId" in scope) {
    const own = statement`select brand_id, id from partnerships where creator_id = ${scope.creatorId} ${ofCampaign}`;
    return statement`(brand_id, partnership_id) in (${own})`;
  }
  if (scope.partnershipId !== undefined)
    return statement`brand_id = ${scope.brandId} and partnership_id = ${scope.partnershipId}`;
  if (scope.campaignId === null) return statement`brand_id = ${scope.brandId}`;
  const ofBrand = statement`select id from partnerships where brand_id = ${scope.brandId} ${ofCampaign}`;
  return statement`brand_id = ${scope.brandId} and partnership_id in (${ofBrand})`;
}

export const within = (column: SQL, { from, until }: CountedPeriod) =>
  statement`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${until.toISOString()}::timestamptz`;

const isWholeBrand = (scope: ClickScope) =>
  "brandId" in scope && scope.campaignId === null && scope.partnershipId === undefined;

/** Rows of day_at, dimension, value, gross_count, net_count; of a whole brand from its own roll-up. */
function dayRows(scope: ClickScope, period: CountedPeriod, dimension?: ClickDimension): SQL {
  const ofDimension = dimension === undefined ? statement`` : statement`and dimension = ${dimension}`;
  return statement`
    select day_at, dimension, value, gross_count, net_count
    from ${isWholeBrand(scope) ? statement`click_brand_days` : statement`click_days`}
    where ${inScope(scope)} and ${within(statement`day_at`, period)} ${ofDimension}
    union all
    select date_trunc('day', hour_at, 'UTC'), dimension, value, click_count,
      case when class = 'counted' then click_count else 0 end
    from click_tallies cross join lateral (values
      ('placement', placement), ('network', network), ('country', country), ('device', device),
      ('way', case when is_scan then 'scan' else 'link' end), ('class', class)
    ) as part (dimension, value)
    where ${inScope(scope)} and partnership_id is not null and ${within(statement`hour_at`, period)} ${ofDimension}`;
}

/** Rows of brand_id, partnership_id, gross_count, net_count: each click once, by the way it was followed. */
function partnershipRows(scope: ClickScope, period: CountedPeriod): SQL {
  return statement`
    select brand_id, partnership_id, gross_count, net_count from click_days
    where ${inScope(scope)} and dimension = 'way' and ${within(statement`day_at`, period)}
    union all
    select brand_id, partnership_id, click_count, case when class = 'counted' then click_count else 0 end from click_tallies
    where ${inScope(scope)} and partnership_id is not null and ${within(statement`hour_at`, period)}`;
}

/** Rows of hour_at, link_id, class, click_count. */
function hourRows(condition: SQL, period: CountedPeriod): SQL {
  return statement`
    select hour_at, brand_id, link_id, partnership_id, class, click_count from click_hours
    where ${condition} and ${within(statement`hour_at`, period)}
    union all
    select hour_at, brand_id, link_id, partnership_id, class, click_count from click_tallies
    where ${condition} and ${within(statement`hour_at`, period)}`;
}

const sums = statement`sum(gross_count)::float8 as gross, sum(net_count)::float8 as net`;
const sumsOfClasses = statement`sum(click_count)::float8 as gross,
  coalesce(sum(click_count) filter (where class = 'counted'), 0)::float8 as net`;

/** By each value of every dimension, or of one, the most counted first. */
export async function countByDimension(
  tx: Tx,
  scope: ClickScope,
  period: CountedPeriod,
  dimension?: ClickDimension,
): Promise<(ClickCounts & { readonly dimension: ClickDimension; readonly value: string })[]> {
  return [
    ...(await tx.execute<ClickCounts & { dimension: ClickDimension; value: string }>(statement`
      select dimension, value, ${sums} from (${dayRows(scope, period, dimension)}) as counted
      group by dimension, value order by dimension, net desc, gross desc, value`)),
  ];
}

/** By UTC day, such as "2026-11-21"; days without clicks are missing. */
export async function countByDay(
  tx: Tx,
  scope: ClickScope,
  period: CountedPeriod,
): Promise<(ClickCounts & { readonly at: string })[]> {
  return [
    ...(await tx.execute<ClickCounts & { at: string }>(statement`
      select to_char(day_at at time zone 'UTC', 'YYYY-MM-DD') as at, ${sums}
      from (${dayRows(scope, period, "way")}) as counted group by 1 order by 1`)),
  ];
}

/** By UTC hour, such as "2026-11-21T14"; hours without clicks are missing. */
export async function countByHour(
  tx: Tx,
  scope: ClickScope,
  period: CountedPeriod,
): Promise<(ClickCounts & { readonly at: string })[]> {
  const isOfSomebody = statement`${inScope(scope)} and partnership_id is not null`;
  return [
    ...(await tx.execute<ClickCounts & { at: string }>(statement`
      select to_char(hour_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as at, ${sumsOfClasses}
      from (${hourRows(isOfSomebody, period)}) as counted group by 1 order by 1`)),
  ];
}

/** Redirects of a brand's short domain that led to no link, by UTC hour: nobody's clicks. */
export async function countUnknown(
  tx: Tx,
  brandId: string,
  period: CountedPeriod,
): Promise<{ readonly at: string; readonly gross: number }[]> {
  const isNobodys = statement`brand_id = ${brandId} and partnership_id is null`;
  return [
    ...(await tx.execute<{ at: string; gross: number }>(statement`
      select to_char(hour_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as at, sum(click_count)::float8 as gross
      from (${hourRows(isNobodys, period)}) as counted group by 1 order by 1`)),
  ];
}

/** The partnerships with most counted clicks, with the names of creator, campaign and brand. */
export async function countByPartnership(
  tx: Tx,
  scope: ClickScope,
  period: CountedPeriod,
  limit: number,
): Promise<
  (ClickCounts & {
    readonly partnershipId: string;
    readonly creatorName: string;
    readonly campaignName: string;
    readonly brandName: string;
  })[]
> {
  return [
    ...(await tx.execute<
      ClickCounts & { partnershipId: string; creatorName: string; campaignName: string; brandName: string }
    >(statement`
      select partnership.id as "partnershipId", creators.name as "creatorName", campaigns.name as "campaignName",
        brands.name as "brandName", gross, net
      from (
        select brand_id, partnership_id, ${sums} from (${partnershipRows(scope, period)}) as counted
        group by brand_id, partnership_id order by net desc, gross desc, partnership_id limit ${limit}
      ) as most
      join partnerships as partnership on partnership.brand_id = most.brand_id and partnership.id = most.partnership_id
      join campaigns on campaigns.brand_id = partnership.brand_id and campaigns.id = partnership.campaign_id
      join creators on creators.id = partnership.creator_id
      join brands on brands.id = partnership.brand_id
      order by net desc, gross desc, partnership.id`)),
  ];
}

/** By link, all hours of the period together; links that nobody followed are missing. */
export function linkCounts(scope: ClickScope, period: CountedPeriod): SQL {
  return statement`
    select brand_id, link_id, partnership_id, ${sumsOfClasses}
    from (${hourRows(statement`${inScope(scope)} and partnership_id is not null`, period)}) as counted
    group by brand_id, link_id, partnership_id`;
}

/** The sum of a period that begins with a day: whole days from the days, the begun one from its hours. */
export async function sumClicks(tx: Tx, scope: ClickScope, period: CountedPeriod): Promise<ClickCounts> {
  const midnight = new Date(Math.floor(period.until.getTime() / MS_PER_DAY) * MS_PER_DAY);
  const begun = { from: midnight, until: period.until };
  const rows = [
    ...(await countByDay(tx, scope, { from: period.from, until: midnight })),
    ...(await countByHour(tx, scope, begun)),
  ];
  return rows.reduce((sum, row) => ({ gross: sum.gross + row.gross, net: sum.net + row.net }), { gross: 0, net: 0 });
}
