import { beforeEach, describe, expect, it } from "vitest";
import {
  addCampaign,
  addClick,
  addCreator,
  addPartnership,
  openTeaShop,
  type TeaShop,
} from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { addDays, addMinutes } from "#app/kit/clock.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { exportReport } from "./export-report.server.ts";
import { loadReport } from "./load-report.server.ts";

const NOW = new Date("2026-06-21T12:00:00Z");
const JUNE = { first: "2026-06-01", last: "2026-06-21", campaignId: null };
let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld(NOW);
  shop = await openTeaShop(world.services);
});

async function sell(name: string, placedAt: Date, choices: Partial<OrderFacts> = {}): Promise<void> {
  const order = orderOf(placedAt, { externalId: name, externalName: name, ...choices });
  const { brandId, storeId } = shop;
  await world.services.db.inBrand(brandId, (tx) => recordOrder(world.services, tx, brandId, storeId, order));
}

const report = (filter: Parameters<typeof loadReport>[2] = JUNE) => loadReport(world.services, shop.brandId, filter);
const click = (
  at: Date,
  choices: { placement?: string; partnership?: { partnershipId: string; linkId: string } } = {},
) =>
  addClick(world.services, shop.brandId, choices.partnership ?? shop.mara, { at, placement: choices.placement ?? "" });

describe("a brand's report", () => {
  it("of a brand that sold nothing is all zeros", async () => {
    const { followers, others, clicks, funnel } = await report();
    expect([followers.sales, others.sales, clicks]).toEqual([0, 0, 0]);
    expect(funnel).toMatchObject([{ creatorName: "Mara Lind", clicks: 0, sales: 0, netMinor: 0n }]);
  });

  it("sets followers beside everybody else: sums, new customers, who came back, what was returned", async () => {
    const ada = { customerEmail: "ada@example.com" };
    await sell("#1", addDays(NOW, -10), { ...ada, codes: ["MARA10"] });
    await sell("#2", addDays(NOW, -5), { ...ada });
    await sell("#3", addDays(NOW, -4), { customerEmail: "bo@example.com", lines: [lineOf({ netMinor: 1001n })] });
    await sell("#4", addDays(NOW, -3), { cancelledAt: NOW });
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refundOf(NOW, 5000n, { externalOrderId: "#1" })),
    );
    const { currency, followers, others } = await report();
    expect(currency).toBe("EUR");
    expect(followers).toMatchObject({
      ...{ sales: 1, netMinor: 5000n, newCustomerSales: 1, refundedSales: 1, customers: 1, repeatCustomers: 1 },
    });
    expect(others).toMatchObject({
      ...{ sales: 2, netMinor: 6001n, newCustomerSales: 1, refundedSales: 0, customers: 2, repeatCustomers: 0 },
    });
  });

  it("classes each credited sale by the time since its creator's first click", async () => {
    const firstAt = addDays(NOW, -12);
    const first = await click(firstAt);
    await sell("#impulse", addMinutes(firstAt, 20), { clickIds: [first] });
    await sell("#considered", addDays(firstAt, 2), { clickIds: [await click(firstAt)] });
    await sell("#saved", addDays(firstAt, 9), { clickIds: [await click(firstAt)] });
    await sell("#code", addDays(NOW, -1), { codes: ["MARA10"] });
    await sell("#nobody", addDays(NOW, -1));
    const { paths, stretches, followers } = await report();
    expect(paths).toEqual([
      { pathClass: "impulse", sales: 1 },
      { pathClass: "considered", sales: 1 },
      { pathClass: "saved", sales: 1 },
      { pathClass: "returning", sales: 0 },
      { pathClass: "unseen", sales: 1 },
    ]);
    expect(stretches.filter(({ gross }) => gross > 0).map(({ label }) => label)).toEqual([
      ...["Under an hour", "1 to 3 days", "7 to 14 days"],
    ]);
    expect(paths.reduce((sum, { sales }) => sum + sales, 0)).toBe(followers.sales);
  });

  it("tells what each creator and placement brought, and who only assisted", async () => {
    const jonas = await addCreator(world.services, "Jonas Berg");
    const partner = await addPartnership(world.services, shop.brandId, {
      ...{ campaignId: shop.campaignId, creatorId: jonas.creatorId, code: "JONAS5" },
    });
    const jonasClick = await click(addDays(NOW, -3), { partnership: partner });
    const maraClick = await click(addDays(NOW, -2), { placement: "instagram-story" });
    await sell("#1", addDays(NOW, -1), { clickIds: [jonasClick, maraClick] });
    const { funnel, placements, clicks, models } = await report();
    expect(clicks).toBe(2);
    // Mara's click was the last and took all; Jonas's was on the same way, so without either the sale is lost.
    expect(models).toEqual([
      { partnershipId: shop.mara.partnershipId, creditedBps: 10_000, byRemoval: 0.5, byEqualParts: 0.5 },
      { partnershipId: partner.partnershipId, creditedBps: 0, byRemoval: 0.5, byEqualParts: 0.5 },
    ]);
    expect(funnel).toMatchObject([
      { creatorName: "Mara Lind", clicks: 1, sales: 1, netMinor: 5000n, assistedSales: 0 },
      { creatorName: "Jonas Berg", clicks: 1, sales: 0, netMinor: 0n, assistedSales: 1 },
    ]);
    const file = await exportReport(world.services, shop.brandId, JUNE);
    expect(file.split("\r\n")[1]).toBe("Mara Lind,Spring harvest,1,1,0,1,50.00,EUR,0,1.000000,0.500000,0.500000");
    expect(placements).toEqual([
      { key: "instagram-story", sales: 1, netMinor: 5000n, clicks: 1 },
      { key: "", sales: 0, netMinor: 0n, clicks: 1 },
    ]);
  });

  it("of one campaign leaves out what others brought, and keeps the baseline", async () => {
    const other = await addCampaign(world.services, shop.brandId, { name: "Gift boxes" });
    await sell("#1", addDays(NOW, -1), { codes: ["MARA10"] });
    await sell("#2", addDays(NOW, -1));
    const { followers, others, funnel } = await report({ ...JUNE, campaignId: other.campaignId });
    expect([followers.sales, others.sales, funnel]).toEqual([0, 1, []]);
    expect((await report({ ...JUNE, campaignId: shop.campaignId })).followers.sales).toBe(1);
  });

  it("leaves out orders in other currencies and says how many", async () => {
    await sell("#1", addDays(NOW, -1));
    await sell("#2", addDays(NOW, -1), { codes: ["MARA10"] });
    await sell("#3", addDays(NOW, -1), { currency: "USD" });
    expect(await report()).toMatchObject({ otherOrders: 1, followers: { sales: 1 }, others: { sales: 1 } });
  });
});
