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
import type { CommissionStatus, DeclineReason } from "./commission.ts";
import type { DecideRefusal, ReviewKind } from "./decide-commission.ts";
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

/** An approval rule that decides instead of a person. */
export interface DecidingRule {
  readonly brandId: string;
  readonly commissionId: string;
  readonly ruleId: string;
  /** The rule in words, kept as the note of the decision. */
  readonly note: string;
  /** Asked under the commission's lock: whether the rule still approves it as it is now. */
  readonly fits: (tx: Tx, commission: CommissionRecord) => Promise<boolean>;
}

/** Makes a commission payable because a rule says so. No person decided: the decision names the rule. */
export function approveByRule(services: Services, rule: DecidingRule): Promise<Decided> {
  const { brandId, commissionId, ruleId, note, fits } = rule;
  const decision = { brandId, commissionId, userId: null, note };
  return decide(services, "approve", decision, { ruleId, fits });
}

/**
 * Says no, with a reason from the closed list: nothing is earned, and what was is taken back, also when it was paid already.
 * `tell` runs in the same transaction with the commission as it was before, so that its owner is told exactly when it is declined.
 */
export function declineCommission(services: Services, decision: CommissionDecision, tell?: Tell): Promise<Decided> {
  return decide(services, "decline", decision, { tell });
}

type Tell = (tx: Tx, before: CommissionRecord) => Promise<void>;

const auditActions = {
  approve: "commission.approved",
  hold: "commission.held",
  decline: "commission.declined",
} as const satisfies Record<ReviewKind, string>;

interface Circumstances {
  readonly ruleId?: string;
  readonly fits?: DecidingRule["fits"];
  readonly tell?: Tell | undefined;
}

function decide(
  services: Services,
  kind: ReviewKind,
  decision: Omit<CommissionDecision, "userId"> & { readonly userId: string | null },
  { ruleId, fits, tell }: Circumstances = {},
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
    if (fits && !(await fits(tx, commission))) return refused("rule-does-not-fit");
    await insertCommissionDecision(tx, {
      ...{ brandId, id: services.newId(), commissionId, kind, reason, note },
      ...{ decidedBy: userId, ruleId: ruleId ?? null, decidedAt },
    });
    const decider = ruleId ? "an approval rule" : "finance";
    const because = reason === null ? `${decider} approved it` : `finance declined it, reason: ${reason}`;
    const status = await applyDecision(services, tx, commission, kind, because);
    const detail = { reason, note: note === "" ? null : note, ...(ruleId ? { ruleId } : {}) };
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
  kind: ReviewKind,
  because: string,
): Promise<CommissionStatus> {
  if (kind === "hold") return commission.status;
  const status = kind === "approve" ? "approved" : "declined";
  const at = services.clock.now();
  const move = draftMove(commission, {
    lines: commission.lines,
    status,
    blockedBy: commission.blockedBy,
    holdUntil: commission.holdUntil,
    because,
    occurredAt: at,
    at,
  });
  if (move) await saveMoves(services, tx, commission.brandId, [move]);
  return status;
}
