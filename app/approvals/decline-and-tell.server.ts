import { declineCommission, type CommissionDecision, type Decided } from "#app/commissions/decide-commission.server.ts";
import { declineWords } from "#app/commissions/decline-sentences.ts";
import { enqueueMail } from "#app/notices/enqueue-mail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findDeclineMail } from "./commission-screen-store.server.ts";

/** Declines a commission and tells its creator why, both or neither. */
export function declineAndTell(services: Services, decision: CommissionDecision): Promise<Decided> {
  return declineCommission(services, decision, async (tx, before) => {
    const mail = await findDeclineMail(tx, before.brandId, before.id);
    if (!mail || !decision.reason) return;
    const note = decision.note?.trim();
    await enqueueMail(services, tx, "commission-declined", mail.email, {
      creatorName: mail.creatorName,
      brandName: mail.brandName,
      saleId: before.saleId,
      orderNumber: mail.orderName,
      amount: { minor: before.earnedMinor.toString(), currency: before.currency },
      reasonSentence: declineWords[decision.reason].sentence,
      ...(note ? { note } : {}),
    });
  });
}
