import { and, asc, count, eq, ilike, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { creators } from "#db/schema/creators.ts";
import { links } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import type { PartnershipStatus } from "../partnerships/partnership.ts";
import type { BrandLinkFilter } from "./brand-link-filter.ts";
import { trackedColumns } from "./link-store.server.ts";
import type { TrackedLink } from "./tracked-link.ts";

export interface BrandLinkRow extends TrackedLink {
  readonly partnershipId: string;
  readonly partnershipStatus: PartnershipStatus;
  readonly creatorName: string;
  readonly campaignName: string;
}

/** One page of the links that a brand's creators share, those of running partnerships first, then by creator and place. */
export async function listBrandLinks(
  tx: Tx,
  brandId: string,
  { search, campaignId, page, pageSize }: BrandLinkFilter & { readonly page: number; readonly pageSize: number },
): Promise<{ rows: BrandLinkRow[]; total: number }> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const condition = and(
    eq(links.brandId, brandId),
    campaignId === null ? undefined : eq(partnerships.campaignId, campaignId),
    search === ""
      ? undefined
      : or(
          ...[creators.name, links.slug, links.placement, links.title, links.destinationUrl].map((column) =>
            ilike(column, pattern),
          ),
        ),
  );
  const ofPartnership = and(eq(partnerships.brandId, links.brandId), eq(partnerships.id, links.partnershipId));
  const ofCampaign = and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId));
  const [counted] = await tx
    .select({ total: count() })
    .from(links)
    .innerJoin(partnerships, ofPartnership)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(condition);
  const rows = await tx
    .select({
      ...trackedColumns,
      partnershipId: links.partnershipId,
      partnershipStatus: partnerships.status,
      creatorName: creators.name,
      campaignName: campaigns.name,
    })
    .from(links)
    .innerJoin(partnerships, ofPartnership)
    .innerJoin(campaigns, ofCampaign)
    .innerJoin(creators, eq(creators.id, partnerships.creatorId))
    .where(condition)
    .orderBy(
      sql`${partnerships.status} not in ('active', 'paused')`,
      sql`${links.retiredAt} is not null`,
      asc(creators.name),
      asc(campaigns.name),
      asc(links.placement),
      asc(links.id),
    )
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: counted?.total ?? 0 };
}
