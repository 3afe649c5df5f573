import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { randomToken, sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { insertApiKey, listApiKeys, revokeApiKeyRow } from "./api-key-store.server.ts";
import { MAX_API_KEYS } from "./brand-settings.ts";

/** How much of a key the screens show: `fs_` and five characters. */
const PREFIX_LENGTH = 8;

/** Makes a key for `/api/v1`. This is the only time anybody sees it: the table keeps its hash. */
export async function createApiKey(
  services: Services,
  { brandId, userId, name }: { brandId: string; userId: string; name: string },
): Promise<Outcome<{ apiKeyId: string; key: string }, "too-many-keys">> {
  const key = `fs_${randomToken()}`;
  const id = services.newId();
  return services.db.inBrand(brandId, async (tx) => {
    if ((await listApiKeys(tx, brandId)).length >= MAX_API_KEYS) return refused("too-many-keys");
    const prefix = key.slice(0, PREFIX_LENGTH);
    await insertApiKey(tx, { brandId, id, name, prefix, hash: sha256(key), createdAt: services.clock.now() });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "api-key.created",
      subjectId: id,
      detail: { name, prefix },
    });
    return done({ apiKeyId: id, key });
  });
}

/** Stops a key. The next request with it is refused. */
export async function revokeApiKey(
  services: Services,
  { brandId, userId, apiKeyId }: { brandId: string; userId: string; apiKeyId: string },
): Promise<Outcome<null, "unknown-key">> {
  return services.db.inBrand(brandId, async (tx) => {
    const name = await revokeApiKeyRow(tx, brandId, apiKeyId, services.clock.now());
    if (name === null) return refused("unknown-key");
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "api-key.revoked",
      subjectId: apiKeyId,
      detail: { name },
    });
    return done(null);
  });
}
