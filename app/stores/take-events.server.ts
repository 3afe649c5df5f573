import type { Tx } from "#db/client.server.ts";
import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { StoreEvent } from "#app/sales/order-facts.ts";
import { findEventsByKeys, insertSettledEvents, type KnownEvent } from "./inbox-store.server.ts";
import type { ArrivedEvent } from "./receive-event.server.ts";
import { settleEvents, type SettledEvent } from "./settle-events.server.ts";
import type { StatedEvent } from "./stated-event.ts";
import { saveStoreSuccess } from "./store-records-store.server.ts";
import type { InboxEvent, Store } from "./store.ts";

/** An authentic event that was read before it is stored, with the facts that its stored body will read as. */
export interface ReadEvent extends ArrivedEvent {
  readonly facts: readonly StoreEvent[];
}

/** What became of one: it was known by its key, or is stored and settled now. */
export type TakenEvent =
  | { readonly isNew: false; readonly known: KnownEvent; readonly isSameBody: boolean }
  | { readonly isNew: true; readonly eventId: string; readonly settled: SettledEvent };

/** Somebody else stored one of the events meanwhile: nothing of the transaction may stay. Asked again, that event is known. */
export class EventTakenError extends Error {
  constructor() {
    super("An event was stored by somebody else meanwhile.");
    this.name = "EventTakenError";
  }
}

/**
 * Stores events of one store and settles their sales at once, all in the caller's transaction: what is stored is processed, and written
 * once. No two have one delivery key. In the order of the events.
 *
 * @param tellDecided is called when all is locked and decided, and nothing is left but to write it.
 */
export async function takeEvents(
  services: Services,
  tx: Tx,
  store: Store,
  events: readonly ReadEvent[],
  receivedAt: Date,
  tellDecided: () => void = () => undefined,
): Promise<TakenEvent[]> {
  const { brandId } = store;
  // One alone is nearly always new: whether it is shows when it is stored.
  const keys = events.length === 1 ? [] : events.map(({ deliveryKey }) => deliveryKey);
  const known = new Map(
    (await findEventsByKeys(tx, brandId, store.id, keys)).map((event) => [event.deliveryKey, event]),
  );
  const fresh = events.filter(({ deliveryKey }) => !known.has(deliveryKey));
  const rows = fresh.map((event) => ({ ...event, id: services.newId(), bodyHash: sha256(event.body) }));
  const stated = rows.map((row) => ({ store, facts: row.facts, at: receivedAt, row }));
  let notedCount = 0;
  const settled = await settleEvents(services, tx, brandId, stated, (some) => {
    notedCount += some.length;
    if (notedCount === stated.length) tellDecided();
    return insertWithOutcome(tx, store, some);
  });
  const settledOf = new Map(settled.map((one) => [one.event.row.deliveryKey, one]));
  return events.map(({ deliveryKey, body }): TakenEvent => {
    const earlier = known.get(deliveryKey);
    if (earlier) return { isNew: false, known: earlier, isSameBody: earlier.bodyHash === sha256(body) };
    const own = settledOf.get(deliveryKey);
    if (!own) throw new Error("An event was handed in, and nothing became of it.");
    return { isNew: true, eventId: own.event.row.id, settled: own };
  });
}

type ArrivedRow = StatedEvent & { readonly row: ReadEvent & { readonly id: string; readonly bodyHash: string } };

async function insertWithOutcome(tx: Tx, store: Store, settled: readonly SettledEvent<ArrivedRow>[]): Promise<void> {
  const rows = settled.map(({ event: { row, at }, status, outcome, externalOrderId, processedAt }): InboxEvent => {
    const { id, topic, deliveryKey, body, bodyHash, headers } = row;
    return {
      ...{ brandId: store.brandId, storeId: store.id, id, topic, deliveryKey, body, bodyHash, headers, receivedAt: at },
      ...{ status, outcome, externalOrderId, processedAt, attempts: 1 },
    };
  });
  const lastAt = settled.at(-1)?.processedAt;
  const [storedCount] = await Promise.all([
    insertSettledEvents(tx, rows),
    lastAt && saveStoreSuccess(tx, store.brandId, store.id, lastAt),
  ]);
  if (storedCount < rows.length) throw new EventTakenError();
}
