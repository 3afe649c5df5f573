import { and, desc, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { gather } from "#db/gathered-writes.server.ts";
import { isAmong } from "#db/insert-rows.server.ts";
import { stores } from "#db/schema/stores.ts";
import { readyQuery, statement } from "#db/statement.server.ts";
import type { Store, StoreKind } from "./store.ts";

/** A webhook's address names the store alone: its id is unique across brands. Null when unknown or disconnected. */
export async function findConnectedStore(tx: Tx, storeId: string): Promise<Store | null> {
  const [store] = await tx
    .select()
    .from(stores)
    .where(and(eq(stores.id, storeId), isNull(stores.disconnectedAt)));
  return store ?? null;
}

export async function findStore(tx: Tx, brandId: string, storeId: string): Promise<Store | null> {
  const [store] = await findStores(tx, brandId, [storeId]);
  return store ?? null;
}

export async function findStores(tx: Tx, brandId: string, storeIds: readonly string[]): Promise<Store[]> {
  return tx
    .select()
    .from(stores)
    .where(and(eq(stores.brandId, brandId), isAmong(stores.id, storeIds)));
}

/** The brand's oldest connected store of a kind. */
export async function findStoreOfKind(tx: Tx, brandId: string, kind: StoreKind): Promise<Store | null> {
  const [store] = await oldestOfKind(tx, { brandId, kind });
  return store ?? null;
}

const oldestOfKind = readyQuery((tx) =>
  tx
    .select()
    .from(stores)
    .where(
      and(
        eq(stores.brandId, sql.placeholder("brandId")),
        eq(stores.kind, sql.placeholder("kind")),
        isNull(stores.disconnectedAt),
      ),
    )
    .orderBy(stores.createdAt, stores.id)
    .limit(1),
);

/** Connected ones first, then the newest. */
export async function listStores(tx: Tx, brandId: string): Promise<Store[]> {
  return tx
    .select()
    .from(stores)
    .where(eq(stores.brandId, brandId))
    .orderBy(sql`${stores.disconnectedAt} is not null`, desc(stores.createdAt), desc(stores.id));
}

export async function insertStore(
  tx: Tx,
  store: Pick<Store, "brandId" | "id" | "kind" | "name" | "address" | "secretEncrypted" | "createdAt">,
): Promise<void> {
  await tx.insert(stores).values(store);
}

export async function saveStoreSecret(
  tx: Tx,
  brandId: string,
  storeId: string,
  secretEncrypted: string,
): Promise<void> {
  await tx
    .update(stores)
    .set({ secretEncrypted })
    .where(and(eq(stores.brandId, brandId), eq(stores.id, storeId)));
}

/** Returns false when the store is unknown or disconnected. */
export async function saveStoreCredentials(
  tx: Tx,
  brandId: string,
  storeId: string,
  apiCredentialsEncrypted: string | null,
): Promise<boolean> {
  const changed = await tx
    .update(stores)
    .set({ apiCredentialsEncrypted })
    .where(and(eq(stores.brandId, brandId), eq(stores.id, storeId), isNull(stores.disconnectedAt)))
    .returning({ id: stores.id });
  return changed.length > 0;
}

/** The brand's connected stores that keep codes in step. */
export async function listCodeStores(tx: Tx, brandId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .where(
      and(
        eq(stores.brandId, brandId),
        isNull(stores.disconnectedAt),
        sql`${stores.apiCredentialsEncrypted} is not null`,
      ),
    )
    .orderBy(stores.createdAt, stores.id);
}

/** Returns false when the store is unknown or was disconnected before. */
export async function saveDisconnection(tx: Tx, brandId: string, storeId: string, at: Date): Promise<boolean> {
  const changed = await tx
    .update(stores)
    .set({ disconnectedAt: at, secretEncrypted: null, apiCredentialsEncrypted: null, pollTrouble: null })
    .where(and(eq(stores.brandId, brandId), eq(stores.id, storeId), isNull(stores.disconnectedAt)))
    .returning({ id: stores.id });
  return changed.length > 0;
}

/** An authentic event was stored: earlier failures no longer matter. */
export async function saveStoreSuccess(tx: Tx, brandId: string, storeId: string, at: Date): Promise<void> {
  const succeeded = statement`
    update stores set last_event_at = ${at.toISOString()}, failures_since_last_event = 0
    where brand_id = ${brandId} and id = ${storeId}`;
  await gather(tx, [{ name: "store_success", ...succeeded }]);
}

export async function saveStoreFailure(
  tx: Tx,
  brandId: string,
  storeId: string,
  at: Date,
  sentence: string,
): Promise<void> {
  await tx
    .update(stores)
    .set({
      lastFailureAt: at,
      lastFailure: sentence,
      failuresSinceLastEvent: sql`${stores.failuresSinceLastEvent} + 1`,
    })
    .where(and(eq(stores.brandId, brandId), eq(stores.id, storeId)));
}

/** Connected shops of these kinds, of all brands, that we may ask now, those longest not asked first. */
export async function listStoresToPoll(
  tx: Tx,
  kinds: readonly StoreKind[],
  now: Date,
  limit: number,
): Promise<{ brandId: string; storeId: string }[]> {
  return tx
    .select({ brandId: stores.brandId, storeId: stores.id })
    .from(stores)
    .where(
      and(
        inArray(stores.kind, [...kinds]),
        isNull(stores.disconnectedAt),
        isNotNull(stores.apiCredentialsEncrypted),
        or(isNull(stores.pollAfter), lte(stores.pollAfter, now)),
      ),
    )
    .orderBy(sql`${stores.polledAt} nulls first`, stores.id)
    .limit(limit);
}

/** What is known after one question to the shop. The mark only moves on: two questions at once leave the later one. */
export async function savePolling(
  tx: Tx,
  brandId: string,
  storeId: string,
  polled: Pick<Store, "polledAt" | "pollAfter" | "pollFailures" | "pollTrouble"> & { readonly polledUntil: Date },
): Promise<void> {
  const polledUntil = sql`greatest(${stores.polledUntil}, ${polled.polledUntil.toISOString()}::timestamptz)`;
  await tx
    .update(stores)
    .set({ ...polled, polledUntil })
    .where(and(eq(stores.brandId, brandId), eq(stores.id, storeId)));
}
