import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { inboxEvents } from "#db/schema/stores.ts";
import type { SettableClock } from "#app/kit/clock.ts";
import { createCodeStores } from "#app/platform/code-stores/open-code-stores.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { SHOPIFY_FAKE_TOKEN, shopifyFake } from "#scripts/fakes/shopify-fake.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import { WOOCOMMERCE_FAKE_KEY, WOOCOMMERCE_FAKE_SECRET, woocommerceFake } from "#scripts/fakes/woocommerce-fake.ts";
import type { ShelfOrder } from "#scripts/fakes/order-shelf.ts";
import { connectShop, deliver, shopifyOrder, wooCommerceOrder } from "#tests/http/shop-deliveries.ts";
import { booksOf, creatorBalances, decisionsOf } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { showStore } from "./list-stores.server.ts";
import { pollDueStoresJob } from "./poll-due-stores.job.server.ts";
import { pollStore } from "./poll-store.server.ts";
import { saveCredentials } from "./save-credentials.server.ts";

const providers = {
  shopify: {
    fake: shopifyFake,
    address: "lumen-tea.myshopify.com",
    credentials: { accessToken: SHOPIFY_FAKE_TOKEN },
    order: (id: number, minute: number, changes: Record<string, unknown> = {}) =>
      shopifyOrder({ id, name: `#${id}`, created_at: time(minute), updated_at: time(minute), ...changes }),
    refunded: (id: number, minute: number) =>
      shopifyOrder({
        ...{
          id,
          name: `#${id}`,
          created_at: time(1),
          updated_at: time(minute),
          financial_status: "partially_refunded",
        },
        refunds: [
          {
            ...{ id: 7, order_id: id, created_at: time(minute) },
            refund_line_items: [{ line_item_id: 2, quantity: 1, subtotal: "20.00", total_tax: "0.00" }],
            transactions: [{ kind: "refund", status: "success", amount: "20.00", currency: "EUR" }],
          },
        ],
      }),
  },
  woocommerce: {
    fake: woocommerceFake,
    address: "shop.lumen-tea.example",
    credentials: { consumerKey: WOOCOMMERCE_FAKE_KEY, consumerSecret: WOOCOMMERCE_FAKE_SECRET },
    order: (id: number, minute: number, changes: Record<string, unknown> = {}) =>
      wooCommerceOrder({
        id,
        number: String(id),
        ...wooTimes(minute),
        date_created_gmt: time(minute).slice(0, 19),
        ...changes,
      }),
    refunded: (id: number, minute: number) =>
      wooCommerceOrder({
        ...{ id, number: String(id), date_created_gmt: time(1).slice(0, 19), ...wooTimes(minute) },
        refunds: [{ id: 7, total: "-20.00" }],
      }),
  },
} as const;

/** The world starts at 09:00; an hour of silence begins there. */
function time(minute: number): string {
  return `2026-06-01T09:${String(minute).padStart(2, "0")}:00Z`;
}

function wooTimes(minute: number) {
  return { date_modified: time(minute).slice(0, 19), date_modified_gmt: time(minute).slice(0, 19) };
}

let world: TestWorld;
let tea: TeaShop;
let clock: SettableClock;

beforeEach(async () => {
  world = await openTestWorld();
  tea = await openTeaShop(world.services);
  clock = world.clock;
});

describe.each(["shopify", "woocommerce"] as const)(
  "a shop at %s whose webhooks were lost for an hour [A19]",
  (kind) => {
    const { fake, address, credentials, order, refunded } = providers[kind];
    let services: Services;
    let shop: FakeShop;
    let storeId: string;

    beforeEach(async () => {
      shop = await startFakeShop(fake);
      onTestFinished(() => shop.close());
      const origins = { shopify: shop.origin, stripe: shop.origin, woocommerce: shop.origin };
      services = { ...world.services, codeStores: createCodeStores(origins, clock) };
      const by = { brandId: tea.brandId, userId: tea.fayUserId };
      storeId = await connectShop(services, { ...by, kind });
      const saved = await saveCredentials(services, { ...by, storeId, credentials });
      if (!saved.ok) throw new Error(saved.detail);
      await drain();
    });

    const put = (body: string) => shop.orders.put(address, JSON.parse(body) as ShelfOrder);
    const drain = () => world.queue.drain(services);
    const held = async () => (await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held;
    const shown = async () => {
      const outcome = await showStore(services, tea.brandId, storeId);
      if (!outcome.ok) throw new Error(outcome.refusal);
      return outcome.value;
    };
    const poll = async () => {
      await pollDueStoresJob.run(services, {});
      await drain();
    };
    const events = () =>
      services.db.inBrand(tea.brandId, (tx) => tx.select().from(inboxEvents).where(eq(inboxEvents.storeId, storeId)));

    it("loses no order, refunds included, and the late webhooks change nothing", async () => {
      const lost = [order(1001, 5), order(1002, 20), refunded(1001, 30), order(1003, 59)];
      for (const body of lost) put(body);
      clock.advanceMs(3_600_000 + 5 * 60_000);
      await poll();
      expect(await held()).toBe(300n + 500n + 500n);
      expect((await shown()).foundByPolling).toBe(3);

      const before = [await booksOf(services, tea.brandId), await decisionsOf(services, tea.brandId)];
      for (const [index, body] of lost.entries()) {
        const delivered = await deliver(services, { kind, storeId, body, deliveryId: `late-${index}` });
        expect(delivered.status).toBe(200);
      }
      await drain();
      expect([await booksOf(services, tea.brandId), await decisionsOf(services, tea.brandId)]).toEqual(before);
    });

    it("asked again and again keeps each version once", async () => {
      put(order(1001, 5));
      for (let turn = 0; turn < 3; turn += 1) {
        clock.advanceMs(10 * 60_000);
        await poll();
      }
      expect(await events()).toHaveLength(1);
      put(order(1001, 25));
      clock.advanceMs(10 * 60_000);
      await poll();
      expect((await events()).map(({ deliveryKey }) => deliveryKey).sort()).toEqual([
        `polled:1001:${kind === "shopify" ? time(5) : time(5).slice(0, 19)}`,
        `polled:1001:${kind === "shopify" ? time(25) : time(25).slice(0, 19)}`,
      ]);
    });

    it("is left alone for a few minutes first, so that what its webhooks tell is not counted as found", async () => {
      put(order(1001, 5));
      await deliver(services, { kind, storeId, body: order(1001, 5) });
      clock.moveTo(new Date(time(6)));
      await poll();
      expect(await events()).toHaveLength(1);
      clock.moveTo(new Date(time(8)));
      await poll();
      expect(await events()).toHaveLength(2);
      expect((await shown()).foundByPolling).toBe(0);
      expect(await held()).toBe(500n);
    });

    it("is asked less and less while it has a fault, says so, and is caught up with afterwards", async () => {
      put(order(1001, 5));
      clock.moveTo(new Date(time(10)));
      shop.failNext("fault");
      await poll();
      expect((await shown()).store.pollTrouble).toContain("had a fault of its own (500). We ask again by ourselves.");
      const { requestCount } = shop;
      clock.moveTo(new Date(time(14)));
      await poll();
      expect(shop.requestCount).toBe(requestCount);
      clock.moveTo(new Date(time(15)));
      await poll();
      expect((await shown()).store.pollTrouble).toBeNull();
      expect(await held()).toBe(500n);
    });

    it("goes on where it was interrupted between two pages", async () => {
      for (let id = 1; id <= 120; id += 1) put(order(id, Math.floor(id / 10)));
      clock.moveTo(new Date(time(30)));
      shop.failNext("fault", 1, 2);
      await pollStore(services, tea.brandId, storeId);
      await drain();
      expect((await events()).length).toBeGreaterThan(90);
      clock.moveTo(new Date(time(40)));
      await poll();
      expect(await held()).toBe(120n * 500n);
    });
  },
);

it("a shop that was disconnected, or whose key is not known, is not asked", async () => {
  const by = { brandId: tea.brandId, userId: tea.fayUserId };
  await connectShop(world.services, { ...by, kind: "shopify" });
  await pollDueStoresJob.run(world.services, {});
  expect(world.queue.waiting).toEqual([]);
});
