import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { giveTryBack, limits, spendTry } from "#app/access/throttle.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { listPartnerBrands } from "./asked-sale-store.server.ts";
import { answerMissingSale, type ToldAnswer } from "./missing-sale-answer.ts";
import type { AskMissingSale, AskRefusal } from "./missing-sale.ts";
import { orderKeyOf } from "./order-number.ts";
import { answerOrders } from "./read-asked-sale.server.ts";

/** The creator who asks, and the person behind it. */
export interface AskingCreator {
  readonly creatorId: string;
  readonly userId: string;
}

export interface MissingSaleTold extends ToldAnswer {
  readonly orderNumber: string;
  /** The brand it is about; null when no brand was chosen and none has such an order. */
  readonly brandId: string | null;
  /** Only of an order that is credited to the one who asks. */
  readonly ownSaleId: string | null;
}

/**
 * Answers at once why an order is not among a creator's sales. Only brands they have a running or past partnership with are looked into;
 * tries are counted before anything is read, a right guess of one's own order is given back, and each answer is written to the audit log.
 * `too-many-tries` carries the seconds to wait as its detail.
 */
export async function askMissingSale(
  services: Services,
  { creatorId, userId }: AskingCreator,
  { orderNumber, brandId: chosenId }: AskMissingSale,
): Promise<Outcome<MissingSaleTold, AskRefusal>> {
  const spent = await spendTry(services, limits.missingSalesPerCreator, creatorId);
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const outcome = await services.db.inPlatform(async (tx): Promise<Outcome<MissingSaleTold, AskRefusal>> => {
    const brandIds = (await listPartnerBrands(tx, creatorId)).map(({ id }) => id);
    if (chosenId !== undefined && !brandIds.includes(chosenId)) return refused("unknown-brand");
    const chosen = chosenId === undefined ? brandIds : [chosenId];
    const [found, ...others] = await answerOrders(tx, creatorId, chosen, orderKeyOf(orderNumber));
    if (others.length > 0 && found?.answer !== "credited-to-you") return refused("several-brands");
    const told = found ?? answerMissingSale(null);
    const brandId = found?.brandId ?? chosenId ?? null;
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "missing-sale.asked",
      subjectId: creatorId,
      detail: { orderNumber, answer: told.answer },
    });
    const ownSaleId = found?.answer === "credited-to-you" ? found.saleId : null;
    return done({ answer: told.answer, sentence: told.sentence, orderNumber, brandId, ownSaleId });
  });
  const isOwn = outcome.ok && outcome.value.answer === "credited-to-you";
  if (isOwn) await giveTryBack(services, limits.missingSalesPerCreator, creatorId);
  return outcome;
}
