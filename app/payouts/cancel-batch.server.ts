import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { lockBatch, markCancelled, type BatchRow } from "./batch-store.server.ts";
import { prepareIn, type PreparedBatch } from "./prepare-batch.server.ts";

export type CancelRefusal = "unknown-batch" | "already-sent" | "already-cancelled";

interface BatchCommand {
  readonly batchId: string;
  readonly userId: string;
}

/** Undoes a batch that was not sent; its commissions are free for the next one. */
export async function cancelBatch(
  services: Services,
  { batchId, userId }: BatchCommand,
): Promise<Outcome<{ name: string }, CancelRefusal>> {
  return services.db.inPlatform(async (tx) => {
    const cancelled = await cancelIn(services, tx, { batchId, userId });
    return cancelled.ok ? done({ name: cancelled.value.name }) : cancelled;
  });
}

async function cancelIn(
  services: Services,
  tx: Tx,
  { batchId, userId }: BatchCommand,
): Promise<Outcome<BatchRow, CancelRefusal>> {
  const batch = await lockBatch(tx, batchId);
  if (!batch) return refused("unknown-batch");
  if (batch.status === "sent") return refused("already-sent");
  if (batch.status === "cancelled") return refused("already-cancelled");
  await markCancelled(tx, batchId);
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: "batch.cancelled",
    subjectId: batchId,
  });
  return done(batch);
}

/**
 * Cancels a batch and prepares the same rail and currency afresh from the facts of now, both or neither. Where nothing is left to pay
 * it is only cancelled: the answer then names no new batch.
 */
export async function reprepareBatch(
  services: Services,
  { batchId, userId }: BatchCommand,
): Promise<Outcome<PreparedBatch | null, CancelRefusal | "already-in-another-batch">> {
  try {
    return await services.db.inPlatform(async (tx) => {
      const cancelled = await cancelIn(services, tx, { batchId, userId });
      if (!cancelled.ok) return cancelled;
      const { rail, currency } = cancelled.value;
      const prepared = await prepareIn(services, tx, {
        userId,
        rail,
        currency,
        cutOffAt: services.clock.now(),
      });
      return done(prepared.ok ? prepared.value : null);
    });
  } catch (error) {
    if (constraintOf(error) === "payout_lines_open_unique") return refused("already-in-another-batch");
    throw error;
  }
}
