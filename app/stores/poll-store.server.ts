import { addMinutes, MS_PER_MINUTE } from "#app/kit/clock.ts";
import { isPassing, ShopTrouble } from "#app/platform/code-stores/code-store.ts";
import type { FeedOrder, OrderFeed } from "#app/platform/order-feeds/order-feed.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStoreOrders } from "./open-store-access.server.ts";
import { receiveEvent } from "./receive-event.server.ts";
import { findStore, savePolling } from "./store-records-store.server.ts";
import type { Store } from "./store.ts";

/** The shop's own messages have this long to arrive before we ask, so that what asking finds is what they did not tell. */
const GRACE_MINUTES = 2;
/** How far the next question reaches back behind the last one: clocks differ, and shops index their orders a little late. */
const OVERLAP_MINUTES = 10;
/** More than this waits for the next run, which begins where this one ended. */
const MAX_PAGES_PER_RUN = 40;
const MAX_RUN_MS = 60_000;
const FIRST_WAIT_MINUTES = 5;
const MAX_WAIT_MINUTES = 6 * 60;

/**
 * Asks the shop for the orders that changed since the last time and puts each into the inbox, under an id made of the order's id and the
 * time of its change: an order in the same version is one event however often it is found. How far we got is kept after each page.
 */
export async function pollStore(services: Services, brandId: string, storeId: string): Promise<void> {
  const store = await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId));
  const feed = store && openStoreOrders(services, store);
  if (!feed) return;
  const until = addMinutes(services.clock.now(), -GRACE_MINUTES);
  const from = store.polledUntil ?? store.createdAt;
  if (from >= until) return;
  try {
    await readPages(services, store, feed, { from, until });
  } catch (error) {
    if (!(error instanceof ShopTrouble)) throw error;
    await saveTrouble(services, store, error);
  }
}

async function readPages(
  services: Services,
  store: Store,
  feed: OrderFeed,
  range: { readonly from: Date; readonly until: Date },
): Promise<void> {
  const stopAt = performance.now() + MAX_RUN_MS;
  let place: string | null = null;
  for (let page = 1; ; page += 1) {
    const { orders, next } = await feed.read(range, place);
    for (const order of orders) await receiveOrder(services, store, feed.topic, order);
    // Only the whole answer proves that nothing changed up to its end.
    const reached = next === null ? addMinutes(range.until, -OVERLAP_MINUTES) : orders.at(-1)?.changedAt;
    await saveProgress(services, store, reached && reached > range.from ? reached : range.from);
    if (next === null || page >= MAX_PAGES_PER_RUN || performance.now() > stopAt) return;
    place = next;
  }
}

async function receiveOrder(services: Services, store: Store, topic: string, order: FeedOrder): Promise<void> {
  const deliveryKey = `polled:${order.externalId}:${order.changed}`;
  await receiveEvent(services, store, { topic, deliveryKey, body: order.body, headers: {} }, { isPolled: true });
}

function saveProgress(services: Services, { brandId, id }: Store, polledUntil: Date): Promise<void> {
  const fine = { pollAfter: null, pollFailures: 0, pollTrouble: null };
  return services.db.inBrand(brandId, (tx) =>
    savePolling(tx, brandId, id, { ...fine, polledAt: services.clock.now(), polledUntil }),
  );
}

/** The wait doubles with each failure in a row, and is never shorter than the shop asked for. */
async function saveTrouble(services: Services, store: Store, trouble: ShopTrouble): Promise<void> {
  const { brandId, id } = store;
  await services.db.inBrand(brandId, async (tx) => {
    const { pollFailures: before, polledUntil } = (await findStore(tx, brandId, id)) ?? store;
    const waitMinutes = Math.min(FIRST_WAIT_MINUTES * 2 ** Math.min(before, 10), MAX_WAIT_MINUTES);
    const now = services.clock.now();
    await savePolling(tx, brandId, id, {
      polledAt: now,
      polledUntil: polledUntil ?? store.createdAt,
      pollAfter: addMinutes(now, Math.max(waitMinutes, (trouble.retryAfterMs ?? 0) / MS_PER_MINUTE)),
      pollFailures: before + 1,
      pollTrouble: sentenceOf(trouble, store),
    });
  });
}

function sentenceOf(trouble: ShopTrouble, { kind }: Store): string {
  if (trouble.kind === "not-allowed") {
    const need =
      kind === "shopify"
        ? "Reading orders needs the scope read_orders: add it in Shopify, install the app again, and save the new token here."
        : "Reading orders needs a key of a user who may see orders: make one in WooCommerce and save it here.";
    return `${trouble.message} ${need}`;
  }
  return isPassing(trouble) ? `${trouble.message} We ask again by ourselves.` : trouble.message;
}
