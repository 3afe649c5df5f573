import { sql as statement, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { pathBoundsMs, type PathCount } from "./buying-paths.ts";
import type { TouchPath } from "./model-shares.ts";
import type { Period } from "./period.ts";
import type { CreditedPart, GroupFigures, ReportedPartnership, ShopperGroup } from "./report.ts";

/** Which sales a report tells of: a brand's in one currency, and of those with credit the ones of one campaign when it is named. */
export interface ReportScope {
  readonly brandId: string;
  readonly currency: string;
  readonly campaignId: string | null;
  readonly period: Period;
}

const isValid = (sale: SQL) => statement`${sale}.cancelled_at is null and ${sale}.payment_status <> 'voided'`;

/** Sales of the period that hold, each with whether its customer had bought before and bought again. */
const soldRows = ({ brandId, currency, period }: ReportScope) => statement`
  select sale.id, sale.placed_at, sale.net_minor, sale.customer_key, sale.attribution_id,
    coalesce(sale.is_returning_customer, false) or exists (
      select from sales as earlier
      where earlier.brand_id = sale.brand_id and earlier.customer_key = sale.customer_key
        and earlier.placed_at < sale.placed_at and ${isValid(statement`earlier`)}
    ) as is_returning
  from sales as sale
  where sale.brand_id = ${brandId} and sale.currency = ${currency} and ${isValid(statement`sale`)}
    and sale.placed_at >= ${period.from.toISOString()}::timestamptz and sale.placed_at < ${period.until.toISOString()}::timestamptz`;

const ofCampaign = ({ brandId, campaignId }: ReportScope, partnershipId: SQL) =>
  campaignId === null
    ? statement`true`
    : statement`exists (select from partnerships where partnerships.brand_id = ${brandId}
        and partnerships.id = ${partnershipId} and partnerships.campaign_id = ${campaignId})`;

/** Verdicts of clicks that were no person's, or came too late to lead anybody anywhere. */
const neverLed = ["not-counted", "after-the-sale"];

/**
 * One row per credit of a sold order: whose, which part, and the clicks of that partnership that led there - when the first one was, and
 * which network the last one came from.
 */
const creditedRows = (scope: ReportScope) => statement`
  select sold.*, credit.partnership_id, credit.share_bps, credit.placement, led.first_click_at, coalesce(click.network, '') as network
  from sold
  join credits as credit on credit.brand_id = ${scope.brandId} and credit.attribution_id = sold.attribution_id
  join attributions as decision on decision.brand_id = credit.brand_id and decision.id = credit.attribution_id
  left join lateral (
    select min((touch ->> 'occurredAt')::timestamptz) as first_click_at,
      (array_agg((touch ->> 'evidence')::uuid order by touch ->> 'occurredAt' desc))[1] as last_click_id,
      max((touch ->> 'occurredAt')::timestamptz) as last_click_at
    from jsonb_array_elements(decision.candidates) as touch
    where touch ->> 'kind' = 'click' and touch ->> 'partnershipId' = credit.partnership_id::text
      and touch ->> 'verdict' <> all (array[${statement.join(
        neverLed.map((verdict) => statement`${verdict}`),
        statement`, `,
      )}])
  ) as led on true
  left join clicks as click on click.brand_id = credit.brand_id and click.id = led.last_click_id
    and click.occurred_at = led.last_click_at
  where ${ofCampaign(scope, statement`credit.partnership_id`)}`;

/** Followers, whose sale a creator is credited with, against all other shoppers. */
export async function compareGroups(
  tx: Tx,
  scope: ReportScope,
): Promise<(GroupFigures & { readonly group: ShopperGroup })[]> {
  const rows = await tx.execute<Omit<GroupFigures, "netMinor"> & { group: ShopperGroup; net: string }>(statement`
    with sold as (${soldRows(scope)}),
    grouped as (
      select sold.*, case when exists (
          select from credits as credit
          where credit.brand_id = ${scope.brandId} and credit.attribution_id = sold.attribution_id
        ) then 'followers' else 'others' end as "group",
        exists (
          select from refunds
          where refunds.brand_id = ${scope.brandId} and refunds.sale_id = sold.id and refunds.status = 'counted'
        ) as is_refunded,
        exists (
          select from sales as later
          where later.brand_id = ${scope.brandId} and later.customer_key = sold.customer_key
            and later.placed_at > sold.placed_at and ${isValid(statement`later`)}
        ) as is_repeated
      from sold
    )
    select "group", count(*)::int as sales, sum(net_minor)::text as net,
      (count(*) filter (where not is_returning))::int as "newCustomerSales",
      (count(*) filter (where is_refunded))::int as "refundedSales",
      count(distinct customer_key)::int as customers,
      (count(distinct customer_key) filter (where is_repeated))::int as "repeatCustomers"
    from grouped
    where "group" = 'others' or ${scope.campaignId === null} or exists (
      select from credits as credit
      where credit.brand_id = ${scope.brandId} and credit.attribution_id = grouped.attribution_id
        and ${ofCampaign(scope, statement`credit.partnership_id`)}
    )
    group by "group"`);
  return rows.map(({ net, ...row }) => ({ ...row, netMinor: BigInt(net) }));
}

/** Credited sales by the time from the creator's first click to the order. */
export async function countPathStretches(tx: Tx, scope: ReportScope): Promise<PathCount[]> {
  const bounds = statement.join(
    pathBoundsMs.map((bound) => statement`${bound}::float8`),
    statement`, `,
  );
  return [
    ...(await tx.execute<{ stretch: number | null; isReturning: boolean; sales: number }>(statement`
      with sold as (${soldRows(scope)}), credited as (${creditedRows(scope)}),
      led as (
        select id, is_returning, min(first_click_at) as first_click_at, min(placed_at) as placed_at
        from credited group by id, is_returning
      )
      select case when first_click_at is null then null else
          width_bucket(extract(epoch from placed_at - first_click_at)::float8 * 1000, array[${bounds}]) end as stretch,
        is_returning as "isReturning", count(*)::int as sales
      from led group by 1, 2 order by 1, 2`)),
  ];
}

/** Verdicts of touches in time: those that won, and those that only lost to another one. */
const inTime = statement`('credited', 'outranked', 'shut-out', 'late-click')`;

/** Sales by the partnerships that touched them in time, earliest first; a partnership that follows itself is one step. */
export async function countTouchPaths(tx: Tx, scope: ReportScope): Promise<TouchPath[]> {
  return [
    ...(await tx.execute<{ steps: string[]; sales: number }>(statement`
      with sold as (${soldRows(scope)}),
      touched as (
        select sold.id, touch ->> 'partnershipId' as partnership_id, touch ->> 'occurredAt' as occurred_at, place,
          lag(touch ->> 'partnershipId') over (partition by sold.id order by touch ->> 'occurredAt', place) as before
        from sold
        join attributions as decision on decision.brand_id = ${scope.brandId} and decision.id = sold.attribution_id
        cross join lateral jsonb_array_elements(decision.candidates) with ordinality as candidate (touch, place)
        where touch ->> 'verdict' in ${inTime} and touch ->> 'partnershipId' is not null
          and ${ofCampaign(scope, statement`(touch ->> 'partnershipId')::uuid`)}
      ),
      path as (
        select id, array_agg(partnership_id order by occurred_at, place) as steps
        from touched where before is distinct from partnership_id group by id
      )
      select steps, count(*)::int as sales from path group by steps order by sales desc, steps`)),
  ];
}

/** What credited sales are summed by. */
export type CreditedBy = "partnership" | "placement" | "network";

/** Credited sales by partnership, placement and network at once, the largest sums first. An empty key is what no click told. */
export async function sumCredited(
  tx: Tx,
  scope: ReportScope,
): Promise<(CreditedPart & { readonly by: CreditedBy; readonly shareBps: number })[]> {
  const rows = await tx.execute<{
    by: CreditedBy;
    key: string;
    sales: number;
    shareBps: number;
    net: string;
  }>(statement`
    with sold as (${soldRows(scope)}), credited as (${creditedRows(scope)})
    select case when grouping(partnership_id) = 0 then 'partnership' when grouping(placement) = 0 then 'placement' else 'network' end as by,
      coalesce(partnership_id::text, placement, network) as key, count(distinct id)::int as sales,
      sum(share_bps)::float8 as "shareBps", round(sum(net_minor * share_bps / 10000.0))::bigint::text as net
    from credited group by grouping sets ((partnership_id), (placement), (network))
    order by sum(net_minor * share_bps) desc, 2`);
  return rows.map(({ net, ...row }) => ({ ...row, netMinor: BigInt(net) }));
}

/** Sales that a partnership touched in time and was not credited with, because another one was. */
export async function sumAssisted(tx: Tx, scope: ReportScope): Promise<CreditedPart[]> {
  const rows = await tx.execute<{ key: string; sales: number; net: string }>(statement`
    with sold as (${soldRows(scope)}),
    assisted as (
      select distinct sold.id, sold.net_minor, touch ->> 'partnershipId' as partnership_id
      from sold
      join attributions as decision on decision.brand_id = ${scope.brandId} and decision.id = sold.attribution_id
      cross join lateral jsonb_array_elements(decision.candidates) as touch
      where touch ->> 'verdict' in ('outranked', 'shut-out', 'late-click')
        and not exists (
          select from credits where credits.brand_id = decision.brand_id and credits.attribution_id = decision.id
            and credits.partnership_id = (touch ->> 'partnershipId')::uuid
        )
        and ${ofCampaign(scope, statement`(touch ->> 'partnershipId')::uuid`)}
    )
    select partnership_id as key, count(*)::int as sales, sum(net_minor)::text as net
    from assisted group by 1 order by 2 desc, 1`);
  return rows.map(({ net, ...row }) => ({ ...row, netMinor: BigInt(net) }));
}

/** All partnerships of the scope that have ever been active. */
export async function listReportedPartnerships(tx: Tx, scope: ReportScope): Promise<ReportedPartnership[]> {
  const { brandId, campaignId, period } = scope;
  return [
    ...(await tx.execute<{
      partnershipId: string;
      creatorName: string;
      campaignName: string;
      links: number;
      visitors: number;
    }>(statement`
      select partnership.id as "partnershipId", creators.name as "creatorName", campaigns.name as "campaignName",
        (select count(*)::int from links where links.brand_id = partnership.brand_id
          and links.partnership_id = partnership.id and links.created_at < ${period.until.toISOString()}::timestamptz) as links,
        (select count(distinct visitor_key)::int from visits where visits.brand_id = partnership.brand_id
          and visits.partnership_id = partnership.id and visits.occurred_at >= ${period.from.toISOString()}::timestamptz
          and visits.occurred_at < ${period.until.toISOString()}::timestamptz) as visitors
      from partnerships as partnership
      join campaigns on campaigns.brand_id = partnership.brand_id and campaigns.id = partnership.campaign_id
      join creators on creators.id = partnership.creator_id
      where partnership.brand_id = ${brandId} and partnership.activated_at is not null
        and ${campaignId === null ? statement`true` : statement`partnership.campaign_id = ${campaignId}`}
      order by creators.name, campaigns.name, partnership.id`)),
  ];
}
