import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brandDomains, brands } from "#db/schema/brands.ts";

export interface BrandDomain {
  readonly host: string;
  readonly createdAt: Date;
}

/** Returns false when the slug is taken; the unique index decides. */
export async function insertBrand(
  tx: Tx,
  brand: { id: string; name: string; slug: string; website: string; createdAt: Date },
): Promise<boolean> {
  const inserted = await tx
    .insert(brands)
    .values(brand)
    .onConflictDoNothing({ target: brands.slug })
    .returning({ id: brands.id });
  return inserted.length > 0;
}

export async function findBrandName(tx: Tx, brandId: string): Promise<string | null> {
  const [row] = await tx.select({ name: brands.name }).from(brands).where(eq(brands.id, brandId));
  return row?.name ?? null;
}

/** The brand of a readable name; null when there is none. */
export async function findBrandBySlug(tx: Tx, slug: string): Promise<{ id: string; name: string } | null> {
  const [row] = await tx.select({ id: brands.id, name: brands.name }).from(brands).where(eq(brands.slug, slug));
  return row ?? null;
}

export async function updateBrandName(tx: Tx, brandId: string, name: string): Promise<void> {
  await tx.update(brands).set({ name }).where(eq(brands.id, brandId));
}

export async function listDomains(tx: Tx, brandId: string): Promise<BrandDomain[]> {
  return tx
    .select({ host: brandDomains.host, createdAt: brandDomains.createdAt })
    .from(brandDomains)
    .where(eq(brandDomains.brandId, brandId))
    .orderBy(asc(brandDomains.createdAt), asc(brandDomains.host));
}

/** Returns false when the brand has the domain already. */
export async function insertDomain(tx: Tx, brandId: string, host: string, createdAt: Date): Promise<boolean> {
  const inserted = await tx
    .insert(brandDomains)
    .values({ brandId, host, createdAt })
    .onConflictDoNothing()
    .returning({ host: brandDomains.host });
  return inserted.length > 0;
}

/** Locks the brand's domains, so that two removals at once cannot leave none. */
export async function lockDomains(tx: Tx, brandId: string): Promise<string[]> {
  const rows = await tx
    .select({ host: brandDomains.host })
    .from(brandDomains)
    .where(eq(brandDomains.brandId, brandId))
    .orderBy(asc(brandDomains.host))
    .for("update");
  return rows.map((row) => row.host);
}

export async function deleteDomain(tx: Tx, brandId: string, host: string): Promise<void> {
  await tx.delete(brandDomains).where(and(eq(brandDomains.brandId, brandId), eq(brandDomains.host, host)));
}
