import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { apiKeys } from "#db/schema/brands.ts";

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, enough to tell two keys apart. */
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** The key of this hash, whatever its brand, unless it was revoked. The hash is what says which brand calls. */
export async function findApiKeyByHash(
  tx: Tx,
  hash: string,
): Promise<{ id: string; brandId: string; lastUsedAt: Date | null } | null> {
  const [row] = await tx
    .select({ id: apiKeys.id, brandId: apiKeys.brandId, lastUsedAt: apiKeys.lastUsedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
  return row ?? null;
}

export async function markApiKeyUsed(tx: Tx, brandId: string, id: string, at: Date): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(and(eq(apiKeys.brandId, brandId), eq(apiKeys.id, id)));
}

/** The keys in use, newest first. */
export async function listApiKeys(tx: Tx, brandId: string): Promise<ApiKey[]> {
  return tx
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.brandId, brandId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}

export async function insertApiKey(
  tx: Tx,
  key: { brandId: string; id: string; name: string; prefix: string; hash: string; createdAt: Date },
): Promise<void> {
  await tx.insert(apiKeys).values(key);
}

/** Returns the name of the key that stopped working now; null when there was none to stop. */
export async function revokeApiKeyRow(tx: Tx, brandId: string, id: string, at: Date): Promise<string | null> {
  const [row] = await tx
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.brandId, brandId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name });
  return row?.name ?? null;
}
