import { countClicksByLink, type LinkClicks } from "#app/clicks/link-counts-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { BrandLinkFilter } from "./brand-link-filter.ts";
import { linkAddress } from "./link-address.ts";
import { listBrandLinks, type BrandLinkRow } from "./link-list-store.server.ts";
import { findShortHost } from "./link-store.server.ts";

export interface BrandLink extends BrandLinkRow, LinkClicks {
  /** The whole address, on the brand's short domain where it has one. */
  readonly address: string;
}

/** One page of a brand's links with what each brought since it was made. */
export function readBrandLinks(
  services: Services,
  brandId: string,
  filter: BrandLinkFilter & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly links: BrandLink[]; readonly total: number }> {
  return services.db.inBrand(brandId, async (tx) => {
    const { rows, total } = await listBrandLinks(tx, brandId, filter);
    const clicks = await countClicksByLink(
      tx,
      brandId,
      rows.map(({ partnershipId }) => partnershipId),
    );
    const shortHost = await findShortHost(tx, brandId);
    const links = rows.map((link) => ({
      ...link,
      ...(clicks.get(link.linkId) ?? { gross: 0, net: 0 }),
      address: linkAddress(services.origin, link.slug, shortHost),
    }));
    return { links, total };
  });
}
