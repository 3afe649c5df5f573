import { and, asc, count, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { creators } from "#db/schema/creators.ts";
import { codes, links } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { Niche } from "#app/creators/creator.ts";
import type { Partnership } from "./partnership.ts";

export interface PageOf {
  /** Counts from 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface Earned {
  /** Sales that earn something. */
  readonly saleCount: number;
  readonly earnedMinor: bigint;
  readonly currency: string;
}

const ofPartnership = sql`brand_id = ${partnerships.brandId} and partnership_id = ${partnerships.id}`;
const earnedColumns = {
  saleCount: sql<number>`(select count(*)::int from ${commissions} where ${ofPartnership} and earned_minor > 0)`,
  earned: sql<string>`(select coalesce(sum(earned_minor), 0)::text from ${commissions} where ${ofPartnership})`,
  currency: campaigns.currency,
};
const joinCampaign = and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId));

export interface PartnerRow extends Earned {
  readonly partnership: Partnership;
  readonly creatorName: string;
  readonly creatorHandle: string;
}

/** One page of a campaign's partnerships, running ones first, then by name. Applications are listed apart. */
export async function listPartnersOfCampaign(
  tx: Tx,
  brandId: string,
  campaignId: string,
  { page, pageSize }: PageOf,
): Promise<{ rows: PartnerRow[]; total: number }> {
  const condition = and(
    eq(partnerships.brandId, brandId),
    eq(partnerships.campaignId, campaignId),
    sql`${partnerships.status} in ('active', 'paused', 'ended')`,
  );
  const [counted] = await tx.select({ total: count() }).from(partnerships).where(condition);
  const rows = await tx
    .select({ partnership: partnerships, creatorName: creators.name, creatorHandle: creators.handle, ...earnedColumns })
    .from(partnerships)
    .innerJoin(campaigns, joinCampaign)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(condition)
    .orderBy(sql`${partnerships.status} = 'ended'`, asc(creators.name), asc(partnerships.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { total: counted?.total ?? 0, rows: rows.map(readEarned) };
}

/** The most partners that one list to choose from names. */
const MAX_PARTNER_CHOICES = 200;

/** Who takes part in a campaign now, by name. */
export async function listActivePartners(
  tx: Tx,
  brandId: string,
  campaignId: string,
): Promise<{ partnershipId: string; creatorName: string }[]> {
  return tx
    .select({ partnershipId: partnerships.id, creatorName: creators.name })
    .from(partnerships)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(
      and(
        eq(partnerships.brandId, brandId),
        eq(partnerships.campaignId, campaignId),
        inArray(partnerships.status, ["active", "paused"]),
      ),
    )
    .orderBy(asc(creators.name), asc(partnerships.id))
    .limit(MAX_PARTNER_CHOICES);
}

export interface ApplicationRow {
  readonly partnership: Partnership;
  readonly campaignName: string;
  readonly campaignNiches: readonly Niche[];
  readonly creatorName: string;
  readonly bio: string;
  readonly niches: readonly Niche[];
  readonly audienceCountries: readonly string[];
  readonly country: string;
}

/** One page of the applications that wait for the brand's answer, the oldest first. */
export async function listApplications(
  tx: Tx,
  brandId: string,
  { page, pageSize }: PageOf,
): Promise<{ rows: ApplicationRow[]; total: number }> {
  const condition = and(eq(partnerships.brandId, brandId), eq(partnerships.status, "applied"));
  const [counted] = await tx.select({ total: count() }).from(partnerships).where(condition);
  const rows = await tx
    .select({
      partnership: partnerships,
      campaignName: campaigns.name,
      campaignNiches: campaigns.niches,
      creatorName: creators.name,
      bio: creators.bio,
      niches: creators.niches,
      audienceCountries: creators.audienceCountries,
      country: creators.country,
    })
    .from(partnerships)
    .innerJoin(campaigns, joinCampaign)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(condition)
    .orderBy(asc(partnerships.createdAt), asc(partnerships.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { total: counted?.total ?? 0, rows };
}

export interface OwnPartnershipRow extends Earned {
  readonly partnership: Partnership;
  readonly campaignName: string;
  readonly brandName: string;
  /** Null before the partnership is active. */
  readonly slug: string | null;
  readonly code: string | null;
}

const ownColumns = {
  partnership: partnerships,
  campaignName: campaigns.name,
  brandName: brands.name,
  slug: sql<
    string | null
  >`(select slug from ${links} where ${ofPartnership} and placement = '' order by created_at limit 1)`,
  code: sql<
    string | null
  >`(select code from ${codes} where ${ofPartnership} and kind = 'shared' and replaced_at is null limit 1)`,
  ...earnedColumns,
};

/** One page of a creator's partnerships at all brands: running first, then waiting, then what is over; the newest first in each. */
export async function listOwnPartnerships(
  tx: Tx,
  creatorId: string,
  { page, pageSize }: PageOf,
): Promise<{ rows: OwnPartnershipRow[]; total: number }> {
  const condition = eq(partnerships.creatorId, creatorId);
  const [counted] = await tx.select({ total: count() }).from(partnerships).where(condition);
  const order = sql`case ${partnerships.status} when 'active' then 0 when 'paused' then 1 when 'invited' then 2 when 'applied' then 3 else 4 end`;
  const rows = await selectOwn(tx, condition)
    .orderBy(order, sql`${partnerships.createdAt} desc`, asc(partnerships.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { total: counted?.total ?? 0, rows: rows.map(readEarned) };
}

/** A creator's own partnership; null for anybody else's. */
export async function findOwnPartnership(
  tx: Tx,
  creatorId: string,
  partnershipId: string,
): Promise<OwnPartnershipRow | null> {
  const [row] = await selectOwn(tx, and(eq(partnerships.creatorId, creatorId), eq(partnerships.id, partnershipId)));
  return row ? readEarned(row) : null;
}

function selectOwn(tx: Tx, condition: SQL | undefined) {
  return tx
    .select(ownColumns)
    .from(partnerships)
    .innerJoin(campaigns, joinCampaign)
    .innerJoin(brands, eq(brands.id, partnerships.brandId))
    .where(condition);
}

function readEarned<Row extends { earned: string }>({
  earned,
  ...row
}: Row): Omit<Row, "earned"> & { earnedMinor: bigint } {
  return { ...row, earnedMinor: BigInt(earned) };
}
