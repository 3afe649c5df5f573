import type { CommissionBlock } from "#app/commissions/commission.ts";
import { and, asc, desc, eq, gte, inArray, lt, or, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import {
  brands,
  campaigns,
  commissions,
  creators,
  credits,
  partnerships,
  refunds,
  sales,
  stores,
} from "#db/schema/index.ts";
import type { PaymentStatus } from "../sales/sale.ts";
import { periodOf, SALES_PAGE_SIZE, type SalesFilter } from "./sales-filter.ts";

const ownSale = and(eq(sales.brandId, commissions.brandId), eq(sales.id, commissions.saleId));

/** One row of a brand's list of sales. */
export interface BrandSaleRow {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  readonly placedAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelledAt: Date | null;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly earnedMinor: bigint;
  /** The campaign's, which may be another one than the sale's. */
  readonly earnedCurrency: string;
  /** Names of those credited; empty for nobody. */
  readonly creditedTo: readonly string[];
  readonly campaignNames: readonly string[];
  readonly hasRefund: boolean;
}

/** Sums over all rows of a list, on every page of it, per currency. */
export interface SalesTotal {
  readonly currency: string;
  readonly count: number;
  readonly netMinor: bigint;
  readonly earnedMinor: bigint;
}

const isCredited = sql`exists (select 1 from ${credits} where ${credits.brandId} = ${sales.brandId} and ${credits.attributionId} = ${sales.attributionId})`;
const hasRefund = sql<boolean>`exists (select 1 from ${refunds} where ${refunds.brandId} = ${sales.brandId} and ${refunds.saleId} = ${sales.id} and ${refunds.status} <> 'deleted')`;

/** Commission of a sale over all its creators. Read by an index per row; only the rows of one period are looked at. */
const earnedMinor = sql`coalesce((select sum(${commissions.earnedMinor}) from ${commissions} where ${commissions.brandId} = ${sales.brandId} and ${commissions.saleId} = ${sales.id}), 0)`;

/** What a sale's commission is in: its campaign's currency. Campaigns that share a sale are of one brand, and of one currency with it. */
const earnedCurrency = sql<string>`coalesce((select min(${commissions.currency}) from ${commissions} where ${commissions.brandId} = ${sales.brandId} and ${commissions.saleId} = ${sales.id}), ${sales.currency})`;

function isShown(brandId: string, filter: SalesFilter): SQL | undefined {
  const period = periodOf(filter);
  const shown = { all: undefined, credited: isCredited, unattributed: sql`not ${isCredited}`, refunded: hasRefund }[
    filter.shown
  ];
  return and(
    eq(sales.brandId, brandId),
    gte(sales.placedAt, period.from),
    lt(sales.placedAt, period.until),
    nameBegins(filter.search),
    shown,
  );
}

/** "1001" finds "#1001" too. Wildcards of the pattern language count as themselves. */
function nameBegins(search: string): SQL | undefined {
  if (search === "") return undefined;
  const begin = `${search.replace(/[\\%_]/g, "\\$&")}%`;
  return or(sql`${sales.externalName} ilike ${begin}`, sql`${sales.externalName} ilike ${`#${begin}`}`);
}

/** One page of a brand's sales, latest first. @param limit rows at most; @param offset rows skipped. */
export async function listBrandSales(
  tx: Tx,
  brandId: string,
  filter: SalesFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<BrandSaleRow[]> {
  const rows = await tx
    .select({
      id: sales.id,
      name: sales.externalName,
      storeName: stores.name,
      placedAt: sales.placedAt,
      paymentStatus: sales.paymentStatus,
      cancelledAt: sales.cancelledAt,
      currency: sales.currency,
      netMinor: sales.netMinor,
      earned: sql<string>`${earnedMinor}`,
      earnedCurrency,
      hasRefund,
      attributionId: sales.attributionId,
    })
    .from(sales)
    .innerJoin(stores, and(eq(stores.brandId, sales.brandId), eq(stores.id, sales.storeId)))
    .where(isShown(brandId, filter))
    .orderBy(desc(sales.placedAt), desc(sales.id))
    .limit(limit)
    .offset(offset);
  const credited = await creditedNames(tx, brandId, rows.flatMap(({ attributionId }) => attributionId ?? [])); // prettier-ignore
  return rows.map(({ attributionId, earned, ...row }) => {
    const names = credited.filter((credit) => credit.attributionId === attributionId);
    return {
      ...row,
      earnedMinor: BigInt(earned),
      creditedTo: names.map(({ creatorName }) => creatorName),
      campaignNames: names.map(({ campaignName }) => campaignName),
    };
  });
}

/** The sums of the same rows, whatever the page. */
export async function sumBrandSales(tx: Tx, brandId: string, filter: SalesFilter): Promise<SalesTotal[]> {
  const rows = await tx
    .select({
      currency: sales.currency,
      count: sql<number>`count(*)::int`,
      net: sql<string>`sum(${sales.netMinor})`,
    })
    .from(sales)
    .where(isShown(brandId, filter))
    .groupBy(sales.currency)
    .orderBy(desc(sql`count(*)`), asc(sales.currency));
  const earned = await sumEarned(tx, brandId, filter);
  const sold = rows.map(({ net, ...row }) => ({
    ...row,
    netMinor: BigInt(net),
    earnedMinor: earned.get(row.currency) ?? 0n,
  }));
  const currencies = new Set(sold.map(({ currency }) => currency));
  const onlyEarned = [...earned].filter(([currency, minor]) => minor !== 0n && !currencies.has(currency));
  return [
    ...sold,
    ...onlyEarned.map(([currency, minor]) => ({ currency, count: 0, netMinor: 0n, earnedMinor: minor })),
  ];
}

/** What the same sales earned, by the currency it was earned in. */
async function sumEarned(tx: Tx, brandId: string, filter: SalesFilter): Promise<Map<string, bigint>> {
  const rows = await tx
    .select({ currency: commissions.currency, earned: sql<string>`sum(${commissions.earnedMinor})` })
    .from(sales)
    .innerJoin(commissions, ownSale)
    .where(isShown(brandId, filter))
    .groupBy(commissions.currency)
    .orderBy(asc(commissions.currency));
  return new Map(rows.map(({ currency, earned }) => [currency, BigInt(earned)]));
}

async function creditedNames(tx: Tx, brandId: string, attributionIds: readonly string[]) {
  if (attributionIds.length === 0) return [];
  return tx
    .select({ attributionId: credits.attributionId, creatorName: creators.name, campaignName: campaigns.name })
    .from(credits)
    .innerJoin(partnerships, and(eq(partnerships.brandId, credits.brandId), eq(partnerships.id, credits.partnershipId)))
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .where(and(eq(credits.brandId, brandId), inArray(credits.attributionId, [...attributionIds])))
    .orderBy(desc(credits.shareBps), asc(creators.name));
}

/** One row of a creator's list of sales: their own commission and nothing about the buyer. */
export interface CreatorSaleRow {
  readonly saleId: string;
  readonly name: string;
  readonly brandName: string;
  readonly campaignName: string;
  readonly placedAt: Date;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly earnedMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly inTransitMinor: bigint;
  readonly paidMinor: bigint;
  readonly status: "held" | "approved" | "declined";
  readonly holdUntil: Date;
  readonly blockedBy: CommissionBlock | null;
}

function isCreators(creatorId: string, filter: SalesFilter): SQL | undefined {
  const period = periodOf(filter);
  return and(
    eq(commissions.creatorId, creatorId),
    gte(commissions.saleOccurredAt, period.from),
    lt(commissions.saleOccurredAt, period.until),
    filter.campaignId === null ? undefined : eq(commissions.campaignId, filter.campaignId),
  );
}

/** One page of the sales a creator has or had a commission on, over all brands, latest first. */
export async function listCreatorSales(tx: Tx, creatorId: string, filter: SalesFilter): Promise<CreatorSaleRow[]> {
  return tx
    .select({
      saleId: commissions.saleId,
      name: sales.externalName,
      brandName: brands.name,
      campaignName: campaigns.name,
      placedAt: commissions.saleOccurredAt,
      currency: commissions.currency,
      netMinor: sales.netMinor,
      earnedMinor: commissions.earnedMinor,
      heldMinor: commissions.heldMinor,
      payableMinor: commissions.payableMinor,
      inTransitMinor: commissions.inTransitMinor,
      paidMinor: commissions.paidMinor,
      status: commissions.status,
      holdUntil: commissions.holdUntil,
      blockedBy: commissions.blockedBy,
    })
    .from(commissions)
    .innerJoin(sales, ownSale)
    .innerJoin(brands, eq(brands.id, commissions.brandId))
    .innerJoin(campaigns, and(eq(campaigns.brandId, commissions.brandId), eq(campaigns.id, commissions.campaignId)))
    .where(isCreators(creatorId, filter))
    .orderBy(desc(commissions.saleOccurredAt), desc(commissions.id))
    .limit(SALES_PAGE_SIZE)
    .offset((filter.page - 1) * SALES_PAGE_SIZE);
}

/** The sums of the same rows, whatever the page. */
export async function sumCreatorSales(tx: Tx, creatorId: string, filter: SalesFilter): Promise<SalesTotal[]> {
  const rows = await tx
    .select({
      currency: commissions.currency,
      count: sql<number>`count(*)::int`,
      net: sql<string>`sum(${sales.netMinor})`,
      earned: sql<string>`sum(${commissions.earnedMinor})`,
    })
    .from(commissions)
    .innerJoin(sales, ownSale)
    .where(isCreators(creatorId, filter))
    .groupBy(commissions.currency)
    .orderBy(desc(sql`count(*)`), asc(commissions.currency));
  return rows.map(({ currency, count, net, earned }) => ({
    currency,
    count,
    netMinor: BigInt(net),
    earnedMinor: BigInt(earned),
  }));
}

/** The campaigns a creator is or was a partner of, for the filter. */
export async function listCreatorCampaigns(
  tx: Tx,
  creatorId: string,
): Promise<{ id: string; name: string; brandName: string }[]> {
  return tx
    .select({ id: campaigns.id, name: campaigns.name, brandName: brands.name })
    .from(partnerships)
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .innerJoin(brands, eq(brands.id, partnerships.brandId))
    .where(and(eq(partnerships.creatorId, creatorId), inArray(partnerships.status, ["active", "paused", "ended"])))
    .orderBy(asc(brands.name), asc(campaigns.name))
    .limit(200);
}
