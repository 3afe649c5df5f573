import type { Services } from "#app/platform/services.server.ts";
import type { QueueFilter } from "./queue-filter.ts";
import { findQueueChoices, listQueue, sumQueue } from "./queue-store.server.ts";

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
