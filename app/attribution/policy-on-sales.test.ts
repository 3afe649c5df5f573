import { beforeEach, describe, expect, it } from "vitest";
import { visits } from "#db/schema/clicks.ts";
import { addDays, addMinutes } from "#app/kit/clock.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { booksOf, creatorBalances, decisionsOf } from "#tests/world/books.ts";
import { addClick, addCreator, addPartnership, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import type { AttributionPolicy } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";

let world: TestWorld;
let shop: TeaShop;
let nils: Awaited<ReturnType<typeof addPartnership>> & { creatorId: string };

const open = async (policy: Partial<AttributionPolicy> = {}) => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services, { policy });
  const { creatorId } = await addCreator(world.services, "Nils Berg");
  const choices = { campaignId: shop.campaignId, creatorId, code: "NILS5" };
  nils = { creatorId, ...(await addPartnership(world.services, shop.brandId, choices)) };
};
beforeEach(() => open());

const record = (externalId: string, placedAt: Date, choices: Partial<OrderFacts> = {}) =>
  world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, orderOf(placedAt, { externalId, ...choices })),
  );
const heldBy = async (creatorId: string) => (await creatorBalances(world.services, shop.brandId, creatorId)).held;
const verdictsOf = async () =>
  (await decisionsOf(world.services, shop.brandId)).map(({ candidates }) => candidates.map(({ verdict }) => verdict));

/** Mara's reel three days before the sale, Nils's story one day before it, on one phone. Returns the click the order names. */
async function clickBoth(): Promise<string> {
  const named = await addClick(world.services, shop.brandId, shop.mara, { at: addDays(WORLD_START, -3), visitor: "v" });
  await addClick(world.services, shop.brandId, nils, { at: addDays(WORLD_START, -1), visitor: "v" });
  return named;
}

describe("creators who share a sale", () => {
  it("are paid their parts of it, to the cent, and the ledger balances", async () => {
    await open(rulesOf("shared-decay"));
    await record("1001", WORLD_START, { clickIds: [await clickBoth()] });
    const [maras, nilss] = [await heldBy(shop.mara.creatorId), await heldBy(nils.creatorId)];
    expect(maras + nilss).toBe(500n);
    expect(maras < nilss && maras > 0n).toBe(true);
    const books = await booksOf(world.services, shop.brandId);
    expect(Object.values(books).reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
  });

  it("bind their customer to the one with the largest part", async () => {
    await open({ ...rulesOf("shared-decay"), bindingWindowDays: 60 });
    const anna = { customerEmail: "anna@example.com" };
    await record("1001", WORLD_START, { ...anna, clickIds: [await clickBoth()] });
    const before = await heldBy(nils.creatorId);
    await record("1002", addDays(WORLD_START, 10), anna);
    expect((await heldBy(nils.creatorId)) - before).toBe(500n);
  });
});

describe("a product that the policy excludes", () => {
  it("earns nothing on its line, and an order of nothing else is credited to nobody", async () => {
    await open({ excludedProducts: ["pot"] });
    await record("1001", WORLD_START, { codes: ["MARA10"] });
    expect(await heldBy(shop.mara.creatorId)).toBe(300n);
    const teapot = orderOf(WORLD_START).lines.filter(({ sku }) => sku === "POT");
    await record("1002", WORLD_START, { codes: ["MARA10"], lines: teapot });
    expect(await heldBy(shop.mara.creatorId)).toBe(300n);
    expect(await verdictsOf()).toEqual([["credited"], ["excluded-product"]]);
  });
});

describe("a binding that lasts for one order", () => {
  it("is used up by the next one, also when that one arrives last, and comes back when it is cancelled", async () => {
    await open({ bindingWindowDays: 90, bindingOrders: 1 });
    const anna = { customerEmail: "anna@example.com" };
    await record("1001", WORLD_START, { ...anna, codes: ["MARA10"] });
    await record("1003", addDays(WORLD_START, 9), anna);
    const decidedAgain = async () =>
      (await decisionsOf(world.services, shop.brandId))
        .filter(({ sequence }) => sequence > 1)
        .map(({ sequence, candidates }) => [sequence, candidates[0]?.verdict]);
    expect(await heldBy(shop.mara.creatorId)).toBe(1000n);
    await record("1002", addDays(WORLD_START, 4), anna);
    expect([await heldBy(shop.mara.creatorId), await decidedAgain()]).toEqual([1000n, [[2, "outside-window"]]]);
    const at = addDays(WORLD_START, 10);
    await record("1002", addDays(WORLD_START, 4), { ...anna, cancelledAt: at, providerUpdatedAt: at });
    expect([await heldBy(shop.mara.creatorId), await decidedAgain()]).toEqual([1000n, [[3, "credited"]]]);
  });
});

describe("a click made after the checkout began", () => {
  /** The shopper followed Mara's link, is seen at the checkout by the pixel, and a browser extension follows Nils's link there. */
  async function checkOut(checkoutMinutesBefore: number) {
    const { services } = world;
    const { brandId } = shop;
    const clickId = await addClick(services, brandId, shop.mara, { at: addDays(WORLD_START, -2), visitor: "v" });
    await addClick(services, brandId, nils, { at: addMinutes(WORLD_START, -2), visitor: "v" });
    const seen = {
      brandId,
      visitorKey: "anna",
      pageHost: "lumentea.example",
      refererHost: "",
      source: "pixel" as const,
    };
    await services.db.inBrand(brandId, (tx) =>
      tx.insert(visits).values([
        { ...seen, id: services.newId(), clickId, occurredAt: addDays(WORLD_START, -2), pagePath: "/products/sencha" },
        {
          ...{ ...seen, id: services.newId(), pagePath: "/en/checkouts/abc" },
          occurredAt: addMinutes(WORLD_START, -checkoutMinutesBefore),
        },
      ]),
    );
    await record("1001", WORLD_START, { clickIds: [clickId] });
    return verdictsOf();
  }

  it("loses to the click that brought the shopper", async () => {
    await open({ ...rulesOf("click-wins"), areLateClicksWeak: true });
    expect(await checkOut(5)).toEqual([["credited", "late-click"]]);
  });

  it("wins as the last click where the policy does not look at it, and after a checkout of yesterday that was left", async () => {
    await open(rulesOf("click-wins"));
    expect(await checkOut(5)).toEqual([["outranked", "credited"]]);
    await open({ ...rulesOf("click-wins"), areLateClicksWeak: true });
    expect(await checkOut(24 * 60)).toEqual([["outranked", "credited"]]);
  });
});
