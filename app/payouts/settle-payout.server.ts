import { recordAuditEvents } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { awaitedAmong } from "./awaited-payouts.server.ts";
import { lockBatch } from "./batch-store.server.ts";
import {
  findPayouts,
  lockBatchOfPayout,
  markSettled,
  type PayoutBatch,
  type PayoutToPost,
} from "./payout-store.server.ts";
import { lockPositions, movePositions } from "./position-store.server.ts";
import { postPayouts } from "./post-payouts.server.ts";

export type SettleRefusal = "unknown-payout" | "not-sent" | "answer-awaited" | "already-returned";

/** The bank confirmed one payout. Said twice, it is settled once. */
export async function settlePayout(
  services: Services,
  command: SettlePayout,
): Promise<Outcome<{ settledCount: number }, SettleRefusal>> {
  return services.db.inPlatform((tx) => settlePayoutIn(services, tx, command));
}

interface SettlePayout {
  readonly payoutId: string;
  /** Who recorded it; null where the rail said so itself. */
  readonly userId: string | null;
}

/** Settles one payout inside the caller's transaction. */
export async function settlePayoutIn(
  services: Services,
  tx: Tx,
  { payoutId, userId }: SettlePayout,
): Promise<Outcome<{ settledCount: number }, SettleRefusal>> {
  const batch = await lockBatchOfPayout(tx, payoutId);
  const [payout] = batch ? await findPayouts(tx, { payoutId }) : [];
  if (!batch || !payout) return refused("unknown-payout");
  if (payout.status === "settled") return done({ settledCount: 0 });
  if (payout.status === "returned") return refused("already-returned");
  if (payout.status !== "in-transit") return refused("not-sent");
  if (userId !== null && (await awaitedAmong(services, tx, [payoutId])).size > 0) return refused("answer-awaited");
  await settle(services, tx, batch, [payout], userId);
  return done({ settledCount: 1 });
}

interface SettleBatch {
  readonly batchId: string;
  /** Only these payouts; all where it is left out. */
  readonly payoutIds?: ReadonlySet<string>;
  readonly userId: string | null;
}

/** The rail confirmed every payout of a batch, or some of them; those that were settled or returned before stay as they are. */
export async function settlePayouts(
  services: Services,
  command: SettleBatch,
): Promise<Outcome<{ settledCount: number }, "unknown-batch" | "not-sent">> {
  return services.db.inPlatform((tx) => settlePayoutsIn(services, tx, command));
}

/** Settles payouts of a batch inside the caller's transaction. */
export async function settlePayoutsIn(
  services: Services,
  tx: Tx,
  { batchId, payoutIds, userId }: SettleBatch,
): Promise<Outcome<{ settledCount: number }, "unknown-batch" | "not-sent">> {
  const batch = await lockBatch(tx, batchId);
  if (!batch) return refused("unknown-batch");
  if (batch.status !== "sent") return refused("not-sent");
  const travelling = (await findPayouts(tx, { batchId })).filter(
    (payout) => payout.status === "in-transit" && (payoutIds?.has(payout.id) ?? true),
  );
  const ids = travelling.map((payout) => payout.id);
  const awaited = userId === null ? new Set<string>() : await awaitedAmong(services, tx, ids);
  const payouts = travelling.filter((payout) => !awaited.has(payout.id));
  await settle(services, tx, { batchId, batchName: batch.name, rail: batch.rail }, payouts, userId);
  return done({ settledCount: payouts.length });
}

async function settle(
  services: Services,
  tx: Tx,
  batch: PayoutBatch,
  payouts: readonly PayoutToPost[],
  userId: string | null,
): Promise<void> {
  if (payouts.length === 0) return;
  const payoutIds = payouts.map((payout) => payout.id);
  const occurredAt = services.clock.now();
  await lockPositions(tx, payoutIds);
  await postPayouts(services, tx, payouts, { kind: "settled", ...batch, occurredAt });
  await movePositions(tx, payoutIds, "inTransit", "paid", occurredAt);
  await markSettled(tx, payoutIds, occurredAt);
  const event = { brandId: null, actorUserId: userId, action: "payout.settled", subjectId: batch.batchId };
  await recordAuditEvents(
    services,
    tx,
    payoutIds.map((payoutId) => ({ ...event, detail: { payoutId } })),
  );
}
