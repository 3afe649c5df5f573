import { findCampaign, listProducts } from "#app/campaigns/campaign-store.server.ts";
import type { CampaignProduct } from "#app/campaigns/campaign.ts";
import { countClicksByLink, type LinkClicks } from "#app/clicks/link-counts-store.server.ts";
import { linkAddress } from "#app/links/link-address.ts";
import { findShortHost, listBrandHosts, listLinksPaged } from "#app/links/link-store.server.ts";
import type { TrackedLink } from "#app/links/tracked-link.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findOwnPartnership, type OwnPartnershipRow, type PageOf } from "./partner-list-store.server.ts";

export interface ListedLink extends TrackedLink, LinkClicks {
  readonly address: string;
}

export interface LinksPage extends OwnPartnershipRow {
  readonly links: readonly ListedLink[];
  readonly total: number;
}

/** One page of a partnership's links; null for another creator's partnership, as for none. */
export async function readLinks(
  services: Services,
  creatorId: string,
  partnershipId: string,
  filter: PageOf & { readonly isRetired: boolean },
): Promise<LinksPage | null> {
  const own = await services.db.inPlatform((tx) => findOwnPartnership(tx, creatorId, partnershipId));
  if (!own) return null;
  const { brandId } = own.partnership;
  const listed = await services.db.inBrand(brandId, (tx) =>
    listWithClicks(services, tx, brandId, partnershipId, filter),
  );
  return { ...own, ...listed };
}

/** The links with their addresses and clicks. */
export async function listWithClicks(
  services: Services,
  tx: Tx,
  brandId: string,
  partnershipId: string,
  filter: PageOf & { readonly isRetired: boolean },
): Promise<{ readonly links: ListedLink[]; readonly total: number }> {
  const { rows, total } = await listLinksPaged(tx, brandId, partnershipId, filter);
  const clicks = await countClicksByLink(tx, brandId, [partnershipId]);
  const shortHost = await findShortHost(tx, brandId);
  const links = rows.map((link) => ({
    ...link,
    ...(clicks.get(link.linkId) ?? { gross: 0, net: 0 }),
    address: linkAddress(services.origin, link.slug, shortHost),
  }));
  return { links, total };
}

/** What a new link can be made of. */
export interface LinkMaterial extends OwnPartnershipRow {
  readonly products: readonly CampaignProduct[];
  readonly campaignPage: string;
  /** The brand's registered sites. */
  readonly hosts: readonly string[];
}

/** Null for another creator's partnership, as for none. */
export async function readLinkMaterial(
  services: Services,
  creatorId: string,
  partnershipId: string,
): Promise<LinkMaterial | null> {
  const own = await services.db.inPlatform((tx) => findOwnPartnership(tx, creatorId, partnershipId));
  if (!own) return null;
  const { brandId, campaignId } = own.partnership;
  return services.db.inBrand(brandId, async (tx) => {
    const campaign = await findCampaign(tx, brandId, campaignId);
    return {
      ...own,
      products: await listProducts(tx, brandId, campaignId),
      campaignPage: campaign?.destinationUrl ?? "",
      hosts: await listBrandHosts(tx, brandId),
    };
  });
}
