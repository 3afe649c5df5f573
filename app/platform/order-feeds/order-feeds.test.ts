import { describe, expect, onTestFinished, test } from "vitest";
import { SettableClock } from "#app/kit/clock.ts";
import type { FakeProvider } from "#scripts/fakes/fake-provider.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import type { ShelfOrder } from "#scripts/fakes/order-shelf.ts";
import { SHOPIFY_FAKE_TOKEN, shopifyFake } from "#scripts/fakes/shopify-fake.ts";
import { WOOCOMMERCE_FAKE_KEY, WOOCOMMERCE_FAKE_SECRET, woocommerceFake } from "#scripts/fakes/woocommerce-fake.ts";
import { createCodeStores, type CodeStoreAccess } from "#app/platform/code-stores/open-code-stores.server.ts";
import { ShopTrouble } from "#app/platform/code-stores/code-store.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import type { ChangedRange, FeedOrder, OrderFeed } from "./order-feed.ts";

const SHOP = "lumen-tea.example";
const shopify = { kind: "shopify", address: SHOP, accessToken: SHOPIFY_FAKE_TOKEN } as const;
const woocommerce = {
  kind: "woocommerce",
  address: SHOP,
  ...{ consumerKey: WOOCOMMERCE_FAKE_KEY, consumerSecret: WOOCOMMERCE_FAKE_SECRET },
} as const;
const at = (time: string) => new Date(`2026-06-01T${time}Z`);
const range: ChangedRange = { from: at("09:00:00"), until: at("10:00:00") };

interface Contract {
  readonly provider: FakeProvider;
  readonly access: CodeStoreAccess;
  readonly wrongAccess: CodeStoreAccess;
  /** An order that changed at an instant. */
  order(id: number, changedAt: Date): ShelfOrder;
}

const contracts: readonly Contract[] = [
  {
    ...{ provider: shopifyFake, access: shopify, wrongAccess: { ...shopify, accessToken: "shpat_of_somebody_else" } },
    order: (id, changedAt) => ({ id, updated_at: changedAt.toISOString().replace(".000Z", "+00:00") }),
  },
  {
    ...{ provider: woocommerceFake, access: woocommerce, wrongAccess: { ...woocommerce, consumerKey: "ck_wrong" } },
    order: (id, changedAt) => {
      const text = changedAt.toISOString().slice(0, 19);
      return { id, date_modified: text, date_modified_gmt: text, date_created_gmt: text };
    },
  },
];

function openFeed(shop: FakeShop, access: CodeStoreAccess): OrderFeed {
  const origins = { shopify: shop.origin, stripe: shop.origin, woocommerce: shop.origin };
  const feed = createCodeStores(origins, new SettableClock(at("10:00:00"))).openOrders(access);
  if (!feed) throw new Error("This kind gives no orders.");
  return feed;
}

async function readAll(feed: OrderFeed, between = () => Promise.resolve()): Promise<FeedOrder[]> {
  const found: FeedOrder[] = [];
  for (let place: string | null = null; ;) {
    const page = await feed.read(range, place);
    found.push(...page.orders);
    if (page.next === null) return found;
    place = page.next;
    await between();
  }
}

describe.each(contracts)("the orders of $provider.name", ({ provider, access, wrongAccess, order }) => {
  async function open(): Promise<{ shop: FakeShop; feed: OrderFeed }> {
    const shop = await startFakeShop(provider);
    onTestFinished(() => shop.close());
    return { shop, feed: openFeed(shop, access) };
  }
  const idsOf = (orders: readonly FeedOrder[]) => [...new Set(orders.map(({ externalId }) => Number(externalId)))];

  test("are those that changed between two instants, both included, the oldest change first", async () => {
    const { shop, feed } = await open();
    shop.orders.put(SHOP, order(1, at("08:59:59")));
    shop.orders.put(SHOP, order(4, at("10:00:00")));
    shop.orders.put(SHOP, order(3, at("09:00:00")));
    shop.orders.put(SHOP, order(5, at("10:00:01")));
    shop.orders.put("another.example", order(6, at("09:30:00")));
    expect(idsOf(await readAll(feed))).toEqual([3, 4]);
  });

  test("come in pages, none is missed although 120 changed in one second", async () => {
    const { shop, feed } = await open();
    const ids = Array.from({ length: 300 }, (_, index) => index + 1);
    for (const id of ids)
      shop.orders.put(
        SHOP,
        order(id, id <= 90 || id > 210 ? new Date(range.from.getTime() + id * 1000) : at("09:02:00")),
      );
    expect(idsOf(await readAll(feed)).sort((one, other) => one - other)).toEqual(ids);
  });

  test("are all found although some change between two pages", async () => {
    const { shop, feed } = await open();
    const ids = Array.from({ length: 120 }, (_, index) => index + 1);
    for (const id of ids) shop.orders.put(SHOP, order(id, new Date(range.from.getTime() + id * 1000)));
    let turn = 0;
    const found = await readAll(feed, () => {
      turn += 1;
      // What was read already changes again, after the end of the question: the next question finds it.
      for (const id of [turn, turn + 2, turn + 4]) shop.orders.put(SHOP, order(id, at("10:30:00")));
      return Promise.resolve();
    });
    expect(idsOf(found)).toEqual(ids);
  });

  test("tell a wrong key, asking too often, a fault and silence apart", async () => {
    const { shop, feed } = await open();
    const troubleOf = async (asked: OrderFeed) => {
      const error = await asked.read(range, null).catch((thrown: unknown) => thrown);
      return error instanceof ShopTrouble ? error.kind : error;
    };
    expect(await troubleOf(openFeed(shop, wrongAccess))).toBe("not-allowed");
    shop.failNext("fault");
    expect(await troubleOf(feed)).toBe("unreachable");
    shop.failNext("drop");
    expect(await troubleOf(feed)).toBe("unreachable");
    if (provider === woocommerceFake) {
      shop.failNext("throttle");
      expect(await troubleOf(feed)).toBe("throttled");
    }
  });
});

describeWithFixtures("orders as the shops publish them", ["shopify/orders.json", "woocommerce/orders.json"], () => {
  test("are found by the time of their change and kept whole", async () => {
    const published = [
      { provider: shopifyFake, access: shopify, orders: listOf("shopify/orders.json", "orders") },
      { provider: woocommerceFake, access: woocommerce, orders: listOf("woocommerce/orders.json", null) },
    ];
    for (const { provider, access, orders } of published) {
      const shop = await startFakeShop(provider);
      onTestFinished(() => shop.close());
      for (const order of orders) shop.orders.put(SHOP, order);
      const page = await openFeed(shop, access).read({ from: new Date("2000-01-01"), until: at("10:00:00") }, null);
      const kept = page.orders.map(({ body }) => JSON.parse(body) as ShelfOrder);
      expect(kept).toHaveLength(new Set(orders.map(({ id }) => id)).size);
      for (const order of kept) expect(orders).toContainEqual(order);
    }
  });
});

/** Some of the published lists are lists of answers. */
function listOf(file: string, key: string | null): ShelfOrder[] {
  const content: unknown = JSON.parse(readFixture(file).toString("utf8"));
  const listed = (key === null ? content : (content as Record<string, unknown>)[key]) as unknown[];
  return (listed.flat(2) as ShelfOrder[]).filter((order) => "id" in order && "currency" in order);
}
