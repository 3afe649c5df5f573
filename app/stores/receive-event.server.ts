import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { findInboxEventByKey, insertInboxEvent } from "./inbox-store.server.ts";
import { processInboxEventJob } from "./process-inbox-event.job.server.ts";
import { saveStoreFailure, saveStoreSuccess } from "./store-records-store.server.ts";
import type { Store } from "./store.ts";

/** An authentic event on its way into the inbox. */
export interface ArrivedEvent {
  readonly topic: string;
  /** What is the same on every retry of this delivery and on nothing else of this store. */
  readonly deliveryKey: string;
  readonly body: string;
  /** Lower-case names; only those that help to read the event. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceiveChoices {
  /** True for what we asked the shop for: it says nothing about whether the shop's own messages arrive. */
  readonly isPolled?: boolean;
}

export interface Receipt {
  readonly eventId: string;
  /** False for a redelivery. */
  readonly isNew: boolean;
  /** False when the key came before with another body. */
  readonly isSameBody: boolean;
}

/**
 * Stores an event once, together with its job and the store's health. Only after this may the provider be told 2xx: whatever
 * happens from here on, the event is processed. Rejects when it could not be stored.
 */
export async function receiveEvent(
  services: Services,
  store: Store,
  arrived: ArrivedEvent,
  { isPolled = false }: ReceiveChoices = {},
): Promise<Receipt> {
  const eventId = services.newId();
  const bodyHash = sha256(arrived.body);
  const receivedAt = services.clock.now();
  return services.db.inBrand(store.brandId, async (tx) => {
    const row = { brandId: store.brandId, id: eventId, storeId: store.id, ...arrived, bodyHash, receivedAt };
    if (await insertInboxEvent(tx, row)) {
      await services.queue.enqueue(tx, processInboxEventJob, { brandId: store.brandId, eventId });
      if (!isPolled) await saveStoreSuccess(tx, store.brandId, store.id, receivedAt);
      return { eventId, isNew: true, isSameBody: true };
    }
    const earlier = await findInboxEventByKey(tx, store.brandId, store.id, arrived.deliveryKey);
    if (!earlier) throw new Error("An event's delivery key is taken, but the event is not there.");
    return { eventId: earlier.id, isNew: false, isSameBody: earlier.bodyHash === bodyHash };
  });
}

/** Counts a refused delivery on the store's health. Never fails: the refusal stands even when it cannot be counted. */
export async function noteStoreFailure(services: Services, store: Store, sentence: string): Promise<void> {
  try {
    await services.db.inBrand(store.brandId, (tx) =>
      saveStoreFailure(tx, store.brandId, store.id, services.clock.now(), sentence),
    );
  } catch {
    services.log.error({ storeId: store.id }, "a store's failure could not be counted");
  }
}
