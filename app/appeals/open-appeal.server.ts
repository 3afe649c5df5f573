import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { ANSWER_DAYS, appealDeadlineOf } from "./appeal.ts";
import { tellOfAppeal } from "./appeal-mails.server.ts";
import { findAppeal, findLatestDecline, findOwnCommission, insertAppeal, type Appeal } from "./appeal-store.server.ts";
import type { OpenAppeal, OpenRefusal } from "./open-appeal.ts";

/** The creator who appeals, and the person behind it. */
export interface AppealingCreator {
  readonly creatorId: string;
  readonly userId: string;
}

/** A creator appeals the latest decline of a commission of theirs, once, within the days there are for it. Everybody who may answer is told. */
export async function openAppeal(
  services: Services,
  { creatorId, userId }: AppealingCreator,
  { commissionId, message, proofUrl }: OpenAppeal,
): Promise<Outcome<{ readonly appealId: string; readonly dueAt: Date }, OpenRefusal>> {
  const own = await services.db.inPlatform((tx) => findOwnCommission(tx, creatorId, commissionId));
  if (!own) return refused("not-found");
  const { brandId } = own;
  return services.db.inBrand(brandId, async (tx): Promise<Outcome<{ appealId: string; dueAt: Date }, OpenRefusal>> => {
    const decline = await findLatestDecline(tx, brandId, commissionId);
    if (own.status !== "declined" || !decline) return refused("not-declined");
    const openedAt = services.clock.now();
    if (openedAt > appealDeadlineOf(decline.decidedAt)) return refused("too-late");
    const appeal: Appeal = {
      ...{ brandId, id: services.newId(), creatorId, commissionId, decisionId: decline.id },
      ...{ message, proofUrl: proofUrl ?? null, openedAt, dueAt: addDays(openedAt, ANSWER_DAYS), status: "open" },
      ...{ answer: null, answerNote: null, answeredBy: null, answeredFor: null, answeredAt: null },
      ...{ remindedAt: null, overdueToldAt: null },
    };
    if ((await insertAppeal(tx, appeal)) === "exists") return refused("already-appealed");
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "appeal.opened", subjectId: appeal.id },
      detail: { commissionId, decisionId: decline.id },
    });
    const row = await findAppeal(tx, brandId, appeal.id);
    if (!row) throw new Error(`Appeal ${appeal.id} was not stored.`);
    await tellOfAppeal(services, tx, row, "opened");
    return done({ appealId: appeal.id, dueAt: appeal.dueAt });
  });
}
