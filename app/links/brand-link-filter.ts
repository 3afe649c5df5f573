import { isId } from "../kit/ids.ts";

/** Which of a brand's links are listed. */
export interface BrandLinkFilter {
  /** Part of the creator's name, the address, the place, the title or where it leads; empty for all. */
  readonly search: string;
  readonly campaignId: string | null;
}

const MAX_SEARCH_LENGTH = 100;

/** Reads the filter of an address; what it cannot read, it leaves out. */
export function readBrandLinkFilter(search: URLSearchParams): BrandLinkFilter {
  const campaignId = search.get("campaign");
  return {
    search: (search.get("search") ?? "").trim().slice(0, MAX_SEARCH_LENGTH),
    campaignId: isId(campaignId) ? campaignId : null,
  };
}
