import type { Tx } from "#db/client.server.ts";
import { findRefunds } from "#app/sales/refund-store.server.ts";
import { lockParkedEvents, saveInboxOutcomes } from "./inbox-store.server.ts";
import { readStoreEvents } from "./read-store-events.ts";
import type { InboxEvent, Store } from "./store.ts";

/** An order has taken up what waited for it. A refund may still be parked, because it is larger than its order. */
export async function takeUpParked(tx: Tx, store: Store, externalOrderId: string, at: Date): Promise<void> {
  const parked = await lockParkedEvents(tx, store.brandId, store.id, externalOrderId);
  for (const event of parked) await takeUp(tx, store, event, at);
}

async function takeUp(tx: Tx, store: Store, event: InboxEvent, at: Date): Promise<void> {
  const reading = readStoreEvents(store.kind, event);
  const refundIds = reading.ok
    ? reading.value.flatMap((one) => (one.kind === "refund" ? [one.refund.externalId] : []))
    : [];
  const externalOrderId = event.externalOrderId ?? "";
  const refunds = await findRefunds(tx, store.brandId, [{ storeId: store.id, externalOrderId }]);
  const still = refunds.find((refund) => refundIds.includes(refund.externalId) && refund.status === "parked");
  await saveInboxOutcomes(tx, store.brandId, [
    {
      id: event.id,
      status: still ? "parked" : "processed",
      outcome: still?.statusReason ?? "It came before its order and was counted when the order arrived.",
      externalOrderId: event.externalOrderId,
      processedAt: at,
    },
  ]);
}
