import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { noProgress, type Progress } from "./progress.ts";

/** One sale as one partnership's: its progress is what came before the sale. */
export interface ProgressQuestion {
  readonly saleId: string;
  readonly partnershipId: string;
  /** Where the sale's period begins. */
  readonly periodFrom: Date;
  /** From when on all that was earned is summed: the beginning of time for a cap on the whole campaign, else the period's. */
  readonly allFrom: Date;
  /** The sales of the same person beside those under the sale's own customer key, and those that are another's after all. */
  readonly person: PersonsOrders;
}

/** Which sales are one person's, where it is known by more than the customer key. */
export interface PersonsOrders {
  readonly alsoSaleIds: readonly string[];
  readonly exceptSaleIds: readonly string[];
}

export const keyAlone: PersonsOrders = { alsoSaleIds: [], exceptSaleIds: [] };

export interface AnsweredProgress extends Progress {
  readonly saleId: string;
  readonly partnershipId: string;
  /** The partnership has sales after this one, which look back at it. */
  readonly isFollowed: boolean;
}

interface ProgressRow extends Record<string, unknown> {
  readonly sale_id: string;
  readonly partnership_id: string;
  readonly sales: number;
  readonly net: string;
  readonly earned: string;
  readonly bonus: string;
  readonly earned_in_all: string;
  readonly customer_since_ms: number | null;
  readonly customer_orders: number;
  readonly is_followed: boolean;
}

/** Locks partnerships until the transaction ends, in order: who counts a creator's sales waits for whoever is adding one. */
export async function lockPartnerships(tx: Tx, brandId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    select 1 from partnerships where brand_id = ${brandId}::uuid and id = any(${sql.param([...ids])}::uuid[])
    order by id for no key update`);
}

// Two sales of one instant are ordered by what the shop calls them: our own ids tell only which one we heard of first.
const isEarlier = sql`(c.sale_occurred_at < own.placed_at or (c.sale_occurred_at = own.placed_at and exists (
  select from sales s where s.brand_id = c.brand_id and s.id = c.sale_id
    and (s.external_id, s.store_id) < (own.external_id, own.store_id))))`;

/**
 * What came before each of many sales, in one statement. The sales are stored, and the partnerships need not be credited with them. Where
 * sales may arrive at the same time, the caller holds the locks of the partnerships.
 */
export async function findProgress(
  tx: Tx,
  brandId: string,
  questions: readonly ProgressQuestion[],
): Promise<AnsweredProgress[]> {
  if (questions.length === 0) return [];
  const column = <T>(read: (question: ProgressQuestion) => T) => sql.param(questions.map(read));
  const rows = await tx.execute<ProgressRow>(sql`
    select asked.sale_id, asked.partnership_id, before.*, customer.*,
      exists (select from commissions c where c.brand_id = own.brand_id and c.partnership_id = asked.partnership_id
        and c.sale_id <> own.id and c.sale_occurred_at >= own.placed_at) as is_followed
    from (select sale_id, partnership_id, period_text::timestamptz as period_from, all_text::timestamptz as all_from,
        string_to_array(also_text, ',')::uuid[] as also_ids, string_to_array(except_text, ',')::uuid[] as except_ids from unnest(
      ${column(({ saleId }) => saleId)}::uuid[],
      ${column(({ partnershipId }) => partnershipId)}::uuid[],
      ${column(({ periodFrom }) => periodFrom.toISOString())}::text[],
      ${column(({ allFrom }) => allFrom.toISOString())}::text[],
      ${column(({ person }) => person.alsoSaleIds.join())}::text[],
      ${column(({ person }) => person.exceptSaleIds.join())}::text[]
    ) as texts (sale_id, partnership_id, period_text, all_text, also_text, except_text)) asked
    join sales own on own.brand_id = ${brandId}::uuid and own.id = asked.sale_id
    cross join lateral (
      select count(*) filter (where c.sale_occurred_at >= asked.period_from)::int as sales,
        coalesce(sum(c.sold_net_minor) filter (where c.sale_occurred_at >= asked.period_from), 0)::text as net,
        coalesce(sum(c.sold_earned_minor) filter (where c.sale_occurred_at >= asked.period_from), 0)::text as earned,
        coalesce(sum(c.sold_bonus_minor) filter (where c.sale_occurred_at >= asked.period_from), 0)::text as bonus,
        coalesce(sum(c.sold_earned_minor), 0)::text as earned_in_all
      from commissions c
      where c.brand_id = own.brand_id and c.partnership_id = asked.partnership_id and c.counts_as_sale
        and c.sale_occurred_at >= asked.all_from and c.sale_occurred_at <= own.placed_at and ${isEarlier}
    ) before
    cross join lateral (
      select date_part('epoch', min(c.sale_occurred_at)) * 1000 as customer_since_ms, count(*)::int as customer_orders
      from sales other
      join commissions c on c.brand_id = other.brand_id and c.sale_id = other.id and c.partnership_id = asked.partnership_id
      where other.brand_id = own.brand_id and (other.customer_key = own.customer_key or other.id = any(asked.also_ids))
        and other.id <> all(asked.except_ids) and c.counts_as_sale and ${isEarlier}
    ) customer`);
  return rows.map(progressOf);
}

function progressOf(row: ProgressRow): AnsweredProgress {
  return {
    saleId: row.sale_id,
    partnershipId: row.partnership_id,
    salesInPeriod: row.sales,
    netInPeriodMinor: BigInt(row.net),
    earnedInPeriodMinor: BigInt(row.earned),
    bonusInPeriodMinor: BigInt(row.bonus),
    earnedInAllMinor: BigInt(row.earned_in_all),
    customerSince: row.customer_since_ms === null ? null : new Date(row.customer_since_ms),
    customerOrders: row.customer_orders,
    isFollowed: row.is_followed,
  };
}

/** The answer for one sale and partnership; nothing came before where nobody asked. */
export function progressFor(
  answers: readonly AnsweredProgress[],
  saleId: string,
  partnershipId: string,
): AnsweredProgress {
  const found = answers.find((answer) => answer.saleId === saleId && answer.partnershipId === partnershipId);
  return found ?? { ...noProgress, saleId, partnershipId, isFollowed: false };
}

/** Where a sale stands among others of its partnership. */
export interface SalePosition {
  readonly saleId: string;
  readonly placedAt: Date;
  readonly externalId: string;
  readonly storeId: string;
}

/** Which later sales of a partnership look back at one that has changed. */
export interface LaterSales {
  readonly partnershipId: string;
  readonly from: Date;
  /** The end of the period; null for the whole campaign. */
  readonly until: Date | null;
  /** Later sales of its customer look back at it whatever the period. */
  readonly saleId: string;
}

/** The first of the later sales, or the next after a position; null when there is none. Sales that count for nothing yet are among them. */
export async function findLaterSale(
  tx: Tx,
  brandId: string,
  { partnershipId, from, until, saleId }: LaterSales,
  last: SalePosition | null,
): Promise<SalePosition | null> {
  const behind = last
    ? sql`and (c.sale_occurred_at, s.external_id, s.store_id) > (${last.placedAt.toISOString()}::timestamptz, ${last.externalId}, ${last.storeId}::uuid)`
    : sql``;
  const [row] = await tx.execute<{ id: string; placed_ms: number; external_id: string; store_id: string }>(sql`
    select s.id, date_part('epoch', c.sale_occurred_at) * 1000 as placed_ms, s.external_id, s.store_id
    from commissions c
    join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
    where c.brand_id = ${brandId}::uuid and c.partnership_id = ${partnershipId}::uuid and c.sale_id <> ${saleId}::uuid
      and c.sale_occurred_at >= ${(last?.placedAt ?? from).toISOString()}::timestamptz ${behind}
      ${
        until
          ? sql`and (c.sale_occurred_at < ${until.toISOString()}::timestamptz or s.customer_key = (
              select own.customer_key from sales own where own.brand_id = c.brand_id and own.id = ${saleId}::uuid))`
          : sql``
      }
    order by c.sale_occurred_at, s.external_id, s.store_id limit 1`);
  return row
    ? { saleId: row.id, placedAt: new Date(row.placed_ms), externalId: row.external_id, storeId: row.store_id }
    : null;
}
