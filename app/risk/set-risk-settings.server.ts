import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { saveRiskSettings } from "./risk-store.server.ts";

/** Whether the brand's leaked codes are replaced at once, or wait for a person of the brand. */
export async function setRotatesLeakedCodes(
  services: Services,
  { brandId, userId }: { readonly brandId: string; readonly userId: string },
  rotatesLeakedCodes: boolean,
): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    await saveRiskSettings(tx, { brandId, rotatesLeakedCodes, setBy: userId, setAt: services.clock.now() });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "risk-settings.set", subjectId: brandId },
      detail: { rotatesLeakedCodes },
    });
  });
}
