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
      link.partnership_id as "partnershipId",
      link.placement,
      link.destination_url as "destinationUrl",
      brand.website,
      array(select host from brand_domains where brand_domains.brand_id = link.brand_id) as hosts,
      partnership.status as "partnershipStatus",
      partnership.ended_at as "partnershipEndedAt",
      campaign.status as "campaignStatus",
      campaign.ends_at as "campaignEndsAt",
      campaign.ended_at as "campaignEndedAt",
      coalesce(
        (select tail_days from attribution_policies as policy
          where policy.brand_id = link.brand_id and policy.campaign_id = campaign.id
            and policy.in_force_from <= ${now}
          order by policy.version desc limit 1),
        0) as "tailDays"
    from link_slugs
    join links as link on link.brand_id = link_slugs.brand_id and link.id = link_slugs.link_id
    join partnerships as partnership
      on partnership.brand_id = link.brand_id and partnership.id = link.partnership_id
    join campaigns as campaign
      on campaign.brand_id = link.brand_id and campaign.id = partnership.campaign_id
    join brands as brand on brand.id = link.brand_id
    where link_slugs.slug = ${slug}`;
  return row ?? null;
}
