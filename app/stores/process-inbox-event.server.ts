import type { Tx } from "#db/client.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { lockInboxEvent, lockInboxEvents, saveInboxOutcomes } from "./inbox-store.server.ts";
import { readStoreEvents } from "./read-store-events.ts";
import { settleEvents } from "./settle-events.server.ts";
import type { StatedEvent } from "./stated-event.ts";
import { findStores, saveStoreFailure } from "./store-records-store.server.ts";
import type { InboxEvent, InboxStatus, Store } from "./store.ts";

/** Statuses in which another run may still change something. */
const openStatuses: ReadonlySet<InboxStatus> = new Set(["received", "parked", "failed"]);

/** True for an event of which another run may still make something. */
export function isOpen({ status }: Pick<InboxEvent, "status">): boolean {
  return openStatuses.has(status);
}

/**
 * Turns one stored event into facts, settles the sale and notes what became of the event, all in one transaction: a second run finds
 * it done. A malformed event fails with its sentences and is not tried again by itself; any other failure is noted on the event and
 * thrown, so that the queue tries again.
 */
export async function processInboxEvent(services: Services, brandId: string, eventId: string): Promise<void> {
  try {
    const at = () => services.clock.now();
    await services.db.inBrand(brandId, (tx) => processEvents(services, tx, brandId, [eventId], at));
  } catch (error) {
    await noteFailure(services, brandId, eventId, error);
    throw error;
  }
}

/**
 * Like `processInboxEvent`, for many stored events of one brand, in the order in which they arrived and in the caller's transaction.
 *
 * @param atOf when each is turned into facts.
 */
export async function processEvents(
  services: Services,
  tx: Tx,
  brandId: string,
  eventIds: readonly string[],
  atOf: (event: InboxEvent) => Date,
): Promise<void> {
  const events = (await lockInboxEvents(tx, brandId, eventIds)).filter(isOpen);
  if (events.length === 0) return;
  const stores = new Map(
    (await findStores(tx, brandId, [...new Set(events.map(({ storeId }) => storeId))])).map((store) => [
      store.id,
      store,
    ]),
  );
  const stated: (StatedEvent & { readonly id: string })[] = [];
  for (const event of events) {
    const store = stores.get(event.storeId);
    if (!store) throw new Error("The store of an inbox event is missing.");
    const reading = readStoreEvents(store.kind, event);
    const at = atOf(event);
    if (reading.ok) stated.push({ id: event.id, store, facts: reading.value, at });
    else await noteMalformed(tx, store, event, reading.problems.map((one) => one.sentence).join(" "), at);
  }
  await settleEvents(services, tx, brandId, stated, (settled) =>
    saveInboxOutcomes(
      tx,
      brandId,
      settled.map((one) => ({ ...one, id: one.event.id })),
    ),
  );
}

async function noteMalformed(tx: Tx, store: Store, event: InboxEvent, outcome: string, at: Date): Promise<void> {
  const { brandId } = store;
  const failed = { id: event.id, status: "failed", outcome, externalOrderId: null, processedAt: at } as const;
  await saveInboxOutcomes(tx, brandId, [failed]);
  const sentence = `An event of the topic "${event.topic}" could not be read. ${outcome}`;
  await saveStoreFailure(tx, brandId, store.id, at, sentence);
}

/** Says on the event that our side failed. When not even that can be written, the event stays as it was and waits for its next run. */
async function noteFailure(services: Services, brandId: string, eventId: string, error: unknown): Promise<void> {
  const cause = sqlStateOf(error) ?? (error instanceof Error ? error.name : "unknown");
  services.log.error({ eventId, cause }, "an inbox event could not be processed");
  try {
    await services.db.inBrand(brandId, async (tx) => {
      const event = await lockInboxEvent(tx, brandId, eventId);
      if (!event || !isOpen(event)) return;
      await saveInboxOutcomes(tx, brandId, [
        {
          id: eventId,
          status: "failed",
          outcome: `Fairshare failed to process this event (${cause}). It is tried again by itself.`,
          externalOrderId: event.externalOrderId,
          processedAt: services.clock.now(),
        },
      ]);
    });
  } catch {
    services.log.error({ eventId }, "the failure of an inbox event could not be noted");
  }
}
