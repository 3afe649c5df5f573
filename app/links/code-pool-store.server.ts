import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { arrayOf } from "#db/insert-rows.server.ts";
import { codes, codeSyncs, links } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";

const singleUseOf = (brandId: string, partnershipId: string) =>
  and(eq(codes.brandId, brandId), eq(codes.partnershipId, partnershipId), eq(codes.kind, "single-use"));

/** How many single-use codes a partnership ever had, and how many of them nobody was given yet. */
export async function countPool(
  tx: Tx,
  brandId: string,
  partnershipId: string,
): Promise<{ readonly made: number; readonly ready: number }> {
  const [row] = await tx
    .select({
      made: sql<number>`count(*)::int`,
      ready: sql<number>`(count(*) filter (where ${codes.handedOutAt} is null))::int`,
    })
    .from(codes)
    .where(singleUseOf(brandId, partnershipId));
  return row ?? { made: 0, ready: 0 };
}

/** The code that a browser was given by a link before; null for none. */
export async function findHandedOut(
  tx: Tx,
  brandId: string,
  linkId: string,
  handedOutTo: string,
): Promise<{ readonly code: string; readonly usedAt: Date | null } | null> {
  const [row] = await tx
    .select({ code: codes.code, usedAt: codes.usedAt })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.handedOutByLinkId, linkId), eq(codes.handedOutTo, handedOutTo)));
  return row ?? null;
}

/** How many codes a link gave away since an instant. */
export async function countHandedOut(tx: Tx, brandId: string, linkId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), eq(codes.handedOutByLinkId, linkId), gt(codes.handedOutAt, since)));
  return row?.count ?? 0;
}

/**
 * Gives one code of the pool away, of those that are live in a shop. Two at once get two codes; the same browser twice at once gets
 * one, because the second breaks the unique key. Null when none is ready.
 */
export async function takeFromPool(
  tx: Tx,
  brandId: string,
  partnershipId: string,
  given: { readonly linkId: string; readonly handedOutTo: string; readonly now: Date },
): Promise<string | null> {
  const isLive = sql`exists (select from ${codeSyncs} where ${codeSyncs.brandId} = ${codes.brandId}
    and ${codeSyncs.codeId} = ${codes.id} and ${codeSyncs.state} = 'live')`;
  const [free] = await tx
    .select({ id: codes.id, code: codes.code })
    .from(codes)
    .where(and(singleUseOf(brandId, partnershipId), isNull(codes.handedOutAt), isNull(codes.usedAt), isLive))
    .orderBy(codes.id)
    .limit(1)
    .for("update", { skipLocked: true });
  if (!free) return null;
  await tx
    .update(codes)
    .set({ handedOutAt: given.now, handedOutByLinkId: given.linkId, handedOutTo: given.handedOutTo })
    .where(and(eq(codes.brandId, brandId), eq(codes.id, free.id)));
  return free.code;
}

/** Orders were placed with these codes, as keys: single-use ones among them are used up. Once used stays used. */
export async function markCodesUsed(
  tx: Tx,
  brandId: string,
  used: readonly { readonly codeKey: string; readonly usedAt: Date }[],
): Promise<void> {
  if (used.length === 0) return;
  await tx.execute(sql`
    update codes set used_at = stated.used_at
    from unnest(${arrayOf("text", used, ({ codeKey }) => codeKey)}, ${arrayOf("timestamptz", used, ({ usedAt }) => usedAt)})
      as stated (code_key, used_at)
    where codes.brand_id = ${brandId} and codes.code_key = stated.code_key and codes.kind = 'single-use' and codes.used_at is null`);
}

/** Running partnerships, across brands, with a link that hands codes out and a shop that takes them. */
export async function listPartnershipsWithPools(
  tx: Tx,
  limit: number,
): Promise<{ readonly brandId: string; readonly partnershipId: string }[]> {
  return tx
    .selectDistinct({ brandId: links.brandId, partnershipId: links.partnershipId })
    .from(links)
    .innerJoin(partnerships, and(eq(partnerships.brandId, links.brandId), eq(partnerships.id, links.partnershipId)))
    .innerJoin(stores, and(eq(stores.brandId, links.brandId), isNull(stores.disconnectedAt)))
    .where(
      and(
        eq(links.handsOutCodes, true),
        isNull(links.retiredAt),
        eq(partnerships.status, "active"),
        sql`${stores.apiCredentialsEncrypted} is not null`,
      ),
    )
    .limit(limit);
}
