import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { CampaignTerms } from "#app/campaigns/campaign.ts";
import { GRANTED_LESS } from "#app/commissions/grant-from-budget.ts";
import type { Progress } from "#app/commissions/progress.ts";
import { groupedBy } from "#app/kit/grouped.ts";
import type { DisputeRecord, RefundRecord } from "#app/sales/sale-record.ts";
import type { Tx } from "./client.server.ts";
import {
  attributionPolicies,
  campaignTerms,
  commissionLines,
  commissions,
  credits,
  disputes,
  partnerships,
  refundLines,
  refunds,
  saleLines,
  sales,
} from "./schema/index.ts";

// Only what is compared and computed with: a million rows are read.
const commissionColumns = {
  brandId: commissions.brandId,
  id: commissions.id,
  saleId: commissions.saleId,
  partnershipId: commissions.partnershipId,
  campaignId: commissions.campaignId,
  currency: commissions.currency,
  revision: commissions.revision,
  status: commissions.status,
  exchangeRate: commissions.exchangeRate,
  exchangeRateDay: commissions.exchangeRateDay,
  exchangeRateSource: commissions.exchangeRateSource,
  countsAsSale: commissions.countsAsSale,
  soldNetMinor: commissions.soldNetMinor,
  soldEarnedMinor: commissions.soldEarnedMinor,
  soldBonusMinor: commissions.soldBonusMinor,
  /** What says which terms pay it. */
  acceptedTermsVersion: partnerships.acceptedTermsVersion,
};

const saleLineColumns = {
  saleId: saleLines.saleId,
  id: saleLines.id,
  externalId: saleLines.externalId,
  productId: saleLines.productId,
  sku: saleLines.sku,
  quantity: saleLines.quantity,
  netMinor: saleLines.netMinor,
  isCommissionable: saleLines.isCommissionable,
  removedAt: saleLines.removedAt,
};

const creditColumns = {
  attributionId: credits.attributionId,
  partnershipId: credits.partnershipId,
  shareBps: credits.shareBps,
  policyId: credits.policyId,
};

const commissionLineColumns = {
  commissionId: commissionLines.commissionId,
  saleLineId: commissionLines.saleLineId,
  part: commissionLines.part,
  calculatedMinor: commissionLines.calculatedMinor,
  earnedMinor: commissionLines.earnedMinor,
  saysWhyLess: sql<boolean>`strpos(${commissionLines.sentence}, ${GRANTED_LESS}) > 0`,
};

type RowOf<Columns extends Record<string, { readonly _: { readonly data: unknown; readonly notNull: boolean } }>> = {
  readonly [Name in keyof Columns]: Columns[Name]["_"]["notNull"] extends true
    ? Columns[Name]["_"]["data"]
    : Columns[Name]["_"]["data"] | null;
};

/** A commission as it is stored, with what says which terms pay it. */
export type StoredCommission = RowOf<typeof commissionColumns>;
type StoredLine = RowOf<Omit<typeof commissionLineColumns, "saysWhyLess">> & { readonly saysWhyLess: boolean };

const saleColumns = {
  brandId: sales.brandId,
  id: sales.id,
  storeId: sales.storeId,
  externalId: sales.externalId,
  currency: sales.currency,
  placedAt: sales.placedAt,
  providerUpdatedAt: sales.providerUpdatedAt,
  paymentStatus: sales.paymentStatus,
  cancelledAt: sales.cancelledAt,
  totalMinor: sales.totalMinor,
  listedRefunds: sales.listedRefunds,
  isReturningCustomer: sales.isReturningCustomer,
  attributionId: sales.attributionId,
  // Two sales of one instant are ordered by what the shop calls them, as app/sales does.
  hasEarlierSale: sql<boolean>`${sales.customerKey} is not null and exists (
    select from sales e where e.brand_id = ${sales.brandId} and e.customer_key = ${sales.customerKey}
      and e.cancelled_at is null and e.payment_status <> 'voided'
      and (e.placed_at, e.external_id, e.store_id) < (${sales.placedAt}, ${sales.externalId}, ${sales.storeId}))`,
};

/** All facts behind a batch of commissions, by the sale's id. Ids are unique over all brands. */
export interface RecomputedFacts {
  readonly sales: ReadonlyMap<string, SaleFacts>;
  readonly lines: ReadonlyMap<string, RowOf<typeof saleLineColumns>[]>;
  /** By store and the provider's id of the order: a refund may have come before its order. */
  readonly refunds: ReadonlyMap<string, RefundRecord[]>;
  readonly disputes: ReadonlyMap<string, DisputeRecord[]>;
  /** By attribution. */
  readonly credits: ReadonlyMap<string, RowOf<typeof creditColumns>[]>;
  /** By commission. */
  readonly commissionLines: ReadonlyMap<string, StoredLine[]>;
}

export type SaleFacts = Awaited<ReturnType<typeof readSales>>[number];

/** The next commissions after one, in the order of their sales, with the partnership's word on terms. */
export async function readCommissions(tx: Tx, afterLast: SQL | undefined, limit: number): Promise<StoredCommission[]> {
  return tx
    .select(commissionColumns)
    .from(commissions)
    .leftJoin(
      partnerships,
      and(eq(partnerships.brandId, commissions.brandId), eq(partnerships.id, commissions.partnershipId)),
    )
    .where(afterLast)
    .orderBy(asc(commissions.brandId), asc(commissions.saleId), asc(commissions.partnershipId))
    .limit(limit);
}

export async function readFacts(tx: Tx, batch: readonly StoredCommission[]): Promise<RecomputedFacts> {
  const stored = await readSales(tx, batch);
  const [lines, refundRows, disputeRows, creditRows, paidLines] = await Promise.all([
    tx
      .select(saleLineColumns)
      .from(saleLines)
      .where(isOne(saleLines.brandId, saleLines.saleId, pairs(batch, ({ saleId }) => saleId)))
      .orderBy(saleLines.brandId, saleLines.saleId, saleLines.position, saleLines.externalId),
    tx.select().from(refunds).where(isOfOrder(refunds, stored)),
    tx.select().from(disputes).where(isOfOrder(disputes, stored)),
    tx
      .select(creditColumns)
      .from(credits)
      .where(isOne(credits.brandId, credits.attributionId, pairs(stored, ({ attributionId }) => attributionId))),
    tx
      .select(commissionLineColumns)
      .from(commissionLines)
      .where(isOne(commissionLines.brandId, commissionLines.commissionId, pairs(batch, ({ id }) => id))),
  ]); // prettier-ignore
  const refundParts = await tx
    .select()
    .from(refundLines)
    .where(
      isOne(
        refundLines.brandId,
        refundLines.refundId,
        pairs(refundRows, ({ id }) => id),
      ),
    )
    .orderBy(refundLines.refundId, refundLines.position);
  const partsOf = groupedBy(refundParts, ({ refundId }) => refundId);
  return {
    sales: new Map(stored.map((sale) => [sale.id, sale])),
    lines: groupedBy(lines, ({ saleId }) => saleId),
    refunds: groupedBy(refundRows.map((row) => ({ ...row, lines: partsOf.get(row.id) ?? [] })), orderKeyOf),
    disputes: groupedBy(disputeRows, orderKeyOf),
    credits: groupedBy(creditRows, ({ attributionId }) => attributionId),
    commissionLines: groupedBy(paidLines, ({ commissionId }) => commissionId),
  }; // prettier-ignore
}

function readSales(tx: Tx, batch: readonly StoredCommission[]) {
  return tx
    .select(saleColumns)
    .from(sales)
    .where(isOne(sales.brandId, sales.id, pairs(batch, ({ saleId }) => saleId))); // prettier-ignore
}

/** The terms of campaigns, by the campaign's id. */
export async function readTerms(tx: Tx, campaignIds: readonly string[]): Promise<Map<string, CampaignTerms[]>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(campaignTerms)
    .where(inArray(campaignTerms.campaignId, [...campaignIds]));
  return groupedBy(rows, ({ campaignId }) => campaignId);
}

/** The products that policies exclude, by the policy's id. */
export async function readExclusions(tx: Tx, policyIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  if (policyIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: attributionPolicies.id, excludedProducts: attributionPolicies.excludedProducts })
    .from(attributionPolicies)
    .where(inArray(attributionPolicies.id, [...policyIds]));
  return new Map(rows.map((row) => [row.id, row.excludedProducts]));
}

/** What a refund or dispute names its order by. */
export function orderKeyOf(row: {
  readonly brandId: string;
  readonly storeId: string;
  readonly externalOrderId: string;
}): string {
  return `${row.brandId} ${row.storeId} ${row.externalOrderId}`;
}

const brandOf = ({ brandId }: { readonly brandId: string }) => brandId;

interface Pairs {
  readonly brandIds: readonly string[];
  readonly others: readonly string[];
}

function pairs<Row extends { readonly brandId: string }>(
  rows: readonly Row[],
  otherOf: (row: Row) => string | null,
): Pairs {
  const known = new Map<string, readonly [string, string]>();
  for (const row of rows) {
    const other = otherOf(row);
    if (other !== null) known.set(other, [row.brandId, other]);
  }
  return { brandIds: [...known.values()].map(([id]) => id), others: [...known.values()].map(([, other]) => other) };
}

function isOne(brandColumn: PgColumn, column: PgColumn, { brandIds, others }: Pairs): SQL {
  return sql`(${brandColumn}, ${column}) in (select * from unnest(${sql.param(brandIds)}::uuid[], ${sql.param(others)}::uuid[]))`;
}

function isOfOrder(table: typeof refunds | typeof disputes, stored: readonly SaleFacts[]): SQL {
  const column = (read: (sale: SaleFacts) => string) => sql.param(stored.map(read));
  return sql`(${table.brandId}, ${table.storeId}, ${table.externalOrderId}) in (select * from unnest(
    ${column(brandOf)}::uuid[], ${column(({ storeId }) => storeId)}::uuid[], ${column(({ externalId }) => externalId)}::text[]))`;
}

/** What a commission's terms ask about the creator's earlier sales. */
export interface AskedProgress {
  readonly commission: StoredCommission;
  /** Where the sale's period begins. */
  readonly periodFrom: Date;
}

/** What came before each of these sales, from what the commissions before it were counted as; by commission. */
export async function readProgressBefore(tx: Tx, asked: readonly AskedProgress[]): Promise<Map<string, Progress>> {
  if (asked.length === 0) return new Map();
  const column = (read: (one: AskedProgress) => string) => sql.param(asked.map(read));
  const rows = await tx.execute<Record<string, string | number | null> & { id: string }>(sql`
    with asked as (
      select c.brand_id, c.id, c.partnership_id, s.placed_at, s.external_id, s.store_id, s.customer_key, a.period_from::timestamptz as period_from
      from unnest(${column(({ commission }) => commission.brandId)}::uuid[], ${column(({ commission }) => commission.id)}::uuid[],
        ${column(({ periodFrom }) => periodFrom.toISOString())}::text[]) as a (brand_id, id, period_from)
      join commissions c on c.brand_id = a.brand_id and c.id = a.id
      join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
    )
    select asked.id::text, count(*) filter (where is_in)::int as sales,
      coalesce(sum(e.sold_net_minor) filter (where is_in), 0)::text as net,
      coalesce(sum(e.sold_earned_minor) filter (where is_in), 0)::text as earned,
      coalesce(sum(e.sold_bonus_minor) filter (where is_in), 0)::text as bonus,
      coalesce(sum(e.sold_earned_minor), 0)::text as earned_in_all,
      date_part('epoch', min(e.placed_at) filter (where is_own))::float8 * 1000 as since_ms, count(*) filter (where is_own)::int as orders
    from asked
    left join lateral (
      select c.sold_net_minor, c.sold_earned_minor, c.sold_bonus_minor, s.placed_at, s.placed_at >= asked.period_from as is_in,
        s.customer_key = asked.customer_key as is_own
      from commissions c join sales s on s.brand_id = c.brand_id and s.id = c.sale_id
      where c.brand_id = asked.brand_id and c.partnership_id = asked.partnership_id and c.counts_as_sale
        and (s.placed_at, s.external_id, s.store_id) < (asked.placed_at, asked.external_id, asked.store_id)
    ) e on true
    group by asked.id`);
  return new Map(rows.map((row) => [row.id, progressOf(row)]));
}

function progressOf(row: Readonly<Record<string, string | number | null>>): Progress {
  const since = row["since_ms"] ?? null;
  return {
    salesInPeriod: Number(row["sales"]),
    netInPeriodMinor: BigInt(row["net"] ?? 0),
    earnedInPeriodMinor: BigInt(row["earned"] ?? 0),
    bonusInPeriodMinor: BigInt(row["bonus"] ?? 0),
    earnedInAllMinor: BigInt(row["earned_in_all"] ?? 0),
    customerSince: since === null ? null : new Date(Number(since)),
    customerOrders: Number(row["orders"]),
  };
}

/**
 * Whether more than the sale's own customer key says whose order it is - shoppers may be joined by other signs, and parted again - and
 * whether a job waits that will settle it again. Asked only about a commission that does not fit.
 */
export async function readDoubts(
  tx: Tx,
  { brandId, saleId, partnershipId }: StoredCommission,
): Promise<{ readonly isPersonUnsure: boolean; readonly isSettledLater: boolean }> {
  const [person] = await tx.execute<{ is_unsure: boolean }>(sql`
    select s.customer_key is null
      or exists (select from shopper_partings p where p.brand_id = s.brand_id)
      or exists (select from customers own join customers other on other.brand_id = own.brand_id and other.group_key = own.group_key
        where own.brand_id = s.brand_id and own.customer_key = s.customer_key and other.customer_key <> own.customer_key) as is_unsure
    from sales s where s.brand_id = ${brandId} and s.id = ${saleId}`);
  const [job] = await tx.execute<{ is_waiting: boolean }>(sql`
    select exists (select from pgboss.job where state in ('created', 'retry', 'active')
      and (data::text like ${`%${saleId}%`} or data::text like ${`%${partnershipId}%`})) as is_waiting`);
  return { isPersonUnsure: person?.is_unsure ?? false, isSettledLater: job?.is_waiting ?? false };
}
