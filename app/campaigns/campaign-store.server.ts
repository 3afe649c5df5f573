import { and, eq, gte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaignProducts, campaigns } from "#db/schema/campaigns.ts";
import { commissions } from "#db/schema/commissions.ts";
import type { Campaign, CampaignFacts, CampaignProduct } from "./campaign.ts";

const ofCampaign = (brandId: string, campaignId: string) =>
  and(eq(campaigns.brandId, brandId), eq(campaigns.id, campaignId));

export async function findCampaign(tx: Tx, brandId: string, campaignId: string): Promise<Campaign | null> {
  const [row] = await tx.select().from(campaigns).where(ofCampaign(brandId, campaignId));
  return row ?? null;
}

/** Reads the campaign and keeps every other change of it waiting until this transaction ends. */
export async function lockCampaign(tx: Tx, brandId: string, campaignId: string): Promise<Campaign | null> {
  const [row] = await tx.select().from(campaigns).where(ofCampaign(brandId, campaignId)).for("no key update");
  return row ?? null;
}

/** The brand behind a campaign that creators may see or once could; drafts belong to nobody else. */
export async function findBrandOfCampaign(tx: Tx, campaignId: string): Promise<string | null> {
  const [row] = await tx
    .select({ brandId: campaigns.brandId })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), sql`${campaigns.status} <> 'draft'`));
  return row?.brandId ?? null;
}

export async function insertCampaign(tx: Tx, campaign: Campaign): Promise<void> {
  await tx.insert(campaigns).values({ ...campaign, niches: [...campaign.niches] });
}

type CampaignChange = Partial<CampaignFacts & Pick<Campaign, "status" | "pauseReason" | "publishedAt" | "endedAt">>;

export async function updateCampaign(
  tx: Tx,
  brandId: string,
  campaignId: string,
  change: CampaignChange,
  now: Date,
): Promise<void> {
  const { niches, ...rest } = change;
  await tx
    .update(campaigns)
    .set({ ...rest, ...(niches ? { niches: [...niches] } : {}), updatedAt: now })
    .where(ofCampaign(brandId, campaignId));
}

export async function listProducts(tx: Tx, brandId: string, campaignId: string): Promise<CampaignProduct[]> {
  return tx
    .select({
      title: campaignProducts.title,
      url: campaignProducts.url,
      imageUrl: campaignProducts.imageUrl,
      priceMinor: campaignProducts.priceMinor,
    })
    .from(campaignProducts)
    .where(and(eq(campaignProducts.brandId, brandId), eq(campaignProducts.campaignId, campaignId)))
    .orderBy(campaignProducts.position);
}

/** Replaces all products of the campaign by these, in this order. */
export async function saveProducts(
  tx: Tx,
  brandId: string,
  campaignId: string,
  products: readonly CampaignProduct[],
): Promise<void> {
  await tx
    .delete(campaignProducts)
    .where(and(eq(campaignProducts.brandId, brandId), eq(campaignProducts.campaignId, campaignId)));
  if (products.length === 0) return;
  const rows = products.map((product, position) => ({ brandId, campaignId, position, ...product }));
  await tx.insert(campaignProducts).values(rows);
}

/** What the campaign's commissions have earned so far: the part of the budget that is gone. */
export async function sumSpent(tx: Tx, brandId: string, campaignId: string): Promise<bigint> {
  const [row] = await tx
    .select({ spentMinor: sql<string>`coalesce(sum(${commissions.earnedMinor}), 0)::text` })
    .from(commissions)
    .where(and(eq(commissions.brandId, brandId), eq(commissions.campaignId, campaignId)));
  return BigInt(row?.spentMinor ?? "0");
}

/** What sales since an instant have earned. */
export async function sumSpentSince(tx: Tx, brandId: string, campaignId: string, since: Date): Promise<bigint> {
  const [row] = await tx
    .select({ spentMinor: sql<string>`coalesce(sum(${commissions.earnedMinor}), 0)::text` })
    .from(commissions)
    .where(
      and(
        eq(commissions.brandId, brandId),
        eq(commissions.campaignId, campaignId),
        gte(commissions.saleOccurredAt, since),
      ),
    );
  return BigInt(row?.spentMinor ?? "0");
}

export interface DueCampaign {
  readonly brandId: string;
  readonly campaignId: string;
}

/** Campaigns whose last day is over but which have not been ended yet, across brands, oldest end first. */
export async function listDueCampaigns(tx: Tx, now: Date, limit: number): Promise<DueCampaign[]> {
  return tx
    .select({ brandId: campaigns.brandId, campaignId: campaigns.id })
    .from(campaigns)
    .where(sql`${campaigns.status} in ('published', 'paused') and ${campaigns.endsAt} <= ${now.toISOString()}`)
    .orderBy(campaigns.endsAt)
    .limit(limit);
}
