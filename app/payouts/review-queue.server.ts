import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { sumByCurrency, type CurrencySum } from "./currency-sums.ts";
import type { QueueFilter } from "./queue-filter.ts";
import { findQueueChoices, listApprovable, listQueue, sumQueue } from "./queue-store.server.ts";

/** One page of the review queue with the sums of all pages, from one transaction, so that they agree. */
export function readQueue(services: Services, filter: QueueFilter) {
  return services.db.inPlatform(async (tx) => {
    const now = services.clock.now();
    const sums = await sumQueue(tx, filter, now);
    return {
      rows: await listQueue(tx, filter, now),
      sums,
      total: sums.reduce((count, sum) => count + sum.count, 0),
      choices: await findQueueChoices(tx),
    };
  });
}

export interface ApprovalPreview {
  readonly commissionIds: readonly string[];
  readonly sums: readonly CurrencySum[];
  /** Chosen, but not to be approved now: blocked, not matured or decided meanwhile. */
  readonly leftOutCount: number;
}

/** What approving the chosen commissions, or all that match, would make payable. Writes nothing. */
export function previewApproval(services: Services, chosen: readonly string[] | QueueFilter): Promise<ApprovalPreview> {
  return services.db.inPlatform(async (tx) => {
    const rows = await listApprovable(tx, chosen, services.clock.now());
    const chosenCount = "view" in chosen ? rows.length : chosen.length;
    return {
      commissionIds: rows.map((row) => row.id),
      sums: sumByCurrency(rows.map((row) => ({ currency: row.currency, minor: row.heldMinor }))),
      leftOutCount: chosenCount - rows.length,
    };
  });
}

/** Approves each of the chosen commissions on its own; what meanwhile became impossible is counted and left as it is. */
export async function approveCommissions(
  services: Services,
  { userId, commissionIds }: { readonly userId: string; readonly commissionIds: readonly string[] },
): Promise<{ approvedCount: number; refusedCount: number }> {
  const rows = await services.db.inPlatform((tx) => listApprovable(tx, commissionIds, services.clock.now()));
  let approvedCount = 0;
  for (const row of rows) {
    const outcome = await approveCommission(services, { brandId: row.brandId, commissionId: row.id, userId });
    if (outcome.ok) approvedCount += 1;
  }
  return { approvedCount, refusedCount: commissionIds.length - approvedCount };
}
