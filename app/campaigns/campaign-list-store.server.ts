import { and, count, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { Campaign, CampaignStatus } from "./campaign.ts";

export interface CampaignRow {
  readonly campaign: Campaign;
  /** What its commissions have earned, in its currency. */
  readonly spentMinor: bigint;
  /** Active and paused. */
  readonly partnerCount: number;
  readonly applicationCount: number;
  /** Sales that earn somebody something. */
  readonly saleCount: number;
}

/** One page of the brand's campaigns, newest first, with what they cost and brought so far. `page` counts from 1. */
export async function listCampaigns(
  tx: Tx,
  brandId: string,
  filter: { readonly status: CampaignStatus | null; readonly page: number; readonly pageSize: number },
): Promise<{ rows: CampaignRow[]; total: number }> {
  const condition = and(
    eq(campaigns.brandId, brandId),
    filter.status ? eq(campaigns.status, filter.status) : undefined,
  );
  const [counted] = await tx.select({ total: count() }).from(campaigns).where(condition);
  // Written out: in a query of one table drizzle leaves the table's name off, and the inner query would compare with itself.
  const ofCampaign = sql.raw(`brand_id = "campaigns"."brand_id" and campaign_id = "campaigns"."id"`);
  const rows = await tx
    .select({
      campaign: campaigns,
      spent: sql<string>`(select coalesce(sum(earned_minor), 0)::text from ${commissions} where ${ofCampaign})`,
      partnerCount: sql<number>`(select count(*)::int from ${partnerships} where ${ofCampaign} and status in ('active', 'paused'))`,
      applicationCount: sql<number>`(select count(*)::int from ${partnerships} where ${ofCampaign} and status = 'applied')`,
      saleCount: sql<number>`(select count(distinct sale_id)::int from ${commissions} where ${ofCampaign} and earned_minor > 0)`,
    })
    .from(campaigns)
    .where(condition)
    .orderBy(desc(campaigns.createdAt), desc(campaigns.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize);
  return { total: counted?.total ?? 0, rows: rows.map(({ spent, ...row }) => ({ ...row, spentMinor: BigInt(spent) })) };
}

/** More campaigns than these nobody finds in a list of choices. */
const MAX_NAMES = 200;

/** Names of the campaigns that were ever published, the newest first. */
export async function listNames(tx: Tx, brandId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: campaigns.id, name: campaigns.name })
    .from(campaigns)
    .where(and(eq(campaigns.brandId, brandId), isNotNull(campaigns.publishedAt)))
    .orderBy(desc(campaigns.createdAt), desc(campaigns.id))
    .limit(MAX_NAMES);
}
