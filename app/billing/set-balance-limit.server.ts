import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { saveLimit } from "./balance-store.server.ts";
import type { SetBalanceLimit } from "./set-balance-limit.ts";

/** Sets the balance from which on a brand is told that it runs low. */
export async function setBalanceLimit(
  services: Services,
  { brandId, userId, currency, limitMinor }: SetBalanceLimit & { readonly brandId: string; readonly userId: string },
): Promise<void> {
  await services.db.inBrand(brandId, async (tx) => {
    await saveLimit(tx, { brandId, currency }, { limitMinor });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "balance-limit.set", subjectId: brandId },
      detail: { currency, limitMinor: limitMinor.toString() },
    });
  });
}
