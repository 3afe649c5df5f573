import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { settleAgain } from "#app/sales/settle-again.job.server.ts";
import type { PartingRefusal } from "./part-join-form-texts.ts";
import type { PartJoin } from "./part-join.ts";
import { insertParting, lockSign, markCustomerAsGroup } from "./parting-store.server.ts";
import { ALWAYS } from "./see-order.server.ts";
import { findReached } from "./sighting-store.server.ts";

/**
 * Parts a sign from one order or visit, or takes that back. Nothing is forgotten: a row says who, when and why. The sales from then on that
 * the sign leads to are settled again.
 */
export async function partJoin(
  services: Services,
  { brandId, userId }: BrandActor,
  { intent, sightingId, signKey, reason }: PartJoin,
): Promise<Outcome<null, PartingRefusal>> {
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<null, PartingRefusal>> => {
    const sign = await lockSign(tx, brandId, sightingId, signKey);
    if (!sign) return refused("no-such-sign");
    const isParted = intent === "part";
    if (sign.isParted === isParted) return refused("already-so");
    const decidedAt = services.clock.now();
    await insertParting(tx, {
      ...{ brandId, id: services.newId(), sourceId: sightingId, signKey, isParted, reason },
      ...{ decidedBy: userId, decidedAt },
    });
    await markCustomerAsGroup(tx, brandId, signKey);
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: isParted ? "shopper.parted" : "shopper.rejoined" },
      ...{ subjectId: sightingId, detail: { signKey, reason } },
    });
    // The rows that lead from sign to sign are all there still, parted or not.
    const [reached] = await findReached(tx, brandId, [{ sourceId: sightingId, asOf: ALWAYS }]);
    const affected = (reached?.sightings ?? []).filter(
      ({ id, source, seenAt }) => source === "order" && (id === sightingId || seenAt >= sign.seenAt),
    );
    const saleIds = affected.map(({ id }) => id).sort();
    await settleAgain(services, tx, brandId, saleIds);
    return done(null);
  });
}
