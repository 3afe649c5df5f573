import type { Tx } from "#db/client.server.ts";
import { sqlStateOf } from "#db/client.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { IntakeResult, StoreEvent } from "#app/sales/order-facts.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { findRefunds } from "#app/sales/refund-store.server.ts";
import { lockInboxEvent, lockParkedEvents, saveInboxOutcome } from "./inbox-store.server.ts";
import { readStoreEvents } from "./read-store-events.ts";
import { findStore, saveStoreFailure } from "./store-records-store.server.ts";
import type { InboxEvent, Store } from "./store.ts";

/** Statuses in which another run may still change something. */
const openStatuses: ReadonlySet<string> = new Set(["received", "parked", "failed"]);

/**
 * Turns one stored event into facts, settles the sale and notes what became of the event, all in one transaction: a second run finds
 * it done. A malformed event fails with its sentences and is not tried again by itself; any other failure is noted on the event and
 * thrown, so that the queue tries again.
 */
export async function processInboxEvent(services: Services, brandId: string, eventId: string): Promise<void> {
  try {
    await services.db.inBrand(brandId, (tx) => processInTransaction(services, tx, brandId, eventId));
  } catch (error) {
    await noteFailure(services, brandId, eventId, error);
    throw error;
  }
}

async function processInTransaction(services: Services, tx: Tx, brandId: string, eventId: string): Promise<void> {
  const event = await lockInboxEvent(tx, brandId, eventId);
  if (!event || !openStatuses.has(event.status)) return;
  const store = await findStore(tx, brandId, event.storeId);
  if (!store) throw new Error("The store of an inbox event is missing.");
  const orderId = await settleEvent(services, tx, store, event);
  if (orderId === null) return;
  for (const parked of await lockParkedEvents(tx, brandId, store.id, orderId)) {
    await takeUpParked(services, tx, store, parked);
  }
}

/** The order has taken up what waited for it. A refund may still be parked, because it is larger than its order. */
async function takeUpParked(services: Services, tx: Tx, store: Store, event: InboxEvent): Promise<void> {
  const reading = readStoreEvents(store.kind, event);
  const refundIds = reading.ok
    ? reading.value.flatMap((one) => (one.kind === "refund" ? [one.refund.externalId] : []))
    : [];
  const refunds = await findRefunds(tx, store.brandId, store.id, event.externalOrderId ?? "");
  const still = refunds.find((refund) => refundIds.includes(refund.externalId) && refund.status === "parked");
  await saveInboxOutcome(tx, store.brandId, event.id, {
    status: still ? "parked" : "processed",
    outcome: still?.statusReason ?? "It came before its order and was counted when the order arrived.",
    externalOrderId: event.externalOrderId,
    processedAt: services.clock.now(),
  });
}

/** Returns the order's id when the event brought an order, for which refunds and disputes may be waiting. */
async function settleEvent(services: Services, tx: Tx, store: Store, event: InboxEvent): Promise<string | null> {
  const now = services.clock.now();
  const reading = readStoreEvents(store.kind, event);
  if (!reading.ok) {
    const outcome = reading.problems.map((one) => one.sentence).join(" ");
    await saveInboxOutcome(tx, store.brandId, event.id, {
      status: "failed",
      outcome,
      externalOrderId: null,
      processedAt: now,
    });
    await saveStoreFailure(
      tx,
      store.brandId,
      store.id,
      now,
      `An event of the topic "${event.topic}" could not be read. ${outcome}`,
    );
    return null;
  }
  const results: IntakeResult[] = [];
  for (const storeEvent of reading.value) results.push(await record(services, tx, store, storeEvent));
  await saveInboxOutcome(tx, store.brandId, event.id, {
    status:
      (["parked", "processed", "ignored"] as const).find((status) => results.some((one) => one.status === status)) ??
      "ignored",
    outcome: results.map((one) => one.sentence).join(" "),
    externalOrderId: reading.value.map(orderIdOf).find((id) => id !== null) ?? null,
    processedAt: now,
  });
  return (
    reading.value.map((one) => (one.kind === "order" ? one.order.externalId : null)).find((id) => id !== null) ?? null
  );
}

function record(services: Services, tx: Tx, store: Store, event: StoreEvent): Promise<IntakeResult> {
  switch (event.kind) {
    case "order":
      return recordOrder(services, tx, store.brandId, store.id, event.order);
    case "refund":
      return recordRefund(services, tx, store.brandId, store.id, event.refund);
    case "dispute":
      return recordDispute(services, tx, store.brandId, store.id, event.dispute);
    case "ignored":
      return Promise.resolve({ status: "ignored", sentence: event.sentence, saleId: null });
  }
}

function orderIdOf(event: StoreEvent): string | null {
  switch (event.kind) {
    case "order":
      return event.order.externalId;
    case "refund":
      return event.refund.externalOrderId;
    case "dispute":
      return event.dispute.externalOrderId;
    case "ignored":
      return null;
  }
}

/** Says on the event that our side failed. When not even that can be written, the event stays as it was and waits for its next run. */
async function noteFailure(services: Services, brandId: string, eventId: string, error: unknown): Promise<void> {
  const cause = sqlStateOf(error) ?? (error instanceof Error ? error.name : "unknown");
  services.log.error({ eventId, cause }, "an inbox event could not be processed");
  try {
    await services.db.inBrand(brandId, async (tx) => {
      const event = await lockInboxEvent(tx, brandId, eventId);
      if (!event || !openStatuses.has(event.status)) return;
      await saveInboxOutcome(tx, brandId, eventId, {
        status: "failed",
        outcome: `Fairshare failed to process this event (${cause}). It is tried again by itself.`,
        externalOrderId: event.externalOrderId,
        processedAt: services.clock.now(),
      });
    });
  } catch {
    services.log.error({ eventId }, "the failure of an inbox event could not be noted");
  }
}
