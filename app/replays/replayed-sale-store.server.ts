import { sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import type { Credit } from "#app/attribution/decision.ts";
import type { AwardEvidence } from "#app/attribution/sale-evidence.ts";
import type { Period } from "#app/insights/period.ts";
import { whenPlaced, type ReplayedSale } from "./replayed-sale.ts";

/** Parts lists inside one text column: reading a driver's array costs more than the row. Neither codes nor ids hold it. */
const PART = "\u001f";

interface SaleRow extends Record<string, unknown> {
  readonly id: string;
  readonly store_id: string;
  readonly external_id: string;
  readonly currency: string;
  readonly placed_ms: number;
  readonly counts: boolean;
  readonly customer_key: string | null;
  readonly is_returning_customer: boolean | null;
  readonly codes: string;
  readonly click_ids: string;
  readonly attribution_id: string | null;
  readonly credits: string | null;
  readonly award: string | null;
}

const columns = sql`
  s.id, s.store_id, s.external_id, s.currency, date_part('epoch', s.placed_at) * 1000 as placed_ms,
  s.cancelled_at is null and s.payment_status <> 'voided' as counts, s.customer_key, s.is_returning_customer,
  array_to_string(s.codes, ${PART}) as codes, array_to_string(s.click_ids, ${PART}) as click_ids, s.attribution_id,
  (select string_agg(k.partnership_id || ' ' || k.share_bps || ' ' || k.touch_kind, ${PART})
    from credits k where k.brand_id = s.brand_id and k.attribution_id = s.attribution_id) as credits,
  case when s.award_id is not null then (select w.id || ' ' || w.partnership_id || ' ' || (date_part('epoch', w.awarded_at) * 1000)::int8
    from sale_awards w where w.brand_id = s.brand_id and w.id = s.award_id and w.withdrawn_at is null) end as award`;

const inPeriod = ({ from, until }: Period): SQL =>
  sql`s.placed_at >= ${from.toISOString()}::timestamptz and s.placed_at < ${until.toISOString()}::timestamptz`;

/** For this transaction: the database takes lists in parameters for longer than they are, and would compile plans that run for moments. */
export async function planForFewRows(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('jit', 'off', true)`);
}

export async function countSales(tx: Tx, brandId: string, period: Period): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from sales s where s.brand_id = ${brandId} and ${inPeriod(period)}`,
  );
  return row?.count ?? 0;
}

/** The next sales of the period whose buyers the shop did not name, in order of time. */
export async function listAnonymousSales(
  tx: Tx,
  brandId: string,
  period: Period,
  after: { readonly placedAt: string | null; readonly saleId: string | null },
  limit: number,
): Promise<ReplayedSale[]> {
  const rows = await tx.execute<SaleRow>(sql`
    select ${columns} from sales s
    where s.brand_id = ${brandId} and s.customer_key is null and ${inPeriod(period)}
      ${after.placedAt === null ? sql`` : sql`and (s.placed_at, s.id) > (${after.placedAt}::timestamptz, ${after.saleId}::uuid)`}
    order by s.placed_at, s.id limit ${limit}`);
  return rows.map((row) => saleOf(row, period));
}

/** The next customers who bought something in the period. */
export async function listCustomerKeys(
  tx: Tx,
  brandId: string,
  period: Period,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.execute<{ customer_key: string }>(sql`
    select distinct s.customer_key from sales s
    where s.brand_id = ${brandId} and s.customer_key is not null and ${inPeriod(period)}
      ${after === null ? sql`` : sql`and s.customer_key > ${after}`}
    order by s.customer_key limit ${limit}`);
  return rows.map((row) => row.customer_key);
}

/**
 * All sales of these customers, one customer's after the other's, each in the order in which they were placed: the order in which
 * settling them looks at them. Those after the period are left out where they cannot change.
 */
export async function listSalesOfCustomers(
  tx: Tx,
  brandId: string,
  customerKeys: readonly string[],
  period: Period,
  isWithLater: boolean,
): Promise<ReplayedSale[]> {
  const rows = await tx.execute<SaleRow>(sql`
    select ${columns} from sales s
    where s.brand_id = ${brandId} and s.customer_key = any(${sql.param([...customerKeys])}::text[])
      ${isWithLater ? sql`` : sql`and s.placed_at < ${period.until.toISOString()}::timestamptz`}
    order by s.customer_key, s.placed_at, s.external_id, s.store_id`);
  return rows.map((row) => saleOf(row, period));
}

/**
 * Customers whose sales must be looked at together with those of others, by key. A group is looked at with the first of its keys that the
 * run comes by: `isHere` says whether that is one of these.
 */
export async function findGroups(
  tx: Tx,
  brandId: string,
  customerKeys: readonly string[],
  period: Period,
): Promise<{ customerKey: string; groupKey: string; isHere: boolean }[]> {
  const rows = await tx.execute<{ customer_key: string; group_key: string; is_listed: boolean }>(sql`
    select c.customer_key, c.group_key, exists (
      select from sales s where s.brand_id = ${brandId} and s.customer_key = c.customer_key and ${inPeriod(period)}
    ) as is_listed
    from customers c
    where c.brand_id = ${brandId} and c.group_key in (
      select group_key from customers
      where brand_id = ${brandId} and customer_key = any(${sql.param([...customerKeys])}::text[]) and group_key is not null
    )
    order by c.customer_key`);
  const here = new Set(customerKeys);
  const first = new Map<string, string>();
  for (const row of rows) if (row.is_listed && !first.has(row.group_key)) first.set(row.group_key, row.customer_key);
  return rows.map(({ customer_key, group_key }) => ({
    ...{ customerKey: customer_key, groupKey: group_key },
    isHere: here.has(first.get(group_key) ?? ""),
  }));
}

function saleOf(row: SaleRow, period: Period): ReplayedSale {
  const placedAt = new Date(row.placed_ms);
  return {
    id: row.id,
    storeId: row.store_id,
    externalId: row.external_id,
    currency: row.currency,
    placedAt,
    counts: row.counts,
    when: whenPlaced(placedAt, period),
    customerKey: row.customer_key,
    groupKey: null,
    shopper: null,
    isReturningCustomer: row.is_returning_customer,
    codes: row.codes === "" ? [] : row.codes.split(PART),
    clickIds: row.click_ids === "" ? [] : row.click_ids.split(PART),
    attributionId: row.attribution_id,
    award: awardOf(row.award),
    credits: (row.credits ?? "")
      .split(PART)
      .filter((text) => text !== "")
      .map((text) => {
        const [partnershipId = "", share = "0", kind = ""] = text.split(" ");
        return { partnershipId, shareBps: Number(share), touchKind: kind as Credit["touchKind"] };
      }),
  };
}

function awardOf(text: string | null): AwardEvidence | null {
  if (text === null) return null;
  const [id = "", partnershipId = "", ms = "0"] = text.split(" ");
  return { id, partnershipId, awardedAt: new Date(Number(ms)) };
}

/** What the brand's policies make a replay look at. */
export interface PolicyTraits {
  readonly usesBindings: boolean;
  readonly looksAtProducts: boolean;
  readonly weighsLateClicks: boolean;
  /** Some rule looks at the clicks of the same shopper elsewhere, and visits tell of such clicks. */
  readonly reachesShoppers: boolean;
  /** The longest click window of any version, in days. */
  readonly clickWindowDays: number;
}

export async function readPolicyTraits(tx: Tx, brandId: string): Promise<PolicyTraits & { hasVisits: boolean }> {
  interface TraitsRow extends Record<string, unknown> {
    readonly binds: boolean;
    readonly limits: boolean;
    readonly weak: boolean;
    readonly reaches: boolean;
    readonly visited: boolean;
    readonly days: number;
  }
  const [row] = await tx.execute<TraitsRow>(sql`
    select coalesce(bool_or(binding_window_days > 0), false) as binds,
      coalesce(bool_or(excluded_products <> '{}' or min_order_minor is not null), false) as limits,
      coalesce(bool_or(are_late_clicks_weak), false) as weak, coalesce(max(click_window_days), 0)::int as days,
      coalesce(bool_or(click_reach = 'shopper'), false) as reaches,
      exists (select from visits where visits.brand_id = ${brandId}) as visited
    from attribution_policies where brand_id = ${brandId}`);
  return {
    usesBindings: row?.binds ?? false,
    looksAtProducts: row?.limits ?? false,
    weighsLateClicks: row?.weak ?? false,
    reachesShoppers: (row?.reaches && row.visited) ?? false,
    hasVisits: row?.visited ?? false,
    clickWindowDays: row?.days ?? 0,
  };
}
