import type { Sql } from "#db/client.server.ts";

/** A host of a brand's own, as the database knows it. */
export interface ShortDomainFacts {
  readonly host: string;
  readonly brandId: string;
  readonly website: string;
  /** The brand's registered hosts. */
  readonly hosts: readonly string[];
  readonly isSeen: boolean;
}

/** The short domains of all brands, or of one. */
export async function findShortDomains(sql: Sql, brandId: string | null): Promise<ShortDomainFacts[]> {
  return sql<ShortDomainFacts[]>`
    select short.host, short.brand_id as "brandId", brand.website, short.seen_at is not null as "isSeen",
      array(select host from brand_domains where brand_domains.brand_id = short.brand_id) as hosts
    from short_domains as short join brands as brand on brand.id = short.brand_id
    where ${brandId}::uuid is null or short.brand_id = ${brandId}::uuid`;
}

/** The first request has come in under this host. Said again, it changes nothing. */
export async function markShortDomainSeen(sql: Sql, brandId: string, host: string, now: Date): Promise<void> {
  await sql`
    update short_domains set seen_at = ${now} where brand_id = ${brandId} and host = ${host} and seen_at is null`;
}
