import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { shortDomains } from "#db/schema/links.ts";

export interface ShortDomain {
  readonly host: string;
  readonly createdAt: Date;
  /** When the first request reached us under it; null while it is waited for. */
  readonly seenAt: Date | null;
}

export async function listShortDomains(tx: Tx, brandId: string): Promise<ShortDomain[]> {
  return tx
    .select({ host: shortDomains.host, createdAt: shortDomains.createdAt, seenAt: shortDomains.seenAt })
    .from(shortDomains)
    .where(eq(shortDomains.brandId, brandId))
    .orderBy(asc(shortDomains.createdAt), asc(shortDomains.host));
}

/** Returns false when a brand, this one or another, has the host already; the primary key decides. */
export async function insertShortDomain(tx: Tx, brandId: string, host: string, createdAt: Date): Promise<boolean> {
  const inserted = await tx
    .insert(shortDomains)
    .values({ brandId, host, createdAt })
    .onConflictDoNothing()
    .returning({ host: shortDomains.host });
  return inserted.length > 0;
}

/** Returns false when the brand has no such short domain. */
export async function deleteShortDomain(tx: Tx, brandId: string, host: string): Promise<boolean> {
  const deleted = await tx
    .delete(shortDomains)
    .where(and(eq(shortDomains.brandId, brandId), eq(shortDomains.host, host)))
    .returning({ host: shortDomains.host });
  return deleted.length > 0;
}
