import type { Sql } from "#db/client.server.ts";
import type { LinkFacts } from "./redirect-target.ts";

/**
 * What stands behind a slug, of whatever brand: the slug is all that a request says. One statement on the raw driver, because every
 * first click on a link waits for it. Null for an unknown slug.
 */
export async function findLinkBySlug(sql: Sql, slug: string, now: Date): Promise<LinkFacts | null> {
  const [row] = await sql<LinkFacts[]>`
    select
      link.brand_id as "brandId",
      link.id as "linkId",
      link.slug,
      link.partnership_id as "partnershipId",
      link.placement,
      link.network,
      link.spot,
      link.title,
      link.destination_url as "destinationUrl",
      link.starts_at as "startsAt",
      link.expires_at as "expiresAt",
      link.hands_out_codes as "handsOutCodes",
      brand.name as "brandName",
      brand.website,
      array(select host from brand_domains where brand_domains.brand_id = link.brand_id) as hosts,
      partnership.status as "partnershipStatus",
      partnership.ended_at as "partnershipEndedAt",
      partnership.creator_id as "creatorId",
      creator.handle as "creatorHandle",
      creator.name as "creatorName",
      campaign.name as "campaignName",
      campaign.disclosure,
      campaign.discount_bps as "discountBps",
      campaign.currency,
      campaign.utm_template as "utmTemplate",
      campaign.fallback_url as "fallbackUrl",
      product.title as "productTitle",
      product.image_url as "productImageUrl",
      product.price_minor as "productPriceMinor",
      campaign.status as "campaignStatus",
      campaign.ends_at as "campaignEndsAt",
      campaign.ended_at as "campaignEndedAt",
      coalesce(
        (select tail_days from attribution_policies as policy
          where policy.brand_id = link.brand_id and policy.campaign_id = campaign.id
            and policy.in_force_from <= ${now} and policy.replay_id is null
          order by policy.version desc limit 1),
        0) as "tailDays"
    from link_slugs
    join links as link on link.brand_id = link_slugs.brand_id and link.id = link_slugs.link_id
    join partnerships as partnership
      on partnership.brand_id = link.brand_id and partnership.id = link.partnership_id
    join campaigns as campaign
      on campaign.brand_id = link.brand_id and campaign.id = partnership.campaign_id
    join brands as brand on brand.id = link.brand_id
    join creators as creator on creator.id = partnership.creator_id
    left join lateral (
      select title, image_url, price_minor from campaign_products
        where campaign_products.brand_id = link.brand_id and campaign_products.campaign_id = campaign.id
          and campaign_products.url = link.product_url
        order by position limit 1) as product on true
    where link_slugs.slug = ${slug}`;
  return row ?? null;
}
