import { beforeEach, describe, expect, it } from "vitest";
import { MAX_WEBHOOK_BYTES } from "#app/stores/body-limits.server.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import type { WebhookKind } from "#app/stores/store.ts";
import type { Services } from "#app/platform/services.server.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { addBrand, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import {
  connectShop,
  deliver,
  secrets,
  type Delivery,
  shopifyOrder,
  stripeCheckout,
  wooCommerceOrder,
} from "./shop-deliveries.ts";

let world: TestWorld;
let services: Services;
let tea: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  services = world.services;
  tea = await openTeaShop(services);
});

const bodies: Readonly<Record<WebhookKind, string>> = {
  shopify: shopifyOrder(),
  woocommerce: wooCommerceOrder(),
  stripe: stripeCheckout(),
};

const connect = (kind: WebhookKind) => connectShop(services, { brandId: tea.brandId, userId: tea.fayUserId, kind });

async function rows(table: "inbox_events" | "sales" | "commissions"): Promise<Record<string, unknown>[]> {
  return [
    ...(await world.database.ownerSql<Record<string, unknown>[]>`select * from ${world.database.ownerSql(table)}`),
  ];
}

async function storeRow(storeId: string): Promise<Record<string, unknown>> {
  const [row] = await world.database.ownerSql<Record<string, unknown>[]>`select * from stores where id = ${storeId}`;
  return row ?? {};
}

const heldByMara = async () => (await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held;

describe.each(["shopify", "woocommerce", "stripe"] as const)("a delivery of %s", (kind) => {
  it("that is authentic becomes a sale with its commission", async () => {
    const storeId = await connect(kind);
    const response = await deliver(services, { kind, storeId, body: bodies[kind] });
    expect(response.status).toBe(200);
    expect(await rows("inbox_events")).toMatchObject([{ status: "received" }]);
    await world.drain();
    expect(await rows("inbox_events")).toMatchObject([{ status: "processed", attempts: 1 }]);
    expect(await rows("sales")).toMatchObject([{ net_minor: 5000n, payment_status: "paid" }]);
    expect(await heldByMara()).toBe(500n);
    expect(await storeRow(storeId)).toMatchObject({
      last_event_at: services.clock.now(),
      failures_since_last_event: 0,
    });
  });

  it.each<[string, Partial<Delivery>]>([
    [
      "differs by one byte",
      { signedBody: bodies[kind].replace(kind === "stripe" ? "eur" : "EUR", kind === "stripe" ? "eus" : "EUS") },
    ],
    ["was parsed and written again", { signedBody: JSON.stringify(JSON.parse(bodies[kind]), null, 1) }],
    ["carries a signature with one byte changed", { isSignatureOneOff: true }],
    ["is not signed", { signature: null }],
    ["is signed with another store's secret", { secret: "whsec_another_store" }],
    ...(kind === "stripe"
      ? [["was signed more than 300 seconds ago", { signedAgoSeconds: 301 }] satisfies [string, Partial<Delivery>]]
      : []),
  ])("that %s is refused with 401, stored nowhere and counted on the store's health [A17]", async (_case, change) => {
    const storeId = await connect(kind);
    // Its secret is a real one of ours: it opens that other store, and no door beside it.
    const other = await addBrand(services, "Other House");
    await connectShop(services, { ...other, userId: tea.fayUserId, kind, secret: "whsec_another_store" });
    const response = await deliver(services, { kind, storeId, body: bodies[kind], ...change });
    expect(response.status).toBe(401);
    expect(await rows("inbox_events")).toEqual([]);
    expect(world.queue.waiting).toEqual([]);
    expect(await storeRow(storeId)).toMatchObject({
      failures_since_last_event: 1,
      last_failure: expect.stringMatching(/signature/) as string,
    });
  });

  it("to an unknown, disconnected or differently kept store finds nothing", async () => {
    const storeId = await connect(kind === "shopify" ? "stripe" : "shopify");
    expect((await deliver(services, { kind, storeId, body: bodies[kind] })).status).toBe(404);
    expect((await deliver(services, { kind, storeId: services.newId(), body: bodies[kind] })).status).toBe(404);
    expect((await deliver(services, { kind, storeId: "not-an-id", body: bodies[kind] })).status).toBe(404);
    expect(await rows("inbox_events")).toEqual([]);
  });

  it("that is too large is refused before it is read whole", async () => {
    const storeId = await connect(kind);
    const body = "x".repeat(MAX_WEBHOOK_BYTES + 1);
    expect((await deliver(services, { kind, storeId, body })).status).toBe(413);
  });
});

describe("one webhook delivered 100 times at once", () => {
  it.each(["shopify", "woocommerce", "stripe"] as const)(
    "by %s is answered 100 times with 200 and counts once [A1]",
    async (kind) => {
      const storeId = await connect(kind);
      const responses = await Promise.all(
        Array.from({ length: 100 }, () => deliver(services, { kind, storeId, body: bodies[kind] })),
      );
      expect(responses.map((response) => response.status)).toEqual(Array.from({ length: 100 }, () => 200));
      expect(await rows("inbox_events")).toHaveLength(1);
      await world.drain();
      expect(await rows("sales")).toHaveLength(1);
      expect(await rows("commissions")).toHaveLength(1);
      expect(await heldByMara()).toBe(500n);
    },
  );
});

describe("events in the wrong order", () => {
  it("a stale update after a newer one changes nothing and says so [A20]", async () => {
    const storeId = await connect("shopify");
    const newer = shopifyOrder({ updated_at: "2026-06-01T08:30:00Z", cancelled_at: "2026-06-01T08:30:00Z" });
    await deliver(services, { kind: "shopify", storeId, body: newer, topic: "orders/cancelled", deliveryId: "newer" });
    await world.drain();
    await deliver(services, {
      kind: "shopify",
      storeId,
      body: bodies.shopify,
      topic: "orders/updated",
      deliveryId: "older",
    });
    await world.drain();
    const events = await rows("inbox_events");
    expect(events.find((event) => event["delivery_key"] === "older")).toMatchObject({
      status: "ignored",
      outcome: "Order #1001 is known in a newer version; nothing changed.",
    });
    expect(await heldByMara()).toBe(0n);
  });

  it("a refund before its order waits, and is counted when the order comes [A9]", async () => {
    const storeId = await connect("shopify");
    const refund = JSON.stringify({
      id: 7, order_id: 1001, created_at: "2026-06-01T08:20:00Z",
      refund_line_items: [{ line_item_id: 2, quantity: 1, subtotal: "20.00", total_tax: "0.00" }],
      transactions: [{ kind: "refund", status: "success", amount: "20.00", currency: "EUR" }],
    }); // prettier-ignore
    await deliver(services, { kind: "shopify", storeId, body: refund, topic: "refunds/create", deliveryId: "refund" });
    await world.drain();
    expect(await rows("inbox_events")).toMatchObject([
      { status: "parked", outcome: "Refund 7 waits for its order 1001." },
    ]);
    await deliver(services, { kind: "shopify", storeId, body: bodies.shopify, deliveryId: "order" });
    await world.drain();
    const events = await rows("inbox_events");
    expect(events.find((event) => event["delivery_key"] === "refund")).toMatchObject({
      status: "processed",
      outcome: "It came before its order and was counted when the order arrived.",
    });
    expect(await heldByMara()).toBe(300n);
  });
});

describe("a dispute at Stripe", () => {
  const dispute = (type: string, status: string, secondsLater: number) =>
    JSON.stringify({
      id: `evt_${type}`, type: `charge.dispute.${type}`, created: 1_780_300_900 + secondsLater,
      data: { object: { id: "dp_1", created: 1_780_300_900, currency: "eur", amount: 5000, status, charge: "ch_1", payment_intent: "pi_1" } },
    }); // prettier-ignore

  it("freezes the commission, takes it back when it is lost, and is right when the money is reinstated after it was closed [A15]", async () => {
    const storeId = await connect("stripe");
    await deliver(services, { kind: "stripe", storeId, body: bodies.stripe });
    await world.drain();
    const told = [];
    for (const [type, status, secondsLater] of [
      ["created", "needs_response", 0],
      ["closed", "lost", 60],
      ["funds_reinstated", "lost", 120],
    ] as const) {
      await deliver(services, { kind: "stripe", storeId, body: dispute(type, status, secondsLater) });
      await world.drain();
      told.push([await heldByMara(), (await rows("commissions"))[0]?.["blocked_by"]]);
    }
    expect(told).toEqual([
      [500n, "open-dispute"],
      [0n, null],
      [500n, null],
    ]);
  });
});

describe("WooCommerce", () => {
  it("counts two orders that came with one Delivery-ID [A21]", async () => {
    const storeId = await connect("woocommerce");
    for (const id of [501, 502]) {
      await deliver(services, { kind: "woocommerce", storeId, body: wooCommerceOrder({ id }), deliveryId: "same" });
    }
    await world.drain();
    expect(await rows("sales")).toHaveLength(2);
    expect(await heldByMara()).toBe(1000n);
  });

  it("gets exactly 200 for its unsigned ping, which is stored nowhere", async () => {
    const storeId = await connect("woocommerce");
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const response = await deliver(services, {
      kind: "woocommerce",
      storeId,
      body: "webhook_id=12",
      signature: null,
      headers,
    });
    expect(response.status).toBe(200);
    expect(await rows("inbox_events")).toEqual([]);
  });

  it("gives the commission back when a refund is deleted in the shop [A9]", async () => {
    const storeId = await connect("woocommerce");
    const versions = [
      wooCommerceOrder(),
      wooCommerceOrder({ date_modified_gmt: "2026-06-01T08:10:00", refunds: [{ id: 9, total: "-20.00" }] }),
      wooCommerceOrder({ date_modified_gmt: "2026-06-01T08:20:00", refunds: [] }),
    ];
    const held: bigint[] = [];
    for (const body of versions) {
      await deliver(services, { kind: "woocommerce", storeId, body });
      await world.drain();
      held.push(await heldByMara());
    }
    expect(held).toEqual([500n, 300n, 500n]);
  });
});

describe("an event that cannot be used", () => {
  it("is kept as failed with a sentence per fault, and the store's health tells", async () => {
    const storeId = await connect("shopify");
    const body = shopifyOrder({ line_items: undefined, currency: "euros" });
    expect((await deliver(services, { kind: "shopify", storeId, body })).status).toBe(200);
    await world.drain();
    expect(await rows("inbox_events")).toMatchObject([
      {
        status: "failed",
        outcome: "currency must be a currency of three letters, such as EUR. line_items is missing.",
      },
    ]);
    expect(await storeRow(storeId)).toMatchObject({ failures_since_last_event: 1 });
  });

  it("that is no JSON is stored and fails readably", async () => {
    const storeId = await connect("woocommerce");
    expect((await deliver(services, { kind: "woocommerce", storeId, body: "<html>" })).status).toBe(200);
    await world.drain();
    expect(await rows("inbox_events")).toMatchObject([{ status: "failed", outcome: "The body is not JSON." }]);
  });

  it("because our side failed says so and is processed by the next run", async () => {
    const storeId = await connect("shopify");
    await deliver(services, { kind: "shopify", storeId, body: bodies.shopify });
    await world.database.ownerSql`alter table sales rename to sales_away`;
    await expect(world.drain()).rejects.toThrow();
    const [failed] = await rows("inbox_events");
    expect(failed).toMatchObject({
      status: "failed",
      outcome: expect.stringMatching(/tried again by itself/) as string,
    });
    await world.database.ownerSql`alter table sales_away rename to sales`;
    await processInboxEvent(services, tea.brandId, String(failed?.["id"]));
    expect(await rows("inbox_events")).toMatchObject([{ status: "processed", attempts: 2 }]);
    expect(await heldByMara()).toBe(500n);
  });
});

describe("a store's secret", () => {
  it("is nowhere in the database in plain text", async () => {
    const storeId = await connect("stripe");
    expect(JSON.stringify(await storeRow(storeId))).not.toContain(secrets.stripe);
  });
});
