import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { StaffRole } from "#app/access/roles.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockBatch, markApproved, markApprovalVoid } from "./batch-store.server.ts";
import { findContentChange } from "./check-content.server.ts";

export type ApproveRefusal =
  "unknown-batch" | "not-an-approver" | "prepared-by-you" | "already-approved" | "not-prepared" | "content-changed";

/** The second pair of eyes: an approver who did not prepare the batch, on content that still stands. */
export async function approveBatch(
  services: Services,
  {
    batchId,
    userId,
    roles,
  }: { readonly batchId: string; readonly userId: string; readonly roles: readonly StaffRole[] },
): Promise<Outcome<{ name: string }, ApproveRefusal>> {
  if (!roles.includes("approver")) return refused("not-an-approver");
  return services.db.inPlatform(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (!batch) return refused("unknown-batch");
    if (batch.preparedBy === userId) return refused("prepared-by-you");
    if (batch.status === "approved") return refused("already-approved");
    if (batch.status !== "prepared") return refused("not-prepared");
    const event = { brandId: null, actorUserId: userId, subjectId: batchId };
    const change = await findContentChange(services, tx, batch);
    if (change !== null) {
      await markApprovalVoid(tx, batchId, change);
      await recordAuditEvent(services, tx, { ...event, action: "batch.approval-refused", detail: { reason: change } });
      return refused("content-changed", change);
    }
    await markApproved(tx, batchId, userId, services.clock.now());
    await recordAuditEvent(services, tx, {
      ...event,
      action: "batch.approved",
      detail: { contentHash: batch.contentHash },
    });
    return done({ name: batch.name });
  });
}
