import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findPayouts, lockBatchOfPayout, markReturned } from "./payout-store.server.ts";
import { movePayouts } from "./move-payouts.server.ts";
import type { ReturnPayout } from "./return-payout.ts";

/**
 * The bank sent the money back, on its way or after it had said that it arrived: all of it is payable again and in the next batch.
 * Said twice, it comes back once.
 */
export async function returnPayout(
  services: Services,
  { payoutId, reason, userId }: ReturnPayout & { readonly userId: string },
): Promise<Outcome<{ wasReturned: boolean }, "unknown-payout" | "not-sent">> {
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatchOfPayout(tx, payoutId);
    const [payout] = batch ? await findPayouts(tx, { payoutId }) : [];
    if (!batch || !payout) return refused("unknown-payout");
    if (payout.status === "returned") return done({ wasReturned: false });
    if (payout.status !== "in-transit" && payout.status !== "settled") return refused("not-sent");
    const wasSettled = payout.status === "settled";
    const occurredAt = services.clock.now();
    await movePayouts(services, tx, [payout], { kind: "returned", ...batch, occurredAt, wasSettled, reason });
    await markReturned(tx, payoutId, reason, occurredAt);
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "payout.returned",
      subjectId: batch.batchId,
      detail: { payoutId, reason },
    });
    return done({ wasReturned: true });
  });
}
