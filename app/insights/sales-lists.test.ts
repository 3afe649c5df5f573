import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { addCampaign, addPartnership, addStore, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { exportSalesOfBrand } from "./export-sales.server.ts";
import { listSalesOfBrand, listSalesOfCreator } from "./list-sales.server.ts";
import { readSalesFilter } from "./sales-filter.ts";

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
});

async function sell(
  name: string,
  daysAgo: number,
  choices: Partial<OrderFacts> = {},
  storeId = shop.storeId,
): Promise<void> {
  const order = orderOf(addDays(WORLD_START, -daysAgo), { externalId: name, externalName: name, ...choices });
  await world.services.db.inBrand(shop.brandId, (tx) => recordOrder(world.services, tx, shop.brandId, storeId, order));
}

/** Four sales of this month, one of them credited, refunded in part; one long ago; one in yen. */
async function sellSomeTea(): Promise<void> {
  await sell("#1001", 1, { codes: ["MARA10"] });
  await sell("#1002", 2);
  await sell("#1003", 3, { codes: ["MARA10"], lines: [lineOf({ netMinor: 1999n })] });
  await sell("#2001", 4, { currency: "JPY", lines: [lineOf({ netMinor: 4000n })] });
  await sell("#0900", 60, { codes: ["MARA10"] });
  const refund = refundOf(WORLD_START, 2000n, { externalOrderId: "#1001" });
  await world.services.db.inBrand(shop.brandId, (tx) =>
    recordRefund(world.services, tx, shop.brandId, shop.storeId, refund),
  );
}

const filterOf = (query: string) => readSalesFilter(new URLSearchParams(query), world.services.clock.now()).filter;
const list = (query = "") => listSalesOfBrand(world.services, shop.brandId, filterOf(query));
const namesOf = async (query: string) => (await list(query)).rows.map(({ name }) => name);

describe("a brand's list of sales", () => {
  it.each([
    "",
    "shown=credited",
    "shown=unattributed",
    "shown=refunded",
    "order=100",
    "first=2026-03-01&last=2026-06-01",
  ])("under %j has totals that equal its rows, per currency", async (query) => {
    await sellSomeTea();
    const { rows, totals, total } = await list(query);
    expect(rows.length).toBe(total);
    for (const sum of totals) {
      const own = rows.filter(({ currency }) => currency === sum.currency);
      expect(sum.count).toBe(own.length);
      expect(sum.netMinor).toBe(sumMinor(own.map(({ netMinor }) => netMinor)));
      expect(sum.earnedMinor).toBe(sumMinor(own.map(({ earnedMinor }) => earnedMinor)));
    }
  });

  it("filters by credit, refund, days and the beginning of the order's name", async () => {
    await sellSomeTea();
    expect(await namesOf("")).toEqual(["#1001", "#1002", "#1003", "#2001"]);
    expect(await namesOf("shown=credited")).toEqual(["#1001", "#1003"]);
    expect(await namesOf("shown=unattributed")).toEqual(["#1002", "#2001"]);
    expect(await namesOf("shown=refunded")).toEqual(["#1001"]);
    expect(await namesOf("order=1002")).toEqual(["#1002"]);
    expect(await namesOf("order=%25")).toEqual([]);
    expect(await namesOf("first=2026-04-01&last=2026-04-30")).toEqual(["#0900"]);
  });

  it("in pages keeps the totals of all pages", async () => {
    for (let index = 0; index < 27; index += 1)
      await sell(`#${3000 + index}`, 1, { lines: [lineOf({ netMinor: 100n })] });
    const second = await list("page=2");
    expect(second.rows).toHaveLength(2);
    expect(second.totals).toMatchObject([{ count: 27, netMinor: 2700n }]);
  });

  it("shows who is credited and nothing of another brand's store", async () => {
    await sell("#1001", 1, { codes: ["MARA10"] });
    expect((await list()).rows).toMatchObject([
      { creditedTo: ["Mara Lind"], campaignNames: ["Spring harvest"], earnedMinor: 500n },
    ]);
    expect((await listSalesOfBrand(world.services, world.services.newId(), filterOf(""))).rows).toEqual([]);
  });

  it("exports what the screen shows: cells that look like formulas are inert, amounts are numbers [A34]", async () => {
    const evil = await addStore(world.services, shop.brandId, "@SUM(A1)");
    await sell("=HYPERLINK(1)", 1, { codes: ["MARA10"] }, evil);
    const [row] = parse<Record<string, string>>(await exportSalesOfBrand(world.services, shop.brandId, filterOf("")), {
      columns: true,
    });
    expect(row).toMatchObject({
      order: "'=HYPERLINK(1)",
      store: "'@SUM(A1)",
      credited_to: "Mara Lind",
      net: "50.00",
      commission: "5.00",
    });
  });
});

describe("a creator's list of sales", () => {
  it("has totals that equal its rows and leaves out what is not theirs", async () => {
    await sellSomeTea();
    const { rows, totals } = await listSalesOfCreator(world.services, shop.mara.creatorId, filterOf(""));
    expect(rows.map(({ name }) => name)).toEqual(["#1001", "#1003"]);
    expect(totals).toMatchObject([
      { count: 2, netMinor: 6999n, earnedMinor: sumMinor(rows.map(({ earnedMinor }) => earnedMinor)) },
    ]);
  });

  it("narrows to one campaign", async () => {
    const winter = await addCampaign(world.services, shop.brandId, { name: "Winter" });
    await addPartnership(world.services, shop.brandId, {
      ...winter,
      creatorId: shop.mara.creatorId,
      code: "MARAWINTER",
    });
    await sell("#1001", 1, { codes: ["MARA10"] });
    await sell("#1002", 1, { codes: ["MARAWINTER"] });
    const own = await listSalesOfCreator(
      world.services,
      shop.mara.creatorId,
      filterOf(`campaign=${winter.campaignId}`),
    );
    expect(own.rows.map(({ name }) => name)).toEqual(["#1002"]);
    expect(own.campaigns.map(({ name }) => name)).toEqual(["Spring harvest", "Winter"]);
  });
});
