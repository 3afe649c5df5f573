import type { Tx } from "#db/client.server.ts";
import { hasBudgets } from "#app/commissions/commission-store.server.ts";
import { wavesOf } from "#app/kit/waves-of.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { IntakeResult, StoreEvent } from "#app/sales/order-facts.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordOrders, type RecordedOrder } from "#app/sales/record-orders.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import type { InboxOutcome } from "./inbox-store.server.ts";
import { signsOf } from "#app/shoppers/signs-of.server.ts";
import { orderIdOf, type StatedEvent } from "./stated-event.ts";
import { takeUpParked } from "./take-up-parked.server.ts";

/** What became of an event, before it is noted. */
export interface SettledEvent<Event extends StatedEvent = StatedEvent> extends InboxOutcome {
  readonly event: Event;
  readonly saleId: string | null;
  /** The decision on its sale in one sentence; null where nothing was decided now. */
  readonly attribution: string | null;
}

/**
 * Turns what events of one brand state into facts and settles the sales, in the caller's transaction: together where nothing depends on the
 * other, so that it ends as if each had come by itself, in the order given. `note` keeps what became of them, wave by wave, before what
 * waited for an order of theirs is taken up.
 */
export async function settleEvents<Event extends StatedEvent>(
  services: Services,
  tx: Tx,
  brandId: string,
  events: readonly Event[],
  note: (settled: readonly SettledEvent<Event>[]) => Promise<void>,
): Promise<SettledEvent<Event>[]> {
  const keepsOrder = events.length > 1 && (await hasBudgets(tx, brandId));
  const keysOf = (event: Event) => event.facts.flatMap((fact) => keysOfFact(services, event, fact));
  const waves = events.length === 1 ? [events] : wavesOf(events, keysOf, keepsOrder);
  const all: SettledEvent<Event>[] = [];
  for (const wave of waves) {
    const settled = await settleWave(services, tx, brandId, wave);
    await note(settled.map(({ event }) => event));
    for (const { event, awaitedOrder } of settled) {
      if (awaitedOrder !== null) await takeUpParked(tx, event.event.store, awaitedOrder, event.processedAt);
      all.push(event);
    }
  }
  return all;
}

/** Two events that share one of these may bear on each other. */
function keysOfFact(services: Services, { store }: StatedEvent, fact: StoreEvent): string[] {
  const orderId = orderIdOf(fact);
  if (orderId === null) return [];
  const signs = fact.kind === "order" ? signsOf(services.keys, store.id, fact.order) : [];
  return [`order ${store.id} ${orderId}`, ...signs.map(({ key }) => key)];
}

interface WaveResult<Event extends StatedEvent> {
  readonly event: SettledEvent<Event>;
  /** The order for which refunds and disputes may be waiting. */
  readonly awaitedOrder: string | null;
}

async function settleWave<Event extends StatedEvent>(
  services: Services,
  tx: Tx,
  brandId: string,
  wave: readonly Event[],
): Promise<WaveResult<Event>[]> {
  const orders = wave.flatMap((event) => {
    const [fact, ...more] = event.facts;
    return fact?.kind === "order" && more.length === 0 ? [{ event, order: fact.order }] : [];
  });
  const stated = orders.map(({ event, order }) => ({ storeId: event.store.id, order, at: event.at }));
  const recorded = stated.length === 0 ? [] : await recordOrders(services, tx, brandId, stated);
  const together = new Map(orders.map(({ event }, index) => [event, recorded[index]]));
  const results: WaveResult<Event>[] = [];
  for (const event of wave) {
    const known = together.get(event);
    const own: (IntakeResult & Partial<RecordedOrder>)[] = known ? [known] : [];
    if (!known) for (const fact of event.facts) own.push(await record(services, tx, event, fact));
    results.push(resultOf(event, own));
  }
  return results;
}

function resultOf<Event extends StatedEvent>(
  event: Event,
  results: readonly (IntakeResult & Partial<RecordedOrder>)[],
): WaveResult<Event> {
  const { facts, at } = event;
  const isFresh = results.every((one) => one.isFresh === true);
  return {
    awaitedOrder: isFresh
      ? null
      : (facts.map((one) => (one.kind === "order" ? orderIdOf(one) : null)).find(Boolean) ?? null),
    event: {
      event,
      status:
        (["parked", "processed", "ignored"] as const).find((status) => results.some((one) => one.status === status)) ??
        "ignored",
      outcome: results.map((one) => one.sentence).join(" "),
      externalOrderId: facts.map(orderIdOf).find((id) => id !== null) ?? null,
      processedAt: at,
      saleId: results[0]?.saleId ?? null,
      attribution: results[0]?.attribution ?? null,
    },
  };
}

function record(
  services: Services,
  tx: Tx,
  { store, at }: StatedEvent,
  fact: StoreEvent,
): Promise<IntakeResult & Partial<RecordedOrder>> {
  switch (fact.kind) {
    case "order":
      return recordOrder(services, tx, store.brandId, store.id, fact.order, at);
    case "refund":
      return recordRefund(services, tx, store.brandId, store.id, fact.refund, at);
    case "dispute":
      return recordDispute(services, tx, store.brandId, store.id, fact.dispute, at);
    case "ignored":
      return Promise.resolve({ status: "ignored", sentence: fact.sentence, saleId: null });
  }
}
