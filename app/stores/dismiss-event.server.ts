import { recordAuditEvent } from "#app/access/audit-store.server.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockInboxEvent, saveInboxOutcome } from "./inbox-store.server.ts";

/** Statuses of events that wait for a person. */
const waitingStatuses: ReadonlySet<string> = new Set(["parked", "failed"]);

/** Says that nothing is to be done about an event that waits or failed, and why. It is kept, and looked at no more. */
export async function dismissEvent(
  services: Services,
  { brandId, userId, eventId, reason }: { brandId: string; userId: string; eventId: string; reason: string },
): Promise<Outcome<null, "unknown-event" | "not-waiting">> {
  return services.db.inBrand(brandId, async (tx) => {
    const event = await lockInboxEvent(tx, brandId, eventId);
    if (!event) return refused("unknown-event");
    if (!waitingStatuses.has(event.status)) return refused("not-waiting");
    await saveInboxOutcome(tx, brandId, eventId, {
      ...{ status: "dismissed", outcome: `Dismissed: ${reason}`, externalOrderId: event.externalOrderId },
      processedAt: services.clock.now(),
    });
    await recordAuditEvent(services, tx, {
      ...{ brandId, actorUserId: userId, action: "event.dismissed", subjectId: eventId, detail: { reason } },
    });
    return done(null);
  });
}
