import { and, asc, count, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { inboxEvents, stores } from "#db/schema/stores.ts";
import type { EventFilter, EventsShown } from "./event-filter.ts";
import type { InboxStatus } from "./store.ts";

export interface WaitingEvent {
  readonly id: string;
  readonly storeName: string;
  readonly topic: string;
  readonly externalOrderId: string | null;
  readonly receivedAt: Date;
  readonly status: InboxStatus;
  readonly outcome: string | null;
  readonly attempts: number;
}

const statusOf: Readonly<Record<EventsShown, InboxStatus>> = {
  waiting: "parked",
  failed: "failed",
  dismissed: "dismissed",
};

const isShown = (brandId: string, { shown }: EventFilter) =>
  and(eq(inboxEvents.brandId, brandId), eq(inboxEvents.status, statusOf[shown]));

const columns = {
  id: inboxEvents.id,
  storeName: stores.name,
  topic: inboxEvents.topic,
  externalOrderId: inboxEvents.externalOrderId,
  receivedAt: inboxEvents.receivedAt,
  status: inboxEvents.status,
  outcome: inboxEvents.outcome,
  attempts: inboxEvents.attempts,
};
const ofStore = and(eq(stores.brandId, inboxEvents.brandId), eq(stores.id, inboxEvents.storeId));

/** Those that wait longest first; of the dismissed ones the latest. */
export async function listWaitingEvents(
  tx: Tx,
  brandId: string,
  filter: EventFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<WaitingEvent[]> {
  const order = filter.shown === "dismissed" ? desc : asc;
  return tx
    .select(columns)
    .from(inboxEvents)
    .innerJoin(stores, ofStore)
    .where(isShown(brandId, filter))
    .orderBy(order(inboxEvents.receivedAt), order(inboxEvents.id))
    .limit(limit)
    .offset(offset);
}

/** How many of each there are. */
export async function countWaitingEvents(tx: Tx, brandId: string): Promise<Readonly<Record<EventsShown, number>>> {
  const countOf = async (shown: EventsShown) => {
    const [row] = await tx.select({ count: count() }).from(inboxEvents).where(isShown(brandId, { shown }));
    return row?.count ?? 0;
  };
  // One by one: each is a short stretch of an index, and all events of a brand are not.
  return { waiting: await countOf("waiting"), failed: await countOf("failed"), dismissed: await countOf("dismissed") };
}

export async function listWaitingIds(tx: Tx, brandId: string, filter: EventFilter, limit: number): Promise<string[]> {
  if (filter.shown === "dismissed") return [];
  const rows = await tx
    .select({ id: inboxEvents.id })
    .from(inboxEvents)
    .where(isShown(brandId, filter))
    .orderBy(asc(inboxEvents.receivedAt), asc(inboxEvents.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** One event with its body. */
export async function findEventOfBrand(
  tx: Tx,
  brandId: string,
  eventId: string,
): Promise<(WaitingEvent & { readonly body: string }) | null> {
  const [event] = await tx
    .select({ ...columns, body: inboxEvents.body })
    .from(inboxEvents)
    .innerJoin(stores, ofStore)
    .where(and(eq(inboxEvents.brandId, brandId), eq(inboxEvents.id, eventId)));
  return event ?? null;
}
