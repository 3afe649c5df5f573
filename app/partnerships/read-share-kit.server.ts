import { findCampaign, listProducts } from "#app/campaigns/campaign-store.server.ts";
import type { CampaignProduct } from "#app/campaigns/campaign.ts";
import { linkAddress } from "#app/links/link-address.ts";
import { findLink, findShortHost } from "#app/links/link-store.server.ts";
import type { TrackedLink } from "#app/links/tracked-link.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findOwnPartnership } from "./partner-list-store.server.ts";

/** One link with everything that goes into a post of it. */
export interface ShareKitView {
  readonly partnershipId: string;
  readonly campaignName: string;
  readonly brandName: string;
  /** Active or paused: its links can be made, changed and shared. */
  readonly isRunning: boolean;
  readonly link: TrackedLink;
  /** As people type it. */
  readonly address: string;
  readonly code: string | null;
  readonly disclosure: string;
  readonly discountBps: number;
  readonly currency: string;
  readonly campaignPage: string;
  /** All of the campaign. */
  readonly products: readonly CampaignProduct[];
  /** The one this link shows; null for none. */
  readonly product: CampaignProduct | null;
  readonly creatorName: string;
  readonly creatorHandle: string;
}

/** Null for a link or partnership of somebody else, as for none. */
export async function readShareKit(
  services: Services,
  creator: { readonly id: string; readonly name: string; readonly handle: string },
  partnershipId: string,
  linkId: string,
): Promise<ShareKitView | null> {
  const own = await services.db.inPlatform((tx) => findOwnPartnership(tx, creator.id, partnershipId));
  if (!own) return null;
  const { brandId, campaignId, status } = own.partnership;
  return services.db.inBrand(brandId, async (tx) => {
    const link = await findLink(tx, brandId, partnershipId, linkId);
    const campaign = await findCampaign(tx, brandId, campaignId);
    if (!link || !campaign) return null;
    const products = await listProducts(tx, brandId, campaignId);
    return {
      partnershipId,
      campaignName: own.campaignName,
      brandName: own.brandName,
      isRunning: status === "active" || status === "paused",
      link,
      address: linkAddress(services.origin, link.slug, await findShortHost(tx, brandId)),
      code: own.code,
      disclosure: campaign.disclosure,
      discountBps: campaign.discountBps,
      currency: campaign.currency,
      campaignPage: campaign.destinationUrl,
      products,
      product: products.find(({ url }) => url === link.productUrl) ?? null,
      creatorName: creator.name,
      creatorHandle: creator.handle,
    };
  });
}
