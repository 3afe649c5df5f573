import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AnswerInquiry, AnswerRefusal } from "./answer-inquiry.ts";
import { awardSale } from "./award-sale.server.ts";
import { tellCreatorOfAnswer } from "./inquiry-mails.server.ts";
import { lockInquiry, updateInquiry } from "./inquiry-store.server.ts";

/**
 * The brand answers an inquiry, once: it credits the sale to the creator, or says that the decision stands. Crediting goes the ordinary way:
 * an award is stored as evidence, and the sale is decided and settled again.
 */
export async function answerInquiry(
  services: Services,
  actor: BrandActor,
  inquiryId: string,
  answer: AnswerInquiry,
): Promise<Outcome<{ readonly answer: AnswerInquiry["intent"] }, AnswerRefusal>> {
  return services.db.inBrand(actor.brandId, (tx) => answerInBrand(services, tx, actor, inquiryId, answer));
}

async function answerInBrand(
  services: Services,
  tx: Tx,
  actor: BrandActor,
  inquiryId: string,
  { intent, note, partnershipId }: AnswerInquiry,
): Promise<Outcome<{ readonly answer: AnswerInquiry["intent"] }, AnswerRefusal>> {
  const { brandId, userId } = actor;
  const inquiry = await lockInquiry(tx, brandId, inquiryId);
  if (!inquiry) return refused("not-found");
  if (inquiry.status !== "open") return refused("already-answered");
  let { saleId } = inquiry;
  if (intent === "credited") {
    const awarded = await awardSale(services, tx, actor, inquiry, { reason: note, partnershipId });
    if (!awarded.ok) return awarded;
    ({ saleId } = awarded.value);
  }
  await updateInquiry(tx, brandId, inquiryId, {
    ...{ saleId, status: "answered", answer: intent, answerNote: note },
    ...{ answeredBy: userId, answeredAt: services.clock.now() },
  });
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "inquiry.answered",
    subjectId: inquiryId,
    detail: { answer: intent, creatorId: inquiry.creatorId, saleId },
  });
  await tellCreatorOfAnswer(services, tx, { ...inquiry, saleId }, { outcome: intent, note });
  return done({ answer: intent });
}
