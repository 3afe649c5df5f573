import { beforeEach, describe, expect, it } from "vitest";
import { holdCommission } from "#app/commissions/decide-commission.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { sumByCurrency } from "#app/payouts/currency-sums.ts";
import { QUEUE_PAGE_SIZE, readQueueFilter } from "./queue-filter.ts";
import { assessRiskJob } from "#app/risk/assess-risk.job.server.ts";
import { decideBulk, previewBulk } from "./bulk-decision.server.ts";
import { readQueue } from "./review-queue.server.ts";

let world: TestWorld;
let shop: TeaShop;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
});

async function sell(
  externalId: string,
  netMinor: bigint,
  paymentStatus: "paid" | "pending" = "paid",
  customerEmail: string | null = null,
): Promise<void> {
  const lines = [lineOf({ netMinor })];
  const names = { externalId, externalName: `#${externalId}` };
  const order = orderOf(world.clock.now(), { ...names, lines, codes: [shop.mara.code], paymentStatus, customerEmail });
  await world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, order),
  );
}

const queue = (search = "") => readQueue(world.services, readQueueFilter(new URLSearchParams(search)).filter);
const orders = async (search: string) => (await queue(search)).rows.map((row) => row.orderName);

describe("the review queue", () => {
  it("lists what matured, longest ago first, and what is still held in a list of its own", async () => {
    await sell("1001", 100_00n);
    world.clock.advanceDays(20);
    await sell("1002", 50_00n);
    world.clock.advanceDays(11);
    expect(await orders("")).toEqual(["#1001"]);
    expect(await orders("view=held")).toEqual(["#1002"]);
  });

  it("says totals that are the sum of the rows of all pages", async () => {
    for (let sale = 1; sale <= QUEUE_PAGE_SIZE + 3; sale += 1)
      await sell(String(1000 + sale), BigInt(sale) * 1_00n + 50_00n);
    world.clock.advanceDays(31);
    const [first, second] = [await queue(), await queue("page=2")];
    const rows = [...first.rows, ...second.rows].map((row) => ({ currency: row.currency, minor: row.heldMinor }));
    expect(rows).toHaveLength(QUEUE_PAGE_SIZE + 3);
    expect(first.total).toBe(QUEUE_PAGE_SIZE + 3);
    expect(sumByCurrency(rows)).toEqual(first.sums);
  });

  it("filters by amount, currency, age, brand and what stops it", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 900_00n);
    await sell("1003", 300_00n, "pending");
    world.clock.advanceDays(31);
    const [kept] = (await queue("currency=EUR&least=90")).rows;
    expect(kept?.orderName).toBe("#1002");
    await holdCommission(world.services, {
      ...kept!,
      commissionId: kept!.id,
      userId: shop.fayUserId,
      note: "Asking the shop.",
    });
    expect(await orders("state=kept")).toEqual(["#1002"]);
    expect(await orders("state=blocked")).toEqual(["#1003"]);
    expect(await orders("state=ready")).toEqual(["#1001"]);
    expect(await orders("days=32")).toEqual([]);
    expect(await orders("days=31")).toHaveLength(3);
    expect(await orders(`brand=${shop.brandId}`)).toHaveLength(3);
    expect(await orders("currency=USD")).toEqual([]);
  });

  it("filters by flag and risk, and orders by risk, by amount and by age", async () => {
    await sell("1001", 100_00n);
    world.clock.advanceMs(1000);
    await sell("1002", 900_00n);
    world.clock.advanceMs(1000);
    await sell("1003", 300_00n, "paid", "mara.lind@people.example");
    world.clock.advanceDays(31);
    await assessRiskJob.run(world.services, {});
    expect(await orders("flag=own-purchase")).toEqual(["#1003"]);
    expect(await orders("flag=any")).toHaveLength(3);
    expect(await orders("points=60")).toEqual(["#1003"]);
    expect(await orders("order=risk")).toEqual(["#1003", "#1001", "#1002"]);
    expect(await orders("order=amount")).toEqual(["#1002", "#1003", "#1001"]);
    expect(await orders("order=newest")).toEqual(["#1003", "#1002", "#1001"]);
    expect((await queue("order=risk")).rows[0]).toMatchObject({
      riskPoints: 70,
      flags: ["own-purchase", "new-creator"],
    });
  });
});

describe("deciding several at once", () => {
  const approve = (commissionIds: readonly string[]) =>
    decideBulk(world.services, { kind: "approve", userId: shop.fayUserId, commissionIds });

  it("previews totals by currency and brand, and says what is left out and why", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 200_00n);
    await sell("1003", 300_00n, "pending");
    world.clock.advanceDays(31);
    const ids = (await queue()).rows.map((row) => row.id);
    expect(await previewBulk(world.services, "approve", ids)).toMatchObject({
      sums: [{ currency: "EUR", count: 2, minor: 30_00n }],
      brandSums: [{ brandName: "Lumen Tea", currency: "EUR", count: 2, minor: 30_00n }],
      leftOut: [{ orderName: "#1003", sentence: expect.stringContaining("unpaid or disputed") }],
    });
    expect(await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).toMatchObject({ payable: 0n });
  });

  it("approves exactly that once; sent again, it names what it skipped", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 200_00n);
    await sell("1003", 300_00n, "pending");
    world.clock.advanceDays(31);
    const ids = (await queue()).rows.map((row) => row.id);
    expect(await approve(ids)).toMatchObject({ doneCount: 2, skipped: [{ orderName: "#1003" }] });
    expect(await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).toMatchObject({ payable: 30_00n });
    const again = await approve(ids);
    expect(again.doneCount).toBe(0);
    expect(again.skipped.map(({ orderName }) => orderName)).toEqual(["#1001", "#1002", "#1003"]);
    expect(again.skipped[0]?.sentence).toContain("Somebody decided this meanwhile");
  });

  it("declines with one reason, tells each creator, and leaves approved ones alone", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 200_00n);
    world.clock.advanceDays(31);
    const ids = (await queue()).rows.map((row) => row.id);
    await approve(ids.slice(0, 1));
    const declined = await decideBulk(world.services, {
      ...{ kind: "decline", userId: shop.fayUserId, commissionIds: ids, reason: "out-of-stock" },
    });
    expect(declined).toMatchObject({ doneCount: 1, skipped: [{ orderName: "#1001" }] });
    expect(world.queue.waiting.map(({ payload }) => payload)).toMatchObject([{ name: "commission-declined" }]);
    expect(await creatorBalances(world.services, shop.brandId, shop.mara.creatorId)).toMatchObject({
      held: 0n,
      payable: 10_00n,
    });
  });

  it("previews all that match and are ready, never what is blocked or kept waiting", async () => {
    await sell("1001", 100_00n);
    await sell("1002", 200_00n);
    await sell("1003", 300_00n, "pending");
    world.clock.advanceDays(31);
    const row = (await queue()).rows.find((each) => each.orderName === "#1002")!;
    await holdCommission(world.services, {
      ...row,
      commissionId: row.id,
      userId: shop.fayUserId,
      note: "Asking the shop.",
    });
    const all = readQueueFilter(new URLSearchParams("page=7")).filter;
    expect(await previewBulk(world.services, "approve", all)).toMatchObject({
      sums: [{ currency: "EUR", count: 1, minor: 10_00n }],
      leftOut: [],
    });
  });
});

describe("the filter in the address", () => {
  it("asks for a currency with an amount, and says what is no amount", () => {
    expect(readQueueFilter(new URLSearchParams("least=50")).problem).toContain("Choose a currency");
    expect(readQueueFilter(new URLSearchParams("least=a lot&currency=EUR")).problem).toContain("not an amount in EUR");
    expect(readQueueFilter(new URLSearchParams("least=12.5&currency=EUR")).filter.leastMinor).toBe(12_50n);
  });

  it.each(["view=x&state=y&brand=1&days=-3&page=0", "page=1e9&currency=€", "page=&days=99999"])(
    "ignores nonsense: %s",
    (search) => {
      const { filter } = readQueueFilter(new URLSearchParams(search));
      expect(filter).toMatchObject({
        view: "matured",
        state: "any",
        brandId: null,
        currency: null,
        olderThanDays: null,
        page: 1,
      });
    },
  );
});
