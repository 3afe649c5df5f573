import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findBrandName, updateBrandName } from "./brand-store.server.ts";

/** Changes the name people read. The slug stays: addresses do not change under anybody. */
export async function renameBrand(
  services: Services,
  { brandId, userId, name }: { brandId: string; userId: string; name: string },
): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    const before = await findBrandName(tx, brandId);
    if (before === name) return;
    await updateBrandName(tx, brandId, name);
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "brand.renamed",
      subjectId: brandId,
      detail: { before, after: name },
    });
  });
}
