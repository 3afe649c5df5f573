import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { awaitedAmong } from "./awaited-payouts.server.ts";
import { findPayouts, lockBatchOfPayout, markReturned } from "./payout-store.server.ts";
import { endTakeBack } from "./end-take-back.server.ts";
import { lockPositions, movePositions } from "./position-store.server.ts";
import { postPayouts } from "./post-payouts.server.ts";
import type { ReturnPayout } from "./return-payout.ts";
import { lockOpenTakeBack } from "./take-back-store.server.ts";

export type ReturnRefusal = "unknown-payout" | "not-sent" | "answer-awaited" | "take-back-awaited";

/** The user is null where the rail said so itself. */
type ReturnCommand = ReturnPayout & { readonly userId: string | null };

/**
 * The bank sent the money back, on its way or after it had said that it arrived: all of it is payable again and in the next batch.
 * Said twice, it comes back once. Where finance is taking it back, this is how it ends, with the reason finance gave.
 */
export async function returnPayout(
  services: Services,
  command: ReturnCommand,
): Promise<Outcome<{ wasReturned: boolean }, ReturnRefusal>> {
  return services.db.inPlatform((tx) => returnPayoutIn(services, tx, command));
}

/** Returns one payout inside the caller's transaction. */
export async function returnPayoutIn(
  services: Services,
  tx: Tx,
  { payoutId, reason: told, userId }: ReturnCommand,
): Promise<Outcome<{ wasReturned: boolean }, ReturnRefusal>> {
  const batch = await lockBatchOfPayout(tx, payoutId);
  const [payout] = batch ? await findPayouts(tx, { payoutId }) : [];
  if (!batch || !payout) return refused("unknown-payout");
  if (payout.status === "returned") return done({ wasReturned: false });
  if (payout.status !== "in-transit" && payout.status !== "settled") return refused("not-sent");
  if (userId !== null && (await awaitedAmong(services, tx, [payoutId])).size > 0) return refused("answer-awaited");
  const takeBack = await lockOpenTakeBack(tx, payoutId);
  const isTakingBack = takeBack?.status === "confirmed";
  if (isTakingBack && userId !== null) return refused("take-back-awaited");
  const reason = isTakingBack ? takeBack.reason : told;
  const wasSettled = payout.status === "settled";
  const occurredAt = services.clock.now();
  await lockPositions(tx, [payoutId]);
  await postPayouts(services, tx, [payout], { kind: "returned", ...batch, occurredAt, wasSettled, reason });
  await movePositions(tx, [payoutId], wasSettled ? "paid" : "inTransit", "payable", occurredAt);
  await markReturned(tx, payoutId, reason, occurredAt);
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: "payout.returned",
    subjectId: batch.batchId,
    detail: { payoutId, reason },
  });
  if (takeBack) await endTakeBack(services, tx, takeBack, payout);
  return done({ wasReturned: true });
}
