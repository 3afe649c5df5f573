import type { Services } from "#app/platform/services.server.ts";
import { isBatchDay, nextBatchDay, nextBatchDays } from "./batch-schedule.ts";
import { TERMS_SHOWN } from "./page-sizes.ts";
import { payoutTermsAt, plannedPayoutTerms } from "./payout-terms.ts";
import { findPayoutTerms, listPayoutTerms } from "./payout-terms-store.server.ts";

const BATCH_DAYS_SHOWN = 6;

/** The terms in force, those planned, the batch days they lead to, and a page of all that was ever set. */
export function readPayoutTerms(services: Services, page: number) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const versions = await findPayoutTerms(tx);
    return {
      now,
      inForce: payoutTermsAt(versions, now),
      planned: plannedPayoutTerms(versions, now),
      batchDays: nextBatchDays(now, versions, BATCH_DAYS_SHOWN),
      history: await listPayoutTerms(tx, { offset: (page - 1) * TERMS_SHOWN, limit: TERMS_SHOWN }),
    };
  });
}

/** Whether batches go out today by the terms in force, and if not, when next. */
export function readBatchDay(services: Services) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const versions = await findPayoutTerms(tx);
    const { schedule } = payoutTermsAt(versions, now);
    return { schedule, isToday: isBatchDay(schedule, now), nextAt: nextBatchDay(now, versions) };
  });
}
