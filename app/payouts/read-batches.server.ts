import { listEventsOf } from "#app/access/audit-list-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findBatchFiles } from "./batch-file-store.server.ts";
import * as store from "./batch-screen-store.server.ts";
import { PAYOUT_LINES_SHOWN } from "./page-sizes.ts";
import { findPaidSales, findSentPayout } from "./paid-sales-store.server.ts";
import { findCreatorNames } from "#app/payees/payee-store.server.ts";
import { sumParcels } from "./parcel-store.server.ts";
import type { Rail } from "./payout.ts";
import type { PrepareBatch } from "./prepare-batch.ts";
import { previewBatch } from "./prepare-batch.server.ts";
import { railNamed } from "#app/rails/rails.server.ts";
import { findTakeBackFault } from "./take-back.ts";
import { findLatestTakeBack } from "./take-back-store.server.ts";

/** How far back the totals by rail and currency reach. */
export const RECENT_DAYS = 31;

/** One page of batches, the totals of the last month by rail and currency, and what a batch prepared now could carry. */
export function readBatches(services: Services, page: number) {
  return services.db.inPlatform(async (tx) => ({
    ...(await store.listBatches(tx, page)),
    ready: await store.sumReadyToPay(tx),
    byRail: await store.sumByRail(tx, addDays(services.clock.now(), -RECENT_DAYS)),
  }));
}

/** Everything about one batch that its page shows; null for an unknown one. */
export function readBatch(services: Services, batchId: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const batch = await store.findBatch(tx, batchId);
    if (!batch) return null;
    const sums = await store.sumPayouts(tx, batchId);
    const names = await findCreatorNames(
      tx,
      batch.skipped.map((skip) => skip.creatorId),
    );
    return {
      batch,
      sums,
      payoutCount: sums.reduce((count, sum) => count + sum.count, 0),
      totalMinor: sums.reduce((total, sum) => total + sum.minor, 0n),
      withheldMinor: sums.reduce((total, sum) => total + sum.withheldMinor, 0n),
      withheldCount: sums.reduce((count, sum) => count + sum.withheldCount, 0),
      payouts: await store.listPayouts(tx, batchId, page),
      warnings: await store.countWarnings(tx, batchId),
      events: await listEventsOf(tx, [batchId]),
      files: await findBatchFiles(tx, batchId),
      calls: await sumParcels(tx, batchId),
      isTestMode: isTestRail(services, batch.rail),
      skipped: batch.skipped.map(({ creatorId, reason, amountMinor, until, minimumMinor }) => ({
        creatorId,
        creatorName: names.get(creatorId) ?? "A creator",
        reason,
        amountMinor: BigInt(amountMinor),
        until: until === null ? null : new Date(until),
        minimumMinor: minimumMinor == null ? null : BigInt(minimumMinor),
      })),
    };
  });
}

function isTestRail(services: Services, name: Rail): boolean {
  const rail = railNamed(services, name);
  return rail?.kind === "api" && rail.isTestMode;
}

/** One payout of a batch with a page of the sales behind it; null for an unknown one. */
export function readPayout(services: Services, batchId: string, payoutId: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const batch = await store.findBatch(tx, batchId);
    const payout = batch && (await store.findPayout(tx, batchId, payoutId));
    if (!batch || !payout) return null;
    const lines = await findPaidSales(tx, { payoutId }, pageOf(page));
    const rail = railNamed(services, batch.rail);
    return {
      ...{ batch, payout, lines },
      takeBack: await findLatestTakeBack(tx, payoutId),
      // Where a rail never takes anything back, the page does not speak of it.
      takeBackFault: findTakeBackFault({ ...payout, rail }),
      isByApi: rail?.kind === "api",
      isTestMode: isTestRail(services, batch.rail),
    };
  });
}

/** A creator's own payout that was sent, with a page of the sales behind it over all brands; null for any other. */
export function readOwnPayout(services: Services, creatorId: string, payoutId: string, page: number) {
  return services.db.inPlatform(async (tx) => {
    const payout = await findSentPayout(tx, creatorId, payoutId);
    return payout ? { payout, sales: await findPaidSales(tx, { payoutId }, pageOf(page)) } : null;
  });
}

function pageOf(page: number): { offset: number; limit: number } {
  return { offset: (page - 1) * PAYOUT_LINES_SHOWN, limit: PAYOUT_LINES_SHOWN };
}

/** The preview of a batch with names and account endings, for the prepare page. */
export async function readPreview(services: Services, command: PrepareBatch) {
  const composed = await previewBatch(services, command);
  return services.db.inPlatform(async (tx) => {
    const names = await findCreatorNames(
      tx,
      [...composed.payouts, ...composed.skipped].map((each) => each.creatorId),
    );
    const accounts = await store.findAccountsInWords(
      tx,
      composed.payouts.map((payout) => payout.payeeDetailsId),
    );
    const nameOf = (creatorId: string) => names.get(creatorId) ?? "A creator";
    return {
      payouts: composed.payouts.map(({ creatorId, payeeDetailsId, amountMinor, withheld, paid, lines }) => ({
        creatorId,
        creatorName: nameOf(creatorId),
        account: accounts.get(payeeDetailsId) ?? "",
        paid,
        withheldMinor: withheld?.minor ?? 0n,
        amountMinor,
        saleCount: lines.length,
        brandCount: new Set(lines.map((line) => line.brandId)).size,
        nettedMinor: lines.reduce((sum, line) => (line.amountMinor < 0n ? sum + line.amountMinor : sum), 0n),
      })),
      skipped: composed.skipped.map((skip) => ({ ...skip, creatorName: nameOf(skip.creatorId) })),
      totalMinor: composed.payouts.reduce((sum, payout) => sum + payout.amountMinor, 0n),
    };
  });
}
