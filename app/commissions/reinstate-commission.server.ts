import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  findCommissions,
  insertCommissionDecision,
  lockBudget,
  lockSaleOfCommission,
  wasApproved,
  type CommissionRecord,
} from "./commission-store.server.ts";
import type { CommissionStatus } from "./commission.ts";
import { draftMove, withoutDeclinedNote } from "./draft-move.ts";
import { saveMoves } from "./save-moves.server.ts";

/** not-declined: it counts already. budget-used-up: the campaign has less left than it would earn; half of it would be a decline in disguise. */
export type ReinstateRefusal = "not-found" | "not-declined" | "budget-used-up";

export interface Reinstatement {
  readonly brandId: string;
  readonly commissionId: string;
  /** Who overturned the decline. */
  readonly userId: string;
  /** Why, word for word. */
  readonly note: string;
}

/**
 * Overturns a decline, in the caller's transaction: the commission earns again what the facts of its sale give today, and the difference is
 * posted. It goes back to where it was: approved if it was approved before the decline, else held. Nothing of its history changes.
 */
export async function reinstateCommission(
  services: Services,
  tx: Tx,
  { brandId, commissionId, userId, note }: Reinstatement,
): Promise<Outcome<{ readonly status: CommissionStatus; readonly earnedMinor: bigint }, ReinstateRefusal>> {
  const saleId = await lockSaleOfCommission(tx, brandId, commissionId);
  const commissions = saleId === undefined ? [] : await findCommissions(tx, brandId, [saleId]);
  const commission = commissions.find(({ id }) => id === commissionId);
  if (!commission) return refused("not-found");
  if (commission.status !== "declined") return refused("not-declined");
  if (!(await fitsBudget(tx, commission))) return refused("budget-used-up");
  const decidedAt = services.clock.now();
  const status = (await wasApproved(tx, brandId, commissionId)) ? "approved" : "held";
  await insertCommissionDecision(tx, {
    ...{ brandId, id: services.newId(), commissionId, kind: "reinstate", reason: null, note },
    ...{ decidedBy: userId, ruleId: null, decidedAt },
  });
  const move = draftMove(commission, {
    lines: commission.lines.map((line) => ({
      ...line,
      earnedMinor: line.calculatedMinor,
      sentence: withoutDeclinedNote(line.sentence),
    })),
    status,
    blockedBy: commission.blockedBy,
    holdUntil: commission.holdUntil,
    because: "the decline was overturned on appeal",
    occurredAt: decidedAt,
    at: decidedAt,
    isReinstated: true,
  });
  if (move) await saveMoves(services, tx, brandId, [move]);
  await recordAuditEvent(services, tx, {
    ...{ brandId, actorUserId: userId, action: "commission.reinstated", subjectId: commissionId },
    detail: { status, note },
  });
  return done({ status, earnedMinor: sumMinor(commission.lines.map(({ calculatedMinor }) => calculatedMinor)) });
}

/** The decline gave the money back to the campaign's budget, and others may have used it since. */
async function fitsBudget(tx: Tx, commission: CommissionRecord): Promise<boolean> {
  const { brandId, campaignId, currency, calculatedMinor } = commission;
  const budget = await lockBudget(tx, brandId, campaignId);
  if (budget.budgetMinor === null) return true;
  return budget.currency === currency && budget.spentMinor + calculatedMinor <= budget.budgetMinor;
}
