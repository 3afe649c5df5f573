import { beforeEach, describe, expect, it } from "vitest";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { commissionsOf } from "#tests/world/books.ts";
import { addBrand, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { creatorAccount } from "./account.ts";
import type { AsOf } from "./as-of.ts";
import { BOOKS_PAGE_SIZE, readAccount, readTrialBalance } from "./read-books.server.ts";
import { sealBooks } from "./seal-books.server.ts";

let world: TestWorld;
let shop: TeaShop;

/** Mara earns 5.00 on 1 June; on 1 July it is approved; on 2 July 1.00 is taken back for a refund that the shop dates to 20 June. */
beforeEach(async () => {
  world = await openTestWorld();
  const { services, clock } = world;
  shop = await openTeaShop(services);
  const { brandId, storeId } = shop;
  await services.db.inBrand(brandId, (tx) =>
    recordOrder(services, tx, brandId, storeId, orderOf(WORLD_START, { codes: ["MARA10"] })),
  );
  clock.advanceDays(30);
  const [commission] = await commissionsOf(services, brandId);
  await approveCommission(services, { brandId, commissionId: commission!.id, userId: shop.fayUserId });
  clock.advanceDays(1);
  await services.db.inBrand(brandId, (tx) =>
    recordRefund(services, tx, brandId, storeId, refundOf(addDays(WORLD_START, 19), 1000n)),
  );
});

const books = (asOf: AsOf | null = null, page = 1) => readTrialBalance(world.services, shop.brandId, asOf, page);
const payable = (asOf: AsOf | null = null, brandId = shop.brandId) =>
  readAccount(
    world.services,
    brandId,
    { account: creatorAccount(shop.mara.creatorId, shop.brandId, "payable"), currency: "EUR" },
    asOf,
    1,
  );
const day = (number: number, by: AsOf["by"] = "recorded"): AsOf => ({ at: addDays(WORLD_START, number), by });

describe("the trial balance of a brand", () => {
  it("names each account with its owner, and sums to zero in the currency", async () => {
    const { accounts, sums, total } = await books();
    expect(accounts.map(({ words, balanceMinor }) => [words.title, balanceMinor])).toEqual([
      ["Commissions the brand owes", -400n],
      ["Mara Lind, payable", 400n],
    ]);
    expect(sums).toEqual([{ currency: "EUR", positiveMinor: 400n, negativeMinor: -400n, accountCount: 2 }]);
    expect(total).toBe(2);
  });

  it("says what the books said at any moment", async () => {
    expect((await books(day(-1))).accounts).toEqual([]);
    const early = await books(day(1));
    expect(early.accounts.map(({ words, balanceMinor }) => [words.title, balanceMinor])).toEqual([
      ["Commissions the brand owes", -500n],
      ["Mara Lind, held", 500n],
    ]);
    expect((await books(day(30))).accounts.map(({ balanceMinor }) => balanceMinor)).toEqual([-500n, 500n]);
  });

  it("shows the latest seal, once there is one", async () => {
    expect((await books()).head).toBeNull();
    await sealBooks(world.services);
    expect((await books()).head).toMatchObject({ number: 4 });
  });

  it("is of one brand: another one's is empty", async () => {
    const { brandId } = await addBrand(world.services, "Norfolk Soap");
    expect(await readTrialBalance(world.services, brandId, null, 1)).toMatchObject({ accounts: [], sums: [] });
  });
});

describe("an account's statement", () => {
  it("tells each movement with its reason, its order and the balance after it, latest booked first", async () => {
    const statement = await payable();
    expect(statement?.balanceMinor).toBe(400n);
    expect(
      statement?.movements.map(({ eventCode, amountMinor, balanceMinor, sale }) => [
        ...[eventCode, amountMinor, balanceMinor, sale?.name],
      ]),
    ).toEqual([
      ["commission.clawed-back", -100n, 400n, "#1001"],
      ["commission.approved", 500n, 500n, "#1001"],
    ]);
    expect(statement?.movements[0]?.sentence).toContain("1.00 EUR was taken back");
  });

  it("ends at the moment that is asked for", async () => {
    expect((await payable(day(30)))?.movements).toHaveLength(1);
    expect(await payable(day(1))).toMatchObject({ movements: [], balanceMinor: 0n });
  });

  it("goes on over the pages without losing a cent of the balance", async () => {
    const { services } = world;
    const { brandId, storeId } = shop;
    for (let number = 0; number < BOOKS_PAGE_SIZE + 5; number += 1) {
      await services.db.inBrand(brandId, (tx) =>
        recordOrder(services, tx, brandId, storeId, orderOf(services.clock.now(), { externalId: `p${number}`, codes: ["MARA10"] })),
      );
    }
    const held = { account: creatorAccount(shop.mara.creatorId, brandId, "held"), currency: "EUR" };
    const first = await readAccount(services, brandId, held, null, 1);
    const second = await readAccount(services, brandId, held, null, 2);
    const all = [...(first?.movements ?? []), ...(second?.movements ?? [])];
    expect(all).toHaveLength(BOOKS_PAGE_SIZE + 7);
    let balance = first?.balanceMinor ?? 0n;
    for (const { amountMinor, balanceMinor } of all) {
      expect(balanceMinor).toBe(balance);
      balance -= amountMinor;
    }
    expect(balance).toBe(0n);
  }); // prettier-ignore

  it("is not there for another brand, nor for an account nobody posted to", async () => {
    const { brandId } = await addBrand(world.services, "Norfolk Soap");
    expect(await payable(null, brandId)).toBeNull();
    const unknown = { account: "brand:nobody:commissions", currency: "EUR" };
    expect(await readAccount(world.services, shop.brandId, unknown, null, 1)).toBeNull();
  });
});
