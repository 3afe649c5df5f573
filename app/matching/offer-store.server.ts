import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { campaignProducts, campaigns, campaignTerms } from "#db/schema/campaigns.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { termsColumns } from "#app/campaigns/version-store.server.ts";
import type { Campaign, CampaignTerms } from "#app/campaigns/campaign.ts";
import type { Niche } from "#app/creators/creator.ts";

/** A campaign as a creator sees it, with the newest announced version of its terms: the one they would accept. */
export interface Offer {
  readonly campaignId: string;
  readonly brandName: string;
  readonly name: string;
  readonly brief: string;
  readonly niches: readonly Niche[];
  readonly claimMode: Campaign["claimMode"];
  readonly discountBps: number;
  readonly endsAt: Date | null;
  readonly publishedAt: Date;
  readonly terms: CampaignTerms;
  /** The price of the first product that has one. */
  readonly examplePriceMinor: bigint | null;
}

export interface OfferFilter {
  readonly niche?: Niche | undefined;
  /** Words of the campaign, the brief or the brand. */
  readonly text?: string | undefined;
}

/** What a creator may claim now and has no partnership in yet, newest first. */
export async function listOpenOffers(
  tx: Tx,
  creatorId: string,
  now: Date,
  filter: OfferFilter,
  limit: number,
): Promise<Offer[]> {
  const at = now.toISOString();
  const pattern = `%${(filter.text ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await tx
    .select({
      campaign: campaigns,
      terms: termsColumns,
      brandName: brands.name,
      examplePrice: sql<string | null>`(select p.price_minor::text from ${campaignProducts} p
        where p.brand_id = ${campaigns.brandId} and p.campaign_id = ${campaigns.id} and p.price_minor > 0 order by p.position limit 1)`,
    })
    .from(campaigns)
    .innerJoin(brands, eq(brands.id, campaigns.brandId))
    .innerJoin(
      campaignTerms,
      and(
        eq(campaignTerms.brandId, campaigns.brandId),
        eq(campaignTerms.campaignId, campaigns.id),
        sql`${campaignTerms.version} = (select max(t.version) from ${campaignTerms} t
          where t.brand_id = ${campaigns.brandId} and t.campaign_id = ${campaigns.id})`,
      ),
    )
    .where(
      and(
        eq(campaigns.status, "published"),
        sql`${campaigns.startsAt} <= ${at} and (${campaigns.endsAt} is null or ${campaigns.endsAt} > ${at})`,
        sql`not exists (select 1 from ${partnerships} own where own.brand_id = ${campaigns.brandId}
          and own.campaign_id = ${campaigns.id} and own.creator_id = ${creatorId})`,
        filter.niche ? sql`${filter.niche} = any (${campaigns.niches})` : undefined,
        filter.text
          ? sql`(${campaigns.name} ilike ${pattern} or ${campaigns.brief} ilike ${pattern} or ${brands.name} ilike ${pattern})`
          : undefined,
      ),
    )
    .orderBy(desc(campaigns.publishedAt), campaigns.id)
    .limit(limit);
  return rows.map(({ campaign, terms, brandName, examplePrice }) => ({
    campaignId: campaign.id,
    brandName,
    name: campaign.name,
    brief: campaign.brief,
    niches: campaign.niches,
    claimMode: campaign.claimMode,
    discountBps: campaign.discountBps,
    endsAt: campaign.endsAt,
    publishedAt: campaign.publishedAt ?? campaign.createdAt,
    terms,
    examplePriceMinor: examplePrice === null ? null : BigInt(examplePrice),
  }));
}
