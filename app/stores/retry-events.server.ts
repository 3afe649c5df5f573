import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { EventFilter } from "./event-filter.ts";
import { listWaitingIds } from "./waiting-events-store.server.ts";
import { processInboxEventJob } from "./process-inbox-event.job.server.ts";

/** More than this are asked for again. */
const MOST_AT_ONCE = 1_000;

/** Has all events processed again that a list of waiting ones shows. Returns how many. */
export async function retryEvents(
  services: Services,
  { brandId, userId, filter }: { brandId: string; userId: string; filter: EventFilter },
): Promise<number> {
  return services.db.inBrand(brandId, async (tx) => {
    const ids = await listWaitingIds(tx, brandId, filter, MOST_AT_ONCE);
    const payloads = ids.map((eventId) => ({ brandId, eventId }));
    await services.queue.enqueueAll(tx, processInboxEventJob, payloads);
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "events.retried", subjectId: brandId, detail: { count: ids.length } },
    });
    return ids.length;
  });
}
