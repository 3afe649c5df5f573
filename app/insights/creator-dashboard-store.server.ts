import { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands, campaigns, campaignTerms, clicks, commissions, links, partnerships } from "#db/schema/index.ts";
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

/** The creator's links by counted clicks in a period, best first, with how many sales their partnerships had. */
export async function listLinksByClicks(tx: Tx, creatorId: string, period: Period) {
  const earned = tx
    .select({
      brandId: commissions.brandId,
      partnershipId: commissions.partnershipId,
      orders: sql<number>`count(*)::int`.as("orders"),
    })
    .from(commissions)
    .where(
      and(
        eq(commissions.creatorId, creatorId),
        gte(commissions.saleOccurredAt, period.from),
        lt(commissions.saleOccurredAt, period.until),
        gt(commissions.calculatedMinor, 0n),
      ),
    )
    .groupBy(commissions.brandId, commissions.partnershipId)
    .as("earned");
  const net = sql<number>`(count(*) filter (where ${clicks.isCounted}))::int`;
  return tx
    .select({
      slug: links.slug,
      partnershipId: partnerships.id,
      brandName: brands.name,
      campaignName: campaigns.name,
      gross: count(),
      net,
      orders: sql<number>`coalesce(max(${earned.orders}), 0)::int`,
    })
    .from(partnerships)
    .innerJoin(clicks, and(eq(clicks.brandId, partnerships.brandId), eq(clicks.partnershipId, partnerships.id)))
    .innerJoin(links, and(eq(links.brandId, clicks.brandId), eq(links.id, clicks.linkId)))
    .innerJoin(campaigns, and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId)))
    .innerJoin(brands, eq(brands.id, partnerships.brandId))
    .leftJoin(earned, and(eq(earned.brandId, partnerships.brandId), eq(earned.partnershipId, partnerships.id)))
    .where(
      and(
        eq(partnerships.creatorId, creatorId),
        gte(clicks.occurredAt, period.from),
        lt(clicks.occurredAt, period.until),
      ),
    )
    .groupBy(links.slug, partnerships.id, brands.name, campaigns.name)
    .orderBy(desc(net), asc(links.slug))
    .limit(MAX_LINKS);
}

/** Enough for anybody's links; the sums of clicks on the first screen are over these. */
const MAX_LINKS = 500;
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
