import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { limits, spendTry } from "#app/access/throttle.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AskingCreator } from "./ask-missing-sale.server.ts";
import { listPartnerBrands } from "./asked-sale-store.server.ts";
import { ANSWER_DAYS } from "./inquiry.ts";
import { tellBrandOfInquiry } from "./inquiry-mails.server.ts";
import {
  findBrandOfOwnInquiry,
  insertInquiry,
  lockInquiry,
  updateInquiry,
  type Inquiry,
} from "./inquiry-store.server.ts";
import { answerMissingSale } from "./missing-sale-answer.ts";
import type { OpenInquiry, OpenRefusal } from "./missing-sale.ts";
import { orderKeyOf } from "./order-number.ts";
import { answerOrders } from "./read-asked-sale.server.ts";

/**
 * A creator asks the brand to look again. What they are told at once is found out anew and kept with the inquiry, so it counts as a
 * question like any other. One open inquiry per creator and order.
 */
export async function openInquiry(
  services: Services,
  asker: AskingCreator,
  wish: OpenInquiry,
): Promise<Outcome<{ readonly inquiryId: string }, OpenRefusal>> {
  const spent = await spendTry(services, limits.missingSalesPerCreator, asker.creatorId);
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const partners = await services.db.inPlatform((tx) => listPartnerBrands(tx, asker.creatorId));
  if (!partners.some(({ id }) => id === wish.brandId)) return refused("unknown-brand");
  return services.db.inBrand(wish.brandId, (tx) => openInBrand(services, tx, asker, wish));
}

async function openInBrand(
  services: Services,
  tx: Tx,
  { creatorId, userId }: AskingCreator,
  { orderNumber, brandId, message, proofUrl }: OpenInquiry,
): Promise<Outcome<{ readonly inquiryId: string }, OpenRefusal>> {
  const orderKey = orderKeyOf(orderNumber);
  const [found] = await answerOrders(tx, creatorId, [brandId], orderKey);
  const told = found ?? answerMissingSale(null);
  if (told.answer === "credited-to-you") return refused("already-yours");
  const openedAt = services.clock.now();
  const inquiry: Inquiry = {
    ...{ brandId, id: services.newId(), creatorId, orderNumber, orderKey, saleId: found?.saleId ?? null },
    ...{ toldAnswer: told.answer, toldSentence: told.sentence, message, proofUrl: proofUrl ?? null },
    ...{ openedAt, dueAt: addDays(openedAt, ANSWER_DAYS), status: "open", answer: null, answerNote: null },
    ...{ answeredBy: null, answeredAt: null, remindedAt: null, overdueToldAt: null },
  };
  if ((await insertInquiry(tx, inquiry)) === "exists") return refused("already-open");
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "inquiry.opened",
    subjectId: inquiry.id,
    detail: { creatorId, orderNumber, told: told.answer },
  });
  await tellBrandOfInquiry(services, tx, inquiry, "opened");
  return done({ inquiryId: inquiry.id });
}

/** The creator takes an open inquiry back. */
export async function withdrawInquiry(
  services: Services,
  { creatorId, userId }: AskingCreator,
  inquiryId: string,
): Promise<Outcome<null, "not-found" | "not-open">> {
  const brandId = await services.db.inPlatform((tx) => findBrandOfOwnInquiry(tx, creatorId, inquiryId));
  if (brandId === null) return refused("not-found");
  return services.db.inBrand(brandId, async (tx) => {
    const inquiry = await lockInquiry(tx, brandId, inquiryId);
    if (inquiry?.status !== "open") return refused("not-open");
    await updateInquiry(tx, brandId, inquiryId, { status: "withdrawn" });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "inquiry.withdrawn",
      subjectId: inquiryId,
    });
    return done(null);
  });
}
