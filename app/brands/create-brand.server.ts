import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { insertMember } from "#app/access/member-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { insertBrand, insertDomain } from "./brand-store.server.ts";
import type { CreateBrand } from "./create-brand.ts";
import { readableName } from "./readable-name.ts";

const MAX_SLUG_TRIES = 50;

/** Creates a brand owned by this person, with its website as the first domain links may lead to. Part of the caller's transaction. */
export async function createBrand(
  services: Services,
  tx: Tx,
  { userId, companyName, website }: CreateBrand & { userId: string },
): Promise<{ brandId: string; slug: string }> {
  const brandId = services.newId();
  const createdAt = services.clock.now();
  const slug = await insertUnderFreeSlug(tx, {
    id: brandId,
    name: companyName,
    website: `https://${website}`,
    createdAt,
  });
  await insertMember(tx, { brandId, userId, role: "owner", createdAt });
  await insertDomain(tx, brandId, website, createdAt);
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "brand.created",
    subjectId: brandId,
    detail: { name: companyName, slug, domain: website },
  });
  return { brandId, slug };
}

/** lumen-tea, then lumen-tea-2, lumen-tea-3, … */
async function insertUnderFreeSlug(
  tx: Tx,
  brand: { id: string; name: string; website: string; createdAt: Date },
): Promise<string> {
  const base = readableName(brand.name) || "brand";
  for (let count = 1; count <= MAX_SLUG_TRIES; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`;
    if (await insertBrand(tx, { ...brand, slug })) return slug;
  }
  // Fifty companies of one name: the id is unique and still readable enough.
  const slug = `${base}-${brand.id.slice(-12)}`;
  await insertBrand(tx, { ...brand, slug });
  return slug;
}
