import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findCommissions,
  insertCommissionDecision,
  lockSaleOfCommission,
  type CommissionRecord,
} from "./commission-store.server.ts";
import type { CommissionDecisionKind, CommissionStatus, DeclineReason } from "./commission.ts";
import type { DecideRefusal } from "./decide-commission.ts";
import { draftMove } from "./draft-move.ts";
import { refuseDecision } from "./refuse-decision.ts";
import { saveMoves } from "./save-moves.server.ts";

export interface CommissionDecision {
  readonly brandId: string;
  readonly commissionId: string;
  /** Who decides. */
  readonly userId: string;
  readonly reason?: DeclineReason;
  readonly note?: string;
}

export type Decided = Outcome<{ readonly status: CommissionStatus }, DecideRefusal>;

/** Makes a commission payable, once its hold is over and nothing blocks it. */
export function approveCommission(services: Services, decision: CommissionDecision): Promise<Decided> {
  return decide(services, "approve", decision);
}

/** Keeps a commission waiting and says why. It can still be approved later. */
export function holdCommission(services: Services, decision: CommissionDecision): Promise<Decided> {
  return decide(services, "hold", decision);
}

/**
 * Says no, with a reason from the closed list: nothing is earned, and what was is taken back, also when it was paid already.
 * `tell` runs in the same transaction with the commission as it was before, so that its owner is told exactly when it is declined.
 */
export function declineCommission(services: Services, decision: CommissionDecision, tell?: Tell): Promise<Decided> {
  return decide(services, "decline", decision, tell);
}

type Tell = (tx: Tx, before: CommissionRecord) => Promise<void>;

const auditActions = {
  approve: "commission.approved",
  hold: "commission.held",
  decline: "commission.declined",
} as const satisfies Record<CommissionDecisionKind, string>;

function decide(
  services: Services,
  kind: CommissionDecisionKind,
  decision: CommissionDecision,
  tell?: Tell,
): Promise<Decided> {
  const { brandId, commissionId, userId } = decision;
  const reason = kind === "decline" ? (decision.reason ?? null) : null;
  const note = decision.note?.trim() ?? "";
  return services.db.inBrand(brandId, async (tx): Promise<Decided> => {
    // The sale first, as everything that settles it does: two people, or a person and a refund, stand in one line.
    const saleId = await lockSaleOfCommission(tx, brandId, commissionId);
    const commissions = saleId === undefined ? [] : await findCommissions(tx, brandId, [saleId]);
    const commission = commissions.find(({ id }) => id === commissionId);
    if (!commission) return refused("not-found");
    const decidedAt = services.clock.now();
    const refusal = refuseDecision(commission, { kind, reason, note }, decidedAt);
    if (refusal) return refused(refusal, refusal === "blocked" ? (commission.blockedBy ?? undefined) : undefined);
    const id = services.newId();
    await insertCommissionDecision(tx, { brandId, id, commissionId, kind, reason, note, decidedBy: userId, decidedAt });
    const status = await applyDecision(services, tx, commission, kind, reason);
    const detail = { reason, note: note === "" ? null : note };
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: auditActions[kind],
      subjectId: commissionId,
      detail,
    });
    await tell?.(tx, commission);
    return done({ status });
  });
}

async function applyDecision(
  services: Services,
  tx: Tx,
  commission: CommissionRecord,
  kind: CommissionDecisionKind,
  reason: DeclineReason | null,
): Promise<CommissionStatus> {
  if (kind === "hold") return commission.status;
  const status = kind === "approve" ? "approved" : "declined";
  const at = services.clock.now();
  const move = draftMove(commission, {
    lines: commission.lines,
    status,
    blockedBy: commission.blockedBy,
    holdUntil: commission.holdUntil,
    because: reason === null ? "finance approved it" : `finance declined it, reason: ${reason}`,
    occurredAt: at,
    at,
  });
  if (move) await saveMoves(services, tx, commission.brandId, [move]);
  return status;
}
