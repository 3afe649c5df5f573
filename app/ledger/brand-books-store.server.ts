import { asc, count, desc, eq, ilike, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { brands } from "#db/schema/brands.ts";
import { seals } from "#db/schema/ledger.ts";

export interface BrandBooks {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** How many rows are sealed; null while its chain has not begun. */
  readonly sealNumber: number | null;
}

/** One page of the brands by name, with how far their chains are. @param named a part of the name; empty for all. */
export async function listBrandBooks(
  tx: Tx,
  { named, limit, offset }: { readonly named: string; readonly limit: number; readonly offset: number },
): Promise<{ rows: BrandBooks[]; total: number }> {
  const matching = named === "" ? undefined : ilike(brands.name, `%${named.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const latest = tx
    .select({ number: seals.number })
    .from(seals)
    .where(eq(seals.brandId, brands.id))
    .orderBy(desc(seals.number))
    .limit(1);
  const rows = await tx
    .select({ id: brands.id, name: brands.name, slug: brands.slug, sealNumber: sql<string | null>`(${latest})` })
    .from(brands)
    .where(matching)
    .orderBy(asc(brands.name), asc(brands.id))
    .limit(limit)
    .offset(offset);
  const [all] = await tx.select({ count: count() }).from(brands).where(matching);
  return {
    rows: rows.map((row) => ({ ...row, sealNumber: row.sealNumber === null ? null : Number(row.sealNumber) })),
    total: all?.count ?? 0,
  };
}

/** The brand of an address; undefined when there is none. */
export async function findBrandBySlug(
  tx: Tx,
  slug: string,
): Promise<{ id: string; name: string; slug: string } | undefined> {
  const [row] = await tx
    .select({ id: brands.id, name: brands.name, slug: brands.slug })
    .from(brands)
    .where(eq(brands.slug, slug));
  return row;
}
