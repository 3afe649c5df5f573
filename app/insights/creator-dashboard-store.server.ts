import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { linkCounts } from "#app/clicks/click-report-store.server.ts";
import type { Tx } from "#db/client.server.ts";
import { brands, campaigns, campaignTerms, commissions, partnerships } from "#db/schema/index.ts";
import type { Period } from "./period.ts";

/** A creator's money over all brands in one currency; what was earned is of the period alone, the rest is as it stands now. */
export async function sumEarnings(tx: Tx, creatorId: string, period: Period) {
  const isInPeriod = and(gte(commissions.saleOccurredAt, period.from), lt(commissions.saleOccurredAt, period.until));
  const rows = await tx
    .select({
      currency: commissions.currency,
      earned: sql<string>`coalesce(sum(${commissions.earnedMinor}) filter (where ${isInPeriod}), 0)`,
      orders: sql<number>`(count(*) filter (where ${isInPeriod}))::int`,
      held: sql<string>`sum(${commissions.heldMinor})`,
      payable: sql<string>`sum(${commissions.payableMinor})`,
      inTransit: sql<string>`sum(${commissions.inTransitMinor})`,
    })
    .from(commissions)
    .where(eq(commissions.creatorId, creatorId))
    .groupBy(commissions.currency)
    .orderBy(desc(sql`count(*)`), asc(commissions.currency));
  return rows.map((row) => ({
    currency: row.currency,
    orders: row.orders,
    earnedMinor: BigInt(row.earned),
    heldMinor: BigInt(row.held),
    payableMinor: BigInt(row.payable),
    inTransitMinor: BigInt(row.inTransit),
  }));
}

/** The day on which held money of a creator is next free for review, and how much it is; undefined when nothing waits for a day. */
export async function findNextRelease(tx: Tx, creatorId: string, now: Date) {
  const day = sql<string>`to_char(${commissions.holdUntil} at time zone 'UTC', 'YYYY-MM-DD')`;
  const [row] = await tx
    .select({ day, currency: commissions.currency, held: sql<string>`sum(${commissions.heldMinor})` })
    .from(commissions)
    .where(
      and(
        eq(commissions.creatorId, creatorId),
        gt(commissions.heldMinor, 0n),
        isNull(commissions.blockedBy),
        gt(commissions.holdUntil, now),
      ),
    )
    .groupBy(sql`1`, commissions.currency)
    .orderBy(sql`1`, asc(commissions.currency))
    .limit(1);
  return row && { day: row.day, currency: row.currency, amountMinor: BigInt(row.held) };
}

/** The creator's link with most counted clicks in a period, and how many sales its partnership had; null without a counted click. */
export async function findBestLink(tx: Tx, creatorId: string, period: Period) {
  const [row] = await tx.execute<{
    slug: string;
    partnershipId: string;
    brandName: string;
    campaignName: string;
    gross: number;
    net: number;
    orders: number;
  }>(sql`
    select links.slug, counted.partnership_id as "partnershipId", brands.name as "brandName", campaigns.name as "campaignName",
      gross, net,
      (select count(*)::int from commissions where commissions.brand_id = counted.brand_id
        and commissions.partnership_id = counted.partnership_id and calculated_minor > 0
        and sale_occurred_at >= ${period.from.toISOString()}::timestamptz
        and sale_occurred_at < ${period.until.toISOString()}::timestamptz) as orders
    from (${linkCounts({ creatorId, campaignId: null }, period)}) as counted
    join links on links.brand_id = counted.brand_id and links.id = counted.link_id
    join partnerships on partnerships.brand_id = counted.brand_id and partnerships.id = counted.partnership_id
    join campaigns on campaigns.brand_id = partnerships.brand_id and campaigns.id = partnerships.campaign_id
    join brands on brands.id = partnerships.brand_id
    where net > 0
    order by net desc, links.slug limit 1`);
  return row ?? null;
}

const MAX_ANNOUNCEMENTS = 5;

/** Versions of terms, newer than the accepted one, that were announced to a creator's running partnerships since an instant. */
export async function listAnnouncements(tx: Tx, creatorId: string, since: Date) {
  return tx
    .select({
      partnershipId: partnerships.id,
      brandName: brands.name,
      campaignName: campaigns.name,
      terms: campaignTerms,
    })
    .from(partnerships)
    .innerJoin(
      campaignTerms,
      and(eq(campaignTerms.brandId, partnerships.brandId), eq(campaignTerms.campaignId, partnerships.campaignId)),
    )
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .innerJoin(brands, eq(brands.id, partnerships.brandId))
    .where(
      and(
        eq(partnerships.creatorId, creatorId),
        inArray(partnerships.status, ["active", "paused"]),
        sql`${campaignTerms.version} > ${partnerships.acceptedTermsVersion}`,
        or(gte(campaignTerms.announcedAt, since), gte(campaignTerms.inForceFrom, since)),
      ),
    )
    .orderBy(desc(campaignTerms.announcedAt), asc(campaigns.name))
    .limit(MAX_ANNOUNCEMENTS);
}
