import { and, eq, inArray, lte, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { campaigns } from "#db/schema/campaigns.ts";
import { codes, codeSyncs } from "#db/schema/links.ts";
import { partnerships } from "#db/schema/partnerships.ts";
import { stores } from "#db/schema/stores.ts";
import type { CodeFacts } from "./code-terms.ts";
import type { CodeSyncState } from "./link.ts";

/** Whose codes are looked at. */
export type CodeScope =
  { readonly partnershipId: string } | { readonly campaignId: string } | { readonly storeId: string };

/** Rows of one statement. */
const CHUNK = 500;

const ofPartnership = and(eq(partnerships.brandId, codes.brandId), eq(partnerships.id, codes.partnershipId));
const ofCampaign = and(eq(campaigns.brandId, partnerships.brandId), eq(campaigns.id, partnerships.campaignId));

/** The codes of a scope with all that decides about them. A store's are all of its brand's. */
export async function listCodeFacts(tx: Tx, brandId: string, scope: CodeScope): Promise<CodeFacts[]> {
  const chosen: SQL | undefined =
    "partnershipId" in scope
      ? eq(codes.partnershipId, scope.partnershipId)
      : "campaignId" in scope
        ? eq(partnerships.campaignId, scope.campaignId)
        : undefined;
  return tx
    .select({
      codeId: codes.id,
      code: codes.code,
      kind: codes.kind,
      creditsUntil: codes.creditsUntil,
      usedAt: codes.usedAt,
      partnershipStatus: partnerships.status,
      campaignStatus: campaigns.status,
      discountBps: campaigns.discountBps,
      usageLimit: campaigns.codeUsageLimit,
      isOncePerCustomer: campaigns.isCodeOncePerCustomer,
      startsAt: campaigns.startsAt,
      endsAt: campaigns.endsAt,
    })
    .from(codes)
    .innerJoin(partnerships, ofPartnership)
    .innerJoin(campaigns, ofCampaign)
    .where(and(eq(codes.brandId, brandId), chosen));
}

export type CodeSync = typeof codeSyncs.$inferSelect;

/** How the codes stand in their stores. */
export async function listCodeSyncs(tx: Tx, brandId: string, codeIds: readonly string[]): Promise<CodeSync[]> {
  const found: CodeSync[] = [];
  for (let start = 0; start < codeIds.length; start += CHUNK) {
    const some = codeIds.slice(start, start + CHUNK);
    found.push(
      ...(await tx
        .select()
        .from(codeSyncs)
        .where(and(eq(codeSyncs.brandId, brandId), inArray(codeSyncs.codeId, some)))),
    );
  }
  return found;
}

/** What is to be brought about in a store. */
export interface PlannedSync {
  readonly codeId: string;
  readonly storeId: string;
  readonly isWanted: boolean;
  readonly wantedTerms: string;
  readonly nextTryAt: Date | null;
}

/** Puts syncs in the queue of their stores, over whatever stood there. What the store calls the code is kept. */
export async function savePlannedSyncs(
  tx: Tx,
  brandId: string,
  planned: readonly PlannedSync[],
  now: Date,
): Promise<void> {
  for (let start = 0; start < planned.length; start += CHUNK) {
    const rows = planned
      .slice(start, start + CHUNK)
      .map((plan) => ({ brandId, ...plan, state: "waiting" as const, attempts: 0, updatedAt: now }));
    await tx
      .insert(codeSyncs)
      .values(rows)
      .onConflictDoUpdate({
        target: [codeSyncs.brandId, codeSyncs.codeId, codeSyncs.storeId],
        set: {
          isWanted: sql`excluded.is_wanted`,
          wantedTerms: sql`excluded.wanted_terms`,
          nextTryAt: sql`excluded.next_try_at`,
          ...{ state: "waiting", attempts: 0, problem: null, updatedAt: now },
        },
      });
  }
}

/** A store that was disconnected: nothing is known of its codes any more. */
export async function forgetCodeSyncs(tx: Tx, brandId: string, storeId: string): Promise<void> {
  await tx.delete(codeSyncs).where(and(eq(codeSyncs.brandId, brandId), eq(codeSyncs.storeId, storeId)));
}

/** A sync together with its code. */
export interface ClaimedSync extends CodeSync {
  readonly code: string;
}

/**
 * Takes syncs of a store that are due and keeps them from others until the lease ends: who dies with them in hand delays them, no more.
 */
export async function claimDueSyncs(
  tx: Tx,
  brandId: string,
  storeId: string,
  { now, leaseUntil, limit }: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<ClaimedSync[]> {
  const due = await tx
    .select({ codeId: codeSyncs.codeId })
    .from(codeSyncs)
    .where(
      and(
        eq(codeSyncs.brandId, brandId),
        eq(codeSyncs.storeId, storeId),
        eq(codeSyncs.state, "waiting"),
        sql`(${codeSyncs.nextTryAt} is null or ${codeSyncs.nextTryAt} <= ${now.toISOString()})`,
      ),
    )
    .orderBy(codeSyncs.codeId)
    .limit(limit)
    .for("update", { skipLocked: true });
  if (due.length === 0) return [];
  const ids = due.map(({ codeId }) => codeId);
  const claimed = await tx
    .update(codeSyncs)
    .set({ nextTryAt: leaseUntil, attempts: sql`${codeSyncs.attempts} + 1` })
    .where(and(eq(codeSyncs.brandId, brandId), eq(codeSyncs.storeId, storeId), inArray(codeSyncs.codeId, ids)))
    .returning();
  return withCodes(tx, brandId, claimed);
}

/** Syncs whose store has not been looked at since an instant, the longest ago first. */
export async function listUncheckedSyncs(
  tx: Tx,
  brandId: string,
  storeId: string,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<ClaimedSync[]> {
  const found = await tx
    .select()
    .from(codeSyncs)
    .where(
      and(
        eq(codeSyncs.brandId, brandId),
        eq(codeSyncs.storeId, storeId),
        eq(codeSyncs.isWanted, true),
        inArray(codeSyncs.state, [...settledStates]),
        lte(codeSyncs.checkedAt, before),
      ),
    )
    .orderBy(codeSyncs.checkedAt, codeSyncs.codeId)
    .limit(limit);
  return withCodes(tx, brandId, found);
}

/** Made at some time, and not about to be changed by us: what the shop has now is what somebody there wants. */
const settledStates: readonly CodeSyncState[] = ["live", "edited", "missing"];

async function withCodes(tx: Tx, brandId: string, syncs: readonly CodeSync[]): Promise<ClaimedSync[]> {
  if (syncs.length === 0) return [];
  const ids = syncs.map(({ codeId }) => codeId);
  const rows = await tx
    .select({ id: codes.id, code: codes.code })
    .from(codes)
    .where(and(eq(codes.brandId, brandId), inArray(codes.id, ids)));
  const names = new Map(rows.map(({ id, code }) => [id, code]));
  return syncs.map((sync) => ({ ...sync, code: names.get(sync.codeId) ?? "" }));
}

export type SyncResult = Pick<CodeSync, "state" | "externalId" | "problem" | "nextTryAt" | "attempts"> &
  Partial<Pick<CodeSync, "checkedAt">>;

/**
 * Keeps what came of a sync. When something else is wanted meanwhile only the store's id for the code is kept, and the sync is due again
 * at once.
 */
export async function saveSyncResult(tx: Tx, sync: CodeSync, result: SyncResult, now: Date): Promise<void> {
  const ofSync = and(
    eq(codeSyncs.brandId, sync.brandId),
    eq(codeSyncs.codeId, sync.codeId),
    eq(codeSyncs.storeId, sync.storeId),
  );
  const stillWanted = and(
    ofSync,
    eq(codeSyncs.isWanted, sync.isWanted),
    eq(codeSyncs.wantedTerms, sync.wantedTerms),
    eq(codeSyncs.state, sync.state),
  );
  const saved = await tx
    .update(codeSyncs)
    .set({ ...result, updatedAt: now })
    .where(stillWanted)
    .returning({ codeId: codeSyncs.codeId });
  if (saved.length === 0)
    await tx.update(codeSyncs).set({ externalId: result.externalId, nextTryAt: null }).where(ofSync);
}

/** One sync of the brand that may be asked for again; locked. */
export async function lockSync(tx: Tx, brandId: string, codeId: string, storeId: string): Promise<CodeSync | null> {
  const [row] = await tx
    .select()
    .from(codeSyncs)
    .where(and(eq(codeSyncs.brandId, brandId), eq(codeSyncs.codeId, codeId), eq(codeSyncs.storeId, storeId)))
    .for("update");
  return row ?? null;
}

export interface StoreOfSyncs {
  readonly brandId: string;
  readonly storeId: string;
}

/** The stores, across brands, that have something due. */
export async function listStoresWithDueSyncs(tx: Tx, now: Date, limit: number): Promise<StoreOfSyncs[]> {
  return tx
    .selectDistinct({ brandId: codeSyncs.brandId, storeId: codeSyncs.storeId })
    .from(codeSyncs)
    .where(
      and(
        eq(codeSyncs.state, "waiting"),
        sql`(${codeSyncs.nextTryAt} is null or ${codeSyncs.nextTryAt} <= ${now.toISOString()})`,
      ),
    )
    .limit(limit);
}

/** The stores, across brands, with codes that have not been looked at since an instant. */
export async function listStoresToCheck(tx: Tx, before: Date, limit: number): Promise<StoreOfSyncs[]> {
  return tx
    .selectDistinct({ brandId: codeSyncs.brandId, storeId: codeSyncs.storeId })
    .from(codeSyncs)
    .where(
      and(eq(codeSyncs.isWanted, true), inArray(codeSyncs.state, [...settledStates]), lte(codeSyncs.checkedAt, before)),
    )
    .limit(limit);
}

/** Partnerships, across brands, whose codes stand in shops although their time is over: an end, a grace, the one use. */
export async function listOverduePartnerships(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ brandId: string; partnershipId: string }[]> {
  const over = sql`(${partnerships.status} in ('ended', 'declined') or ${campaigns.status} = 'ended'
    or ${campaigns.endsAt} <= ${now.toISOString()} or ${codes.creditsUntil} <= ${now.toISOString()}
    or ${codes.usedAt} is not null)`;
  return tx
    .selectDistinct({ brandId: codes.brandId, partnershipId: codes.partnershipId })
    .from(codeSyncs)
    .innerJoin(codes, and(eq(codes.brandId, codeSyncs.brandId), eq(codes.id, codeSyncs.codeId)))
    .innerJoin(partnerships, ofPartnership)
    .innerJoin(campaigns, ofCampaign)
    .innerJoin(stores, and(eq(stores.brandId, codeSyncs.brandId), eq(stores.id, codeSyncs.storeId)))
    .where(and(eq(codeSyncs.isWanted, true), over))
    .limit(limit);
}
