import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { StaffRole } from "#app/access/roles.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { constraintOf, type Tx } from "#db/client.server.ts";
import { findPayouts, lockBatchOfPayout } from "./payout-store.server.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { findTakeBackFault, type TakeBackRefusal } from "./take-back.ts";
import { takeBackPayoutJob } from "./take-back-payout.job.server.ts";
import { findTravel, insertTakeBack, lockOpenTakeBack, updateTakeBack } from "./take-back-store.server.ts";

interface Acting {
  readonly payoutId: string;
  readonly userId: string;
  readonly roles: readonly StaffRole[];
}

type TakeBackOutcome = Outcome<null, TakeBackRefusal>;

/** A preparer asks to take a sent payout back from the provider that paid it. Nothing moves until a second person confirms. */
export async function askTakeBack(
  services: Services,
  { payoutId, userId, roles, reason }: Acting & { readonly reason: string },
): Promise<TakeBackOutcome> {
  if (!roles.includes("preparer")) return refused("not-a-preparer");
  try {
    return await services.db.inPlatform(async (tx) => {
      const judged = await judge(services, tx, payoutId);
      if (!judged.ok) return judged;
      if (await lockOpenTakeBack(tx, payoutId)) return refused("already-asked");
      await insertTakeBack(tx, {
        id: services.newId(),
        payoutId,
        reason,
        askedBy: userId,
        askedAt: services.clock.now(),
      });
      const event = { brandId: null, actorUserId: userId, subjectId: judged.value.batchId };
      await recordAuditEvent(services, tx, {
        ...event,
        action: "payout.take-back-asked",
        detail: { payoutId, reason },
      });
      return done(null);
    });
  } catch (error) {
    if (constraintOf(error) === "payout_take_backs_open_unique") return refused("already-asked");
    throw error;
  }
}

/** A second person, an approver, confirms it: from here on the provider is asked until its answer is known. */
export async function confirmTakeBack(
  services: Services,
  { payoutId, userId, roles }: Acting,
): Promise<TakeBackOutcome> {
  if (!roles.includes("approver")) return refused("not-an-approver");
  return services.db.inPlatform(async (tx) => {
    const judged = await judge(services, tx, payoutId);
    if (!judged.ok) return judged;
    const takeBack = await lockOpenTakeBack(tx, payoutId);
    if (takeBack?.status !== "asked") return refused("not-asked");
    if (takeBack.askedBy === userId) return refused("asked-by-you");
    await updateTakeBack(tx, takeBack.id, {
      ...{ status: "confirmed", confirmedBy: userId, confirmedAt: services.clock.now() },
    });
    const event = { brandId: null, actorUserId: userId, subjectId: judged.value.batchId };
    const detail = { payoutId, reason: takeBack.reason };
    await recordAuditEvent(services, tx, { ...event, action: "payout.take-back-confirmed", detail });
    await services.queue.enqueue(tx, takeBackPayoutJob, { takeBackId: takeBack.id });
    return done(null);
  });
}

/** Somebody of finance drops a request that nobody has confirmed. */
export async function withdrawTakeBack(
  services: Services,
  { payoutId, userId }: Omit<Acting, "roles">,
): Promise<TakeBackOutcome> {
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatchOfPayout(tx, payoutId);
    if (!batch) return refused("unknown-payout");
    const takeBack = await lockOpenTakeBack(tx, payoutId);
    if (takeBack?.status !== "asked") return refused("not-asked");
    await updateTakeBack(tx, takeBack.id, {
      ...{ status: "withdrawn", withdrawnBy: userId, endedAt: services.clock.now() },
    });
    const event = { brandId: null, actorUserId: userId, subjectId: batch.batchId };
    await recordAuditEvent(services, tx, { ...event, action: "payout.take-back-withdrawn", detail: { payoutId } });
    return done(null);
  });
}

/** Locks the batch, so that settling, returning and taking back follow each other, and says whether the payout can be taken back now. */
async function judge(
  services: Services,
  tx: Tx,
  payoutId: string,
): Promise<Outcome<{ batchId: string }, TakeBackRefusal>> {
  const batch = await lockBatchOfPayout(tx, payoutId);
  const [payout] = batch ? await findPayouts(tx, { payoutId }) : [];
  if (!batch || !payout) return refused("unknown-payout");
  const railReference = (await findTravel(tx, payoutId))?.railReference ?? null;
  const fault = findTakeBackFault({ status: payout.status, rail: railNamed(services, batch.rail), railReference });
  return fault === null ? done({ batchId: batch.batchId }) : refused(fault);
}
