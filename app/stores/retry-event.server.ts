import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findInboxEvent } from "./inbox-store.server.ts";
import { processInboxEventJob } from "./process-inbox-event.job.server.ts";

/** Has a failed or parked event processed again, for example after what it waits for was put right. */
export async function retryEvent(
  services: Services,
  { brandId, eventId }: { brandId: string; eventId: string },
): Promise<Outcome<null, "unknown-event" | "already-processed">> {
  return services.db.inBrand(brandId, async (tx) => {
    const event = await findInboxEvent(tx, brandId, eventId);
    if (!event) return refused("unknown-event");
    if (event.status === "processed" || event.status === "ignored" || event.status === "dismissed")
      return refused("already-processed");
    await services.queue.enqueue(tx, processInboxEventJob, { brandId, eventId });
    return done(null);
  });
}
