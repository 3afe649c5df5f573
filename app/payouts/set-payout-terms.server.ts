import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { insertPayoutTerms } from "./payout-terms-store.server.ts";
import type { SetPayoutTerms, SetTermsRefusal } from "./set-payout-terms.ts";

const PLANNED_AHEAD_DAYS = 366;
const TWO_WEEKS_DAYS = 14;

/**
 * Sets the platform's payout terms: a further version, in force from now or from the beginning of a later day (UTC). Versions before it
 * stay as they were, and so do batches that are prepared.
 */
export async function setPayoutTerms(
  services: Services,
  userId: string,
  { schedule, minimumMinor, fromDay, reason }: SetPayoutTerms,
): Promise<Outcome<{ readonly termsId: string }, SetTermsRefusal>> {
  const setAt = services.clock.now();
  const today = setAt.toISOString().slice(0, 10);
  const from = fromDay ?? today;
  if (from < today) return refused("from-in-the-past");
  const inForceFrom = from === today ? setAt : new Date(`${from}T00:00:00Z`);
  if (inForceFrom > addDays(setAt, PLANNED_AHEAD_DAYS)) return refused("from-too-far-ahead");
  if (schedule.kind === "every-two-weeks") {
    const lastFirstDay = addDays(new Date(`${from}T00:00:00Z`), TWO_WEEKS_DAYS - 1);
    const firstDay = new Date(`${schedule.firstDay}T00:00:00Z`);
    if (schedule.firstDay < from || firstDay > lastFirstDay) return refused("first-day-out-of-reach");
  }
  const termsId = services.newId();
  const minimums = Object.fromEntries(Object.entries(minimumMinor).map(([currency, minor]) => [currency, `${minor}`]));
  await services.db.inPlatform(async (tx) => {
    await insertPayoutTerms(tx, { id: termsId, inForceFrom, schedule, minimums, reason, setBy: userId, setAt });
    await recordAuditEvent(services, tx, {
      ...{ brandId: null, actorUserId: userId, action: "payout-terms.set", subjectId: termsId },
      detail: {
        inForceFrom: inForceFrom.toISOString(),
        schedule: JSON.stringify(schedule),
        minimums: JSON.stringify(minimums),
        reason,
      },
    });
  });
  return done({ termsId });
}
