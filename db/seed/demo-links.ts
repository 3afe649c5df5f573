import { createLink, retireLink } from "#app/links/save-link.server.ts";
import type { LinkWish } from "#app/links/link-form.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { mustDo, type Founded } from "./demo-founding.ts";

interface CastLink extends Partial<LinkWish> {
  readonly campaign: string;
  readonly creator: string;
  /** The number of the campaign's product it shows. */
  readonly product?: number;
  readonly path?: string;
  readonly slug?: string;
  readonly startsInDays?: number;
  readonly endsInDays?: number;
  readonly isRetired?: boolean;
}

const plain: LinkWish & { slug: string } = {
  ...{ title: "", network: null, spot: "general", productUrl: null, page: "", slug: "" },
  ...{ startsAt: null, expiresAt: null, handsOutCodes: false },
};

const ritual = { campaign: "Morning ritual", creator: "mara-bakes" } as const;

/** The links that creators make in their first days. */
const firstLinks: readonly CastLink[] = [
  {
    ...ritual,
    title: "My breakfast Darjeeling",
    network: "instagram",
    spot: "story",
    product: 0,
    slug: "mara-darjeeling",
  },
  { ...ritual, network: "instagram", spot: "bio", path: "/collections/all" },
  { ...ritual, title: "Sourdough letter", network: "newsletter", spot: "newsletter", path: "/collections/morning" },
  { ...ritual, title: "Market stall flyer", spot: "print", slug: "mara-market" },
  { ...ritual, title: "Opening weekend", network: "instagram", spot: "post", product: 1, endsInDays: 20 },
  { ...ritual, title: "First try", network: "tiktok", spot: "video", isRetired: true },
  {
    campaign: "Morning ritual",
    creator: "jonas-brews",
    title: "Brewing guide",
    network: "youtube",
    spot: "video",
    product: 0,
  },
  { campaign: "Morning ritual", creator: "tom-reads", network: "instagram", spot: "story" },
];

/** What is prepared towards the end of the story. */
const lateLinks: readonly CastLink[] = [
  {
    ...ritual,
    title: "Advent calendar",
    network: "instagram",
    spot: "story",
    product: 2,
    startsInDays: 14,
    endsInDays: 40,
  },
  {
    campaign: "Morning ritual",
    creator: "tom-reads",
    title: "Reading club",
    network: "telegram",
    spot: "post",
    handsOutCodes: true,
    slug: "tom-reading-club",
  },
];

export const makeFirstLinks = (services: Services, founded: Founded) => makeLinks(services, founded, firstLinks);
export const makeLateLinks = (services: Services, founded: Founded) => makeLinks(services, founded, lateLinks);

async function makeLinks(services: Services, founded: Founded, cast: readonly CastLink[]): Promise<void> {
  const now = services.clock.now();
  for (const { campaign, creator, product, path, startsInDays, endsInDays, isRetired, ...wish } of cast) {
    const brand = founded.brands.find(({ campaignIds }) => campaignIds.has(campaign));
    const owner = founded.creators.get(creator);
    if (!brand || !owner) throw new Error(`The demo world knows no ${creator} or ${campaign}.`);
    const { creatorId, userId } = owner;
    const campaignId = brand.campaignIds.get(campaign) ?? "";
    const [row] = await services.db.sql<{ id: string }[]>`
      select id from partnerships where campaign_id = ${campaignId} and creator_id = ${creatorId}`;
    const sku = product === undefined ? undefined : brand.cast.products[product]?.sku;
    const by = { creatorId, userId, partnershipId: row?.id ?? "" };
    const made = await createLink(services, by, {
      ...plain,
      ...wish,
      productUrl: sku ? `${brand.cast.website}/products/${sku.toLowerCase()}` : null,
      page: path ? `${brand.cast.website}${path}` : "",
      startsAt: startsInDays === undefined ? null : addDays(now, startsInDays),
      expiresAt: endsInDays === undefined ? null : addDays(now, endsInDays),
    });
    const { linkId } = mustDo(`make a link for ${creator}`, made);
    if (isRetired) mustDo("retire a link", await retireLink(services, by, linkId, "retire"));
  }
}
