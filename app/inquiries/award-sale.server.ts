import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { findAwardOfInquiry, insertAward, withdrawAwardRow } from "#app/attribution/award-store.server.ts";
import { WHOLE_BPS } from "#app/kit/money.ts";
import type { BrandActor } from "#app/campaigns/campaign.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { countsAsSale } from "#app/sales/sale-record.ts";
import { findSale, updateSale } from "#app/sales/sale-store.server.ts";
import { lockForSettling } from "#app/sales/lock-for-settling.server.ts";
import { settleSale } from "#app/sales/settle-sale.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AnswerRefusal } from "./answer-inquiry.ts";
import { findDecision, findSalesOfNumber, listPartnershipsOf } from "./asked-sale-store.server.ts";
import { tellCreatorOfAnswer } from "./inquiry-mails.server.ts";
import { lockInquiry, type Inquiry } from "./inquiry-store.server.ts";

/** Stores the brand's own word as evidence and settles the sale again. The caller holds the inquiry's lock. */
export async function awardSale(
  services: Services,
  tx: Tx,
  { brandId, userId }: BrandActor,
  inquiry: Inquiry,
  wish: { readonly reason: string; readonly partnershipId: string | undefined },
): Promise<Outcome<{ readonly saleId: string }, AnswerRefusal>> {
  const { creatorId, orderKey } = inquiry;
  // The order may have arrived since the creator asked.
  const saleId = inquiry.saleId ?? (await findSalesOfNumber(tx, [brandId], orderKey))[0]?.id;
  if (saleId === undefined || !(await lockForSettling(tx, brandId, saleId))) return refused("unknown-sale");
  const running = await listPartnershipsOf(tx, brandId, creatorId);
  if (running.length === 0) return refused("no-partnership");
  const chosen = running.find(
    ({ id }) => id === (wish.partnershipId ?? (running.length === 1 ? running[0]?.id : undefined)),
  );
  if (!chosen) return refused("choose-campaign");
  const sale = await findSale(tx, brandId, saleId);
  if (!sale) return refused("unknown-sale");
  if (!countsAsSale(sale)) return refused("cancelled-sale");
  if (sale.awardId !== null) return refused("awarded-already");
  const decision = sale.attributionId === null ? null : await findDecision(tx, brandId, sale.attributionId);
  const isTheirs = decision?.credited.some((credit) => credit.creatorId === creatorId && credit.shareBps === WHOLE_BPS);
  if (isTheirs) return refused("already-theirs");
  const award = { id: services.newId(), saleId, partnershipId: chosen.id, inquiryId: inquiry.id };
  await insertAward(tx, {
    ...{ ...award, brandId, reason: wish.reason, awardedBy: userId, awardedAt: services.clock.now() },
    ...{ withdrawnBy: null, withdrawnAt: null, withdrawReason: null },
  });
  await updateSale(tx, brandId, saleId, { awardId: award.id, factsVersion: sale.factsVersion + 1 });
  await recordAuditEvent(services, tx, {
    brandId,
    actorUserId: userId,
    action: "sale.awarded",
    subjectId: saleId,
    detail: { awardId: award.id, creatorId, partnershipId: chosen.id, inquiryId: inquiry.id, reason: wish.reason },
  });
  await settleSale(services, tx, brandId, saleId);
  return done({ saleId });
}

/** Takes the brand's own word back: the sale is decided by the rules again, and what that changes is posted. */
export async function withdrawAward(
  services: Services,
  { brandId, userId }: BrandActor,
  inquiryId: string,
  reason: string,
): Promise<Outcome<null, AnswerRefusal>> {
  return services.db.inBrand(brandId, async (tx) => {
    const inquiry = await lockInquiry(tx, brandId, inquiryId);
    if (!inquiry) return refused("not-found");
    const award = await findAwardOfInquiry(tx, brandId, inquiryId);
    if (!award || award.withdrawnAt !== null) return refused("not-awarded");
    await lockForSettling(tx, brandId, award.saleId);
    const sale = await findSale(tx, brandId, award.saleId);
    if (!sale) return refused("unknown-sale");
    const withdrawal = { withdrawnBy: userId, withdrawnAt: services.clock.now(), withdrawReason: reason };
    await withdrawAwardRow(tx, brandId, award.id, withdrawal);
    await updateSale(tx, brandId, sale.id, { awardId: null, factsVersion: sale.factsVersion + 1 });
    await recordAuditEvent(services, tx, {
      brandId,
      actorUserId: userId,
      action: "sale.award-withdrawn",
      subjectId: sale.id,
      detail: { awardId: award.id, creatorId: inquiry.creatorId, inquiryId, reason },
    });
    await settleSale(services, tx, brandId, sale.id);
    await tellCreatorOfAnswer(services, tx, inquiry, { outcome: "credit-withdrawn", note: reason });
    return done(null);
  });
}
