import type { Services } from "#app/platform/services.server.ts";
import { approveCommission, declineCommission, holdCommission } from "#app/commissions/decide-commission.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayout } from "#app/payouts/settle-payout.server.ts";
import { mustDo, type Founded } from "./demo-founding.ts";

interface Matured {
  readonly brand_id: string;
  readonly id: string;
}

/** The preparer works through what has matured: nearly all is approved, one is held and one declined. */
export async function reviewMatured(services: Services, { preparerId }: Founded): Promise<void> {
  const matured = await services.db.sql<Matured[]>`
    select brand_id, id from commissions
    where status = 'held' and hold_until <= ${services.clock.now()} and earned_minor > 0 and blocked_by is null
    order by sale_occurred_at, id`;
  for (const [index, { brand_id: brandId, id: commissionId }] of matured.entries()) {
    const decision = { brandId, commissionId, userId: preparerId };
    if (index === 3) {
      const note = "The shop says this parcel came back; we wait for its refund until Friday.";
      mustDo("hold a commission", await holdCommission(services, { ...decision, note }));
    } else if (index === 8) {
      const note = "The order was placed twice within a minute and the shop shipped it once.";
      mustDo("decline a commission", await declineCommission(services, { ...decision, reason: "duplicate", note }));
    } else {
      mustDo("approve a commission", await approveCommission(services, decision));
    }
  }
}

export async function prepareEuroBatch(services: Services, { preparerId }: Founded): Promise<string> {
  const prepared = await prepareBatch(services, { rail: "sepa", currency: "EUR", userId: preparerId });
  return mustDo("prepare a batch", prepared).batchId;
}

/** The approver releases a batch; the bank settles it, but for one payout that comes back. */
export async function releaseBatch(services: Services, { approverId }: Founded, batchId: string): Promise<void> {
  mustDo("approve a batch", await approveBatch(services, { batchId, userId: approverId, roles: ["approver"] }));
  mustDo("send a batch", await sendBatch(services, { batchId, userId: approverId }));
}

export async function bookBankAnswer(services: Services, { preparerId }: Founded, batchId: string): Promise<void> {
  const payouts = await services.db.sql<
    { id: string }[]
  >`select id from payouts where batch_id = ${batchId} order by amount_minor`;
  for (const [index, { id: payoutId }] of payouts.entries()) {
    if (index === 0) {
      const reason = "AC04 Closed account number";
      mustDo("return a payout", await returnPayout(services, { payoutId, reason, userId: preparerId }));
    } else {
      mustDo("settle a payout", await settlePayout(services, { payoutId, userId: preparerId }));
    }
  }
}
