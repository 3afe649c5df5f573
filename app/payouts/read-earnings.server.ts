import type { Services } from "#app/platform/services.server.ts";
import { findFundedUntil, isFunded } from "./funded-until.server.ts";
import { listEarnings, sumEarnings } from "./earnings-store.server.ts";
import { findLatestPayees } from "#app/payees/payee-store.server.ts";
import { nextBatchDay } from "./batch-schedule.ts";
import { payoutEta } from "./payout-eta.ts";
import { minimumIn, payoutTermsAt } from "./payout-terms.ts";
import { findOwnMinimumsOf, findPayoutTerms } from "./payout-terms-store.server.ts";

/** Where a creator's money is, and for each commission when it should arrive and what it waits for. */
export function readEarnings(services: Services, creatorId: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const sums = await sumEarnings(tx, creatorId, now);
    const payee = (await findLatestPayees(tx, [creatorId])).get(creatorId);
    const schedules = await findPayoutTerms(tx);
    const payoutTerms = payoutTermsAt(schedules, now);
    const own = await findOwnMinimumsOf(tx, creatorId);
    const payableOf = new Map(sums.map((sum) => [sum.currency, sum.payableMinor]));
    const listed = await listEarnings(tx, creatorId, page);
    const fundedUntil = await findFundedUntil(services, tx, listed);
    const rows = listed.map((row) => ({
      ...row,
      eta: payoutEta(
        {
          ...row,
          // Euros travel by SEPA unless a batch already took them another way.
          rail: row.lastRail ?? (row.currency === "EUR" ? "sepa" : "manual"),
          sentAt: row.sentAt === null ? null : new Date(row.sentAt),
          creatorPayableMinor: payableOf.get(row.currency) ?? 0n,
          minimumMinor: minimumIn(payoutTerms, row.currency),
          ownMinimumMinor: own.get(row.currency) ?? null,
          schedules,
          isFunded: isFunded(fundedUntil, row),
          payeeUsableFrom: payee?.usableFrom ?? null,
        },
        now,
      ),
    }));
    const minimums = sums.map(({ currency }) => {
      const platformMinor = minimumIn(payoutTerms, currency);
      const ownMinor = own.get(currency) ?? 0n;
      return { currency, minor: ownMinor > platformMinor ? ownMinor : platformMinor };
    });
    return {
      sums,
      rows,
      minimums,
      nextBatchAt: nextBatchDay(now, schedules),
      hasPayee: payee !== undefined,
      total: sums.reduce((count, sum) => count + sum.count, 0),
      now,
    };
  });
}
