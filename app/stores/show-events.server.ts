import { isId } from "#app/kit/ids.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import { PAGE_SIZE } from "#app/kit/page-number.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { EventFilter } from "./event-filter.ts";
import { veilBody } from "./veil-body.ts";
import {
  countWaitingEvents,
  findEventOfBrand,
  listWaitingEvents,
  type WaitingEvent,
} from "./waiting-events-store.server.ts";

/** One page of the events that are not done with, and how many there are of each kind. */
export function showEvents(services: Services, brandId: string, filter: EventFilter, page: number) {
  return services.db.inBrand(brandId, async (tx) => ({
    events: await listWaitingEvents(tx, brandId, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    counts: await countWaitingEvents(tx, brandId),
  }));
}

/** One event with its body as people may read it; `body` is null when it is no JSON. */
export async function showEvent(
  services: Services,
  brandId: string,
  eventId: string,
): Promise<Outcome<{ event: WaitingEvent; body: string | null; bodyLength: number }, "unknown-event">> {
  const found = isId(eventId)
    ? await services.db.inBrand(brandId, (tx) => findEventOfBrand(tx, brandId, eventId))
    : null;
  if (!found) return refused("unknown-event");
  const { body, ...event } = found;
  return done({ event, body: veilBody(body), bodyLength: body.length });
}
