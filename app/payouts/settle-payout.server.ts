import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { lockBatch } from "./batch-store.server.ts";
import {
  findPayouts,
  lockBatchOfPayout,
  markSettled,
  type PayoutBatch,
  type PayoutToPost,
} from "./payout-store.server.ts";
import { movePayouts } from "./move-payouts.server.ts";

export type SettleRefusal = "unknown-payout" | "not-sent" | "already-returned";

/** The bank confirmed one payout. Said twice, it is settled once. */
export async function settlePayout(
  services: Services,
  { payoutId, userId }: { readonly payoutId: string; readonly userId: string },
): Promise<Outcome<{ settledCount: number }, SettleRefusal>> {
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatchOfPayout(tx, payoutId);
    const [payout] = batch ? await findPayouts(tx, { payoutId }) : [];
    if (!batch || !payout) return refused("unknown-payout");
    if (payout.status === "settled") return done({ settledCount: 0 });
    if (payout.status === "returned") return refused("already-returned");
    if (payout.status !== "in-transit") return refused("not-sent");
    await settle(services, tx, batch, [payout], userId);
    return done({ settledCount: 1 });
  });
}

/** The bank confirmed every payout of a batch that has not been settled or returned yet. */
export async function settlePayouts(
  services: Services,
  { batchId, userId }: { readonly batchId: string; readonly userId: string },
): Promise<Outcome<{ settledCount: number }, "unknown-batch" | "not-sent">> {
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch) return refused("unknown-batch");
    if (batch.status !== "sent") return refused("not-sent");
    const payouts = (await findPayouts(tx, { batchId })).filter((payout) => payout.status === "in-transit");
    await settle(services, tx, { batchId, batchName: batch.name, rail: batch.rail }, payouts, userId);
    return done({ settledCount: payouts.length });
  });
}

async function settle(
  services: Services,
  tx: Tx,
  batch: PayoutBatch,
  payouts: readonly PayoutToPost[],
  userId: string,
): Promise<void> {
  if (payouts.length === 0) return;
  const payoutIds = payouts.map((payout) => payout.id);
  const occurredAt = services.clock.now();
  await movePayouts(services, tx, payouts, { kind: "settled", ...batch, occurredAt });
  await markSettled(tx, payoutIds, occurredAt);
  for (const payoutId of payoutIds) {
    await recordAuditEvent(services, tx, {
      brandId: null,
      actorUserId: userId,
      action: "payout.settled",
      subjectId: batch.batchId,
      detail: { payoutId },
    });
  }
}
