import { and, count, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandMembers, users } from "#db/schema/access.ts";
import { brands } from "#db/schema/brands.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { creators } from "#db/schema/creators.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";

export interface BrandRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly website: string;
  readonly createdAt: Date;
  readonly memberCount: number;
  readonly storeCount: number;
  readonly campaignCount: number;
}

export interface CreatorRow {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly country: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly partnershipCount: number;
}

export interface Counted<Row> {
  readonly rows: Row[];
  readonly total: number;
}

/** One page of all brands, newest first, with what belongs to each. */
export async function listBrands(
  tx: Tx,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<Counted<BrandRow>> {
  const rows = await tx
    .select({
      id: brands.id,
      name: brands.name,
      slug: brands.slug,
      website: brands.website,
      createdAt: brands.createdAt,
      memberCount:
        sql<number>`(${tx.select({ count: count() }).from(brandMembers).where(eq(brandMembers.brandId, brands.id))})`.mapWith(
          Number,
        ),
      storeCount:
        sql<number>`(${tx.select({ count: count() }).from(stores).where(eq(stores.brandId, brands.id))})`.mapWith(
          Number,
        ),
      campaignCount:
        sql<number>`(${tx.select({ count: count() }).from(campaigns).where(eq(campaigns.brandId, brands.id))})`.mapWith(
          Number,
        ),
    })
    .from(brands)
    .orderBy(desc(brands.createdAt), desc(brands.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [all] = await tx.select({ count: count() }).from(brands);
  return { rows, total: all?.count ?? 0 };
}

/** One page of all creators, newest first. */
export async function listCreators(
  tx: Tx,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<Counted<CreatorRow>> {
  const rows = await tx
    .select({
      id: creators.id,
      name: creators.name,
      handle: creators.handle,
      country: creators.country,
      email: users.email,
      createdAt: creators.createdAt,
      partnershipCount: sql<number>`(${tx
        .select({ count: count() })
        .from(partnerships)
        .where(and(eq(partnerships.creatorId, creators.id), eq(partnerships.status, "active")))})`.mapWith(Number),
    })
    .from(creators)
    .innerJoin(users, eq(users.id, creators.userId))
    .orderBy(desc(creators.createdAt), desc(creators.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [all] = await tx.select({ count: count() }).from(creators);
  return { rows, total: all?.count ?? 0 };
}

export async function countRunning(tx: Tx): Promise<{ campaigns: number; partnerships: number }> {
  const [published] = await tx.select({ count: count() }).from(campaigns).where(eq(campaigns.status, "published"));
  const [active] = await tx.select({ count: count() }).from(partnerships).where(eq(partnerships.status, "active"));
  return { campaigns: published?.count ?? 0, partnerships: active?.count ?? 0 };
}
