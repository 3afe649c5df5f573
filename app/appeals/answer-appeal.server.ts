import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { reinstateCommission } from "#app/commissions/reinstate-commission.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { findSides } from "#app/partnerships/partnership-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AnswerAppeal, AnswerRefusal } from "./answer-appeal.ts";
import type { AppealAnswer, AppealSide } from "./appeal.ts";
import { tellCreatorOfAnswer } from "./appeal-mails.server.ts";
import { findAppeal, findDecider, lockAppeal, updateAppeal } from "./appeal-store.server.ts";

/** Who answers, and for whom. */
export interface AppealAnswerer {
  readonly brandId: string;
  readonly userId: string;
  readonly side: AppealSide;
}

/**
 * Answers an appeal, once. Upheld: the decline stands. Overturned: the commission is reinstated and the difference posted, in the same
 * transaction. The creator is told either way, with the reason word for word.
 */
export function answerAppeal(
  services: Services,
  answerer: AppealAnswerer,
  appealId: string,
  answer: AnswerAppeal,
): Promise<Outcome<{ readonly answer: AppealAnswer }, AnswerRefusal>> {
  return services.db.inBrand(answerer.brandId, (tx) => answerInBrand(services, tx, answerer, appealId, answer));
}

async function answerInBrand(
  services: Services,
  tx: Tx,
  { brandId, userId, side }: AppealAnswerer,
  appealId: string,
  { intent, note }: AnswerAppeal,
): Promise<Outcome<{ readonly answer: AppealAnswer }, AnswerRefusal>> {
  const appeal = await lockAppeal(tx, brandId, appealId);
  if (!appeal) return refused("not-found");
  if (appeal.status !== "open") return refused("already-answered");
  if ((await findDecider(tx, brandId, appeal.decisionId)) === userId) return refused("your-own-decline");
  let earnedMinor = 0n;
  if (intent === "overturned") {
    const { commissionId } = appeal;
    const reinstated = await reinstateCommission(services, tx, { brandId, commissionId, userId, note });
    // Only an appeal reinstates, and this one is locked and open: anything but the budget would be a bug.
    if (!reinstated.ok && reinstated.refusal !== "budget-used-up")
      throw new Error(`Not to reinstate: ${reinstated.refusal}.`);
    if (!reinstated.ok) return refused("budget-used-up");
    ({ earnedMinor } = reinstated.value);
  }
  await updateAppeal(tx, brandId, appealId, {
    ...{ status: "answered", answer: intent, answerNote: note },
    ...{ answeredBy: userId, answeredFor: side, answeredAt: services.clock.now() },
  });
  await recordAuditEvent(services, tx, {
    ...{ brandId, actorUserId: userId, action: "appeal.answered", subjectId: appealId },
    detail: { answer: intent, commissionId: appeal.commissionId, side, note },
  });
  const row = await findAppeal(tx, brandId, appealId);
  const { creatorEmail } = await findSides(tx, brandId, appeal.creatorId);
  if (row) await tellCreatorOfAnswer(services, tx, row, { email: creatorEmail, answer: intent, note, earnedMinor });
  return done({ answer: intent });
}
