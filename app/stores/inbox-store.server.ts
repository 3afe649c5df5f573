import { and, asc, count, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.server.ts";
import { gatherRows } from "#db/gathered-writes.server.ts";
import { arrayOf, isAmong } from "#db/insert-rows.server.ts";
import { inboxEvents } from "#db/schema/stores.ts";
import type { InboxEvent, InboxStatus } from "./store.ts";

/** Stores an event once per delivery key. Returns false when it was there already; a concurrent delivery is waited for. */
export async function insertInboxEvent(
  tx: Tx,
  event: Omit<InboxEvent, "status" | "outcome" | "externalOrderId" | "attempts" | "processedAt">,
): Promise<boolean> {
  const inserted = await tx
    .insert(inboxEvents)
    .values({ ...event, headers: { ...event.headers }, status: "received" })
    .onConflictDoNothing({ target: [inboxEvents.brandId, inboxEvents.storeId, inboxEvents.deliveryKey] })
    .returning({ id: inboxEvents.id });
  return inserted.length > 0;
}

/** Stores events together with what became of them. Returns how many; those whose delivery key is taken are not among them. */
export async function insertSettledEvents(tx: Tx, events: readonly InboxEvent[]): Promise<number> {
  const rows = events.map((event) => ({ ...event, headers: { ...event.headers } }));
  const inserted = await gatherRows(
    tx,
    inboxEvents,
    rows,
    `on conflict (brand_id, store_id, delivery_key) do nothing returning id`,
  );
  return inserted.length;
}

export async function findInboxEventByKey(
  tx: Tx,
  brandId: string,
  storeId: string,
  deliveryKey: string,
): Promise<KnownEvent | null> {
  const [event] = await findEventsByKeys(tx, brandId, storeId, [deliveryKey]);
  return event ?? null;
}

/** An event that was stored before, without its body. */
export type KnownEvent = Pick<InboxEvent, "id" | "deliveryKey" | "bodyHash" | "status">;

export async function findEventsByKeys(
  tx: Tx,
  brandId: string,
  storeId: string,
  deliveryKeys: readonly string[],
): Promise<KnownEvent[]> {
  if (deliveryKeys.length === 0) return [];
  const rows = await tx.execute<KnownEvent & Record<string, unknown>>(sql`
    select known.* from unnest(${arrayOf("text", deliveryKeys)}) as asked (key) cross join lateral (
      select id, delivery_key as "deliveryKey", body_hash as "bodyHash", status from inbox_events
      where brand_id = ${brandId} and store_id = ${storeId} and delivery_key = asked.key offset 0
    ) known`);
  return [...rows];
}

/** Holds the event until the end of the transaction, so that no second run processes it at the same time. */
export async function lockInboxEvent(tx: Tx, brandId: string, eventId: string): Promise<InboxEvent | null> {
  const [event] = await lockInboxEvents(tx, brandId, [eventId]);
  return event ?? null;
}

/** Holds events until the end of the transaction, in the order in which they arrived. */
export async function lockInboxEvents(tx: Tx, brandId: string, eventIds: readonly string[]): Promise<InboxEvent[]> {
  return tx
    .select()
    .from(inboxEvents)
    .where(and(eq(inboxEvents.brandId, brandId), isAmong(inboxEvents.id, eventIds)))
    .orderBy(asc(inboxEvents.receivedAt), asc(inboxEvents.id))
    .for("no key update");
}

/** Events of one order that wait for it, oldest first. */
export async function lockParkedEvents(
  tx: Tx,
  brandId: string,
  storeId: string,
  externalOrderId: string,
): Promise<InboxEvent[]> {
  return tx
    .select()
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.brandId, brandId),
        eq(inboxEvents.storeId, storeId),
        eq(inboxEvents.externalOrderId, externalOrderId),
        eq(inboxEvents.status, "parked"),
      ),
    )
    .orderBy(asc(inboxEvents.receivedAt), asc(inboxEvents.id))
    .for("no key update");
}

export interface InboxOutcome {
  readonly status: InboxStatus;
  readonly outcome: string;
  readonly externalOrderId: string | null;
  readonly processedAt: Date;
}

export async function saveInboxOutcome(tx: Tx, brandId: string, eventId: string, outcome: InboxOutcome): Promise<void> {
  await tx
    .update(inboxEvents)
    .set({ ...outcome, attempts: sql`${inboxEvents.attempts} + 1` })
    .where(and(eq(inboxEvents.brandId, brandId), eq(inboxEvents.id, eventId)));
}

/** Notes on stored events what became of each. */
export async function saveInboxOutcomes(
  tx: Tx,
  brandId: string,
  settled: readonly (InboxOutcome & { readonly id: string })[],
): Promise<void> {
  if (settled.length === 0) return;
  const column = (type: string, read: (one: (typeof settled)[number]) => unknown) => arrayOf(type, settled, read);
  await tx.execute(sql`
    update inbox_events set status = settled.status, outcome = settled.outcome, external_order_id = settled.external_order_id,
      processed_at = settled.processed_at, attempts = inbox_events.attempts + 1
    from unnest(${column("uuid", ({ id }) => id)}, ${column("text", ({ status }) => status)}, ${column("text", ({ outcome }) => outcome)},
      ${column("text", ({ externalOrderId }) => externalOrderId)}, ${column("timestamptz", ({ processedAt }) => processedAt)})
      as settled (id, status, outcome, external_order_id, processed_at)
    where inbox_events.brand_id = ${brandId} and inbox_events.id = settled.id`);
}

/** The newest events of a store, without their bodies. */
export async function listRecentEvents(
  tx: Tx,
  brandId: string,
  storeId: string,
  limit: number,
): Promise<Pick<InboxEvent, "id" | "topic" | "receivedAt" | "status" | "outcome" | "externalOrderId" | "attempts">[]> {
  return tx
    .select({
      id: inboxEvents.id,
      topic: inboxEvents.topic,
      receivedAt: inboxEvents.receivedAt,
      status: inboxEvents.status,
      outcome: inboxEvents.outcome,
      externalOrderId: inboxEvents.externalOrderId,
      attempts: inboxEvents.attempts,
    })
    .from(inboxEvents)
    .where(and(eq(inboxEvents.brandId, brandId), eq(inboxEvents.storeId, storeId)))
    .orderBy(desc(inboxEvents.receivedAt), desc(inboxEvents.id))
    .limit(limit);
}

export async function findInboxEvent(tx: Tx, brandId: string, eventId: string): Promise<InboxEvent | null> {
  const [event] = await tx
    .select()
    .from(inboxEvents)
    .where(and(eq(inboxEvents.brandId, brandId), eq(inboxEvents.id, eventId)));
  return event ?? null;
}

/** Topics under which orders are kept that we asked the shop for. */
const POLLED_TOPICS = ["orders/polled", "order.polled"];

/** How many of the orders we asked for since then told something that no event of the shop had told. */
export async function countFoundByPolling(tx: Tx, brandId: string, storeId: string, since: Date): Promise<number> {
  const [found] = await tx
    .select({ count: count() })
    .from(inboxEvents)
    .where(
      and(
        eq(inboxEvents.brandId, brandId),
        eq(inboxEvents.storeId, storeId),
        gte(inboxEvents.receivedAt, since),
        inArray(inboxEvents.topic, POLLED_TOPICS),
        eq(inboxEvents.status, "processed"),
      ),
    );
  return found?.count ?? 0;
}
