import { beforeEach, describe, expect, it } from "vitest";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { booksOf, commissionsOf, creatorBalances, decisionsOf } from "#tests/world/books.ts";
import { lineOf, orderOf, senchaAndTeapot } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { addDays } from "#app/kit/clock.ts";
import type { OrderFacts } from "./order-facts.ts";
import { recordOrder } from "./record-order.server.ts";

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
});

const record = (order: OrderFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, order));

const withCode = { codes: ["mara 10"] };

describe("an order with Mara's code", () => {
  it("earns her 10 % of each line, held", async () => {
    const result = await record(orderOf(WORLD_START, withCode));
    expect(result.status).toBe("processed");
    expect(await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).toEqual({
      held: 500n,
      payable: 0n,
      in_transit: 0n,
    });
    const [commission] = await commissionsOf(world.services, shop.brandId);
    expect(commission).toMatchObject({ earnedMinor: 500n, heldMinor: 500n, status: "held", blockedBy: null });
    expect(commission?.holdUntil).toEqual(addDays(WORLD_START, 30));
  });

  it("delivered 100 times at once is one sale and one commission, and 100 deliveries succeed [A1]", async () => {
    const results = await Promise.all(Array.from({ length: 100 }, () => record(orderOf(WORLD_START, withCode))));
    expect(results.filter(({ status }) => status === "processed")).toHaveLength(1);
    expect(results.filter(({ status }) => status === "ignored")).toHaveLength(99);
    expect(await commissionsOf(world.services, shop.brandId)).toHaveLength(1);
    expect(await decisionsOf(world.services, shop.brandId)).toHaveLength(1);
    expect((await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).held).toBe(500n);
  });

  it("in an older version after a newer one changes nothing [A20]", async () => {
    const later = new Date(WORLD_START.getTime() + 60_000);
    await record(orderOf(WORLD_START, { ...withCode, providerUpdatedAt: later, lines: [lineOf({ netMinor: 1000n })] }));
    const stale = await record(orderOf(WORLD_START, withCode));
    expect(stale).toMatchObject({
      status: "ignored",
      sentence: "Order #1001 is known in a newer version; nothing changed.",
    });
    expect((await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).held).toBe(100n);
  });

  it("edited in the shop pays for what is on it now: changed, removed and added lines", async () => {
    await record(orderOf(WORLD_START, withCode));
    const edited = [lineOf({ netMinor: 1500n }), lineOf({ externalId: "whisk", netMinor: 800n })];
    const providerUpdatedAt = addDays(WORLD_START, 1);
    await record(orderOf(WORLD_START, { ...withCode, lines: edited, providerUpdatedAt }));
    expect((await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).held).toBe(230n);
  });

  it("cancelled earns nothing, and reinstated earns all again", async () => {
    await record(orderOf(WORLD_START, withCode));
    await record(
      orderOf(WORLD_START, {
        ...withCode,
        cancelledAt: addDays(WORLD_START, 1),
        providerUpdatedAt: addDays(WORLD_START, 1),
      }),
    );
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    await record(orderOf(WORLD_START, { ...withCode, providerUpdatedAt: addDays(WORLD_START, 2) }));
    expect((await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).held).toBe(500n);
  });

  it("not paid yet is earned, held and blocked until it is", async () => {
    await record(orderOf(WORLD_START, { ...withCode, paymentStatus: "pending" }));
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({
      heldMinor: 500n,
      blockedBy: "unpaid-order",
    });
    // The shop's clock ticks in seconds: paid within the second it was created, and delivered the wrong way round.
    await record(orderOf(WORLD_START, withCode));
    await record(orderOf(WORLD_START, { ...withCode, paymentStatus: "pending" }));
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({ heldMinor: 500n, blockedBy: null });
  });

  it("pays nothing for gift cards and tips", async () => {
    const card = lineOf({
      externalId: "card",
      title: "Gift card",
      netMinor: 0n,
      grossMinor: 5000n,
      isCommissionable: false,
    });
    await record(orderOf(WORLD_START, { ...withCode, lines: [...senchaAndTeapot, card] }));
    expect((await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).held).toBe(500n);
  });
});

describe("an order without code or click", () => {
  it("is stored and explained too, and moves no money", async () => {
    await record(orderOf(WORLD_START));
    expect(await decisionsOf(world.services, shop.brandId)).toMatchObject([
      {
        rule: "no-touch",
        sentence: "Credited to nobody: no creator's code, click or earlier customer leads to this sale.",
      },
    ]);
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
  });
});
