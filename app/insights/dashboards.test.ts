import { beforeEach, describe, expect, it } from "vitest";
import { addBrand, addCampaign, addClick, addCreator, addPartnership, openTeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { loadBrandDashboard } from "./brand-dashboard.server.ts";
import { loadCreatorDashboard } from "./creator-dashboard.server.ts";

const NOW = new Date("2026-06-21T12:00:00Z");
let world: TestWorld;

beforeEach(async () => {
  world = await openTestWorld(NOW);
});

async function sell(
  brandId: string,
  storeId: string,
  name: string,
  placedAt: Date,
  choices: Partial<OrderFacts> = {},
): Promise<void> {
  const order = orderOf(placedAt, { externalId: name, externalName: name, ...choices });
  await world.services.db.inBrand(brandId, (tx) => recordOrder(world.services, tx, brandId, storeId, order));
}

describe("a brand's first screen", () => {
  it("of a brand that has nothing yet is all zeros and says what is missing", async () => {
    const { brandId } = await addBrand(world.services, "Fell Boots");
    const dashboard = await loadBrandDashboard(world.services, brandId);
    expect(dashboard.sales).toEqual({ now: [], before: [] });
    expect(dashboard.clicks.now).toEqual({ gross: 0, net: 0 });
    expect(dashboard.perDay).toHaveLength(21);
    expect(dashboard.attention).toMatchObject({ applications: 0, hasStore: true, hasCampaign: false, budgets: [] });
  });

  it("compares this month with the same days of the last one, and its bars sum to its figures", async () => {
    const shop = await openTeaShop(world.services);
    await sell(shop.brandId, shop.storeId, "#1", addDays(NOW, -1), { codes: ["MARA10"] });
    await sell(shop.brandId, shop.storeId, "#2", addDays(NOW, -2));
    await sell(shop.brandId, shop.storeId, "#3", addDays(NOW, -32), { codes: ["MARA10"] });
    await sell(shop.brandId, shop.storeId, "#4", new Date("2026-05-25T00:00:00Z"));
    await sell(shop.brandId, shop.storeId, "#5", addDays(NOW, -3), { cancelledAt: NOW });
    const dashboard = await loadBrandDashboard(world.services, shop.brandId);
    expect(dashboard.sales.now).toEqual([
      { currency: "EUR", orders: 2, attributedOrders: 1, netMinor: 10_000n, attributedNetMinor: 5000n },
    ]);
    expect(dashboard.sales.before).toMatchObject([{ orders: 1, netMinor: 5000n }]);
    expect(dashboard.earned).toEqual({
      now: [{ currency: "EUR", earnedMinor: 500n }],
      before: [{ currency: "EUR", earnedMinor: 500n }],
    });
    expect(dashboard.open).toEqual([{ currency: "EUR", heldMinor: 1000n, payableMinor: 0n, inTransitMinor: 0n }]);
    expect(sumMinor(dashboard.perDay.map(({ attributedMinor }) => attributedMinor))).toBe(5000n);
    expect(sumMinor(dashboard.perDay.map(({ unattributedMinor }) => unattributedMinor))).toBe(5000n);
    expect(dashboard.topCreators).toMatchObject([{ name: "Mara Lind", orders: 1, netMinor: 5000n, earnedMinor: 500n }]);
  });

  it("counts clicks gross and net, and only its own", async () => {
    const shop = await openTeaShop(world.services);
    await addClick(world.services, shop.brandId, shop.mara, { at: addDays(NOW, -1) });
    await addClick(world.services, shop.brandId, shop.mara, { at: addDays(NOW, -1), class: "bot" });
    await addClick(world.services, shop.brandId, shop.mara, { at: addDays(NOW, -40) });
    expect((await loadBrandDashboard(world.services, shop.brandId)).clicks).toEqual({
      now: { gross: 2, net: 1 },
      before: { gross: 1, net: 1 },
    });
    const other = await addBrand(world.services, "Fell Boots");
    expect((await loadBrandDashboard(world.services, other.brandId)).clicks.now).toEqual({ gross: 0, net: 0 });
  });

  it("names what needs attention: applications, refused events, budgets that run low", async () => {
    const shop = await openTeaShop(world.services, { budgetMinor: 600n });
    const jonas = await addCreator(world.services, "Jonas Berg");
    await addPartnership(world.services, shop.brandId, {
      ...shop,
      creatorId: jonas.creatorId,
      code: "JONAS5",
      status: "applied",
    });
    await sell(shop.brandId, shop.storeId, "#1", addDays(NOW, -1), { codes: ["MARA10"] });
    await world.database
      .ownerSql`update stores set failures_since_last_event = 3, last_failure = 'The signature is wrong.'`;
    const { attention } = await loadBrandDashboard(world.services, shop.brandId);
    expect(attention).toMatchObject({
      applications: 1,
      failingStores: [{ failures: 3, lastFailure: "The signature is wrong." }],
      budgets: [{ name: "Spring harvest", spentMinor: 500n, budgetMinor: 600n }],
    });
  });
});

describe("a creator's first screen", () => {
  it("of a creator who has nothing yet does not break", async () => {
    const jonas = await addCreator(world.services, "Jonas Berg");
    const dashboard = await loadCreatorDashboard(world.services, jonas.creatorId);
    expect(dashboard).toMatchObject({ earnings: [], nextRelease: null, bestLink: null, announcements: [], offers: [] });
  });

  it("tells what was earned, what is next and on which day, the best link and changed terms", async () => {
    const shop = await openTeaShop(world.services);
    await sell(shop.brandId, shop.storeId, "#1", addDays(NOW, -1), { codes: ["MARA10"] });
    await sell(shop.brandId, shop.storeId, "#2", addDays(NOW, -2), { codes: ["MARA10"] });
    await addClick(world.services, shop.brandId, shop.mara, { at: addDays(NOW, -1) });
    const [terms] = await world.database.ownerSql`select * from campaign_terms`;
    const next = {
      ...terms,
      id: world.services.newId(),
      version: 2,
      new_customer_rate_bps: 500,
      announced_at: NOW,
      in_force_from: addDays(NOW, 30),
    };
    await world.database.ownerSql`insert into campaign_terms ${world.database.ownerSql(next)}`;
    const dashboard = await loadCreatorDashboard(world.services, shop.mara.creatorId);
    expect(dashboard.earnings).toMatchObject([{ currency: "EUR", orders: 2, earnedMinor: 1000n, heldMinor: 1000n }]);
    expect(dashboard.nextRelease).toEqual({ day: "2026-07-19", currency: "EUR", amountMinor: 500n });
    expect(dashboard.bestLink).toMatchObject({ net: 1, gross: 1, orders: 2, campaignName: "Spring harvest" });
    expect(dashboard.announcements).toMatchObject([
      { brandName: "Lumen Tea", terms: { version: 2, newCustomerRateBps: 500 } },
    ]);
  });

  it("shows open offers of campaigns they are not part of", async () => {
    const shop = await openTeaShop(world.services);
    await addCampaign(world.services, shop.brandId, { name: "Winter" });
    const { offers } = await loadCreatorDashboard(world.services, shop.mara.creatorId);
    expect(offers.map(({ offer }) => offer.name)).toEqual(["Winter"]);
  });
});
