import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { refunds } from "#db/schema/sales.ts";
import { ledgerEntries } from "#db/schema/ledger.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import { booksOf, commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { disputeOf, lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import type { DisputeFacts, OrderFacts, RefundFacts } from "./order-facts.ts";
import { recordDispute } from "./record-dispute.server.ts";
import { recordOrder } from "./record-order.server.ts";
import { recordRefund } from "./record-refund.server.ts";

let world: TestWorld;
let shop: TeaShop;

const open = async (rateBps = 1000, currency = "EUR") => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services, { currency, terms: { newCustomerRateBps: rateBps } });
};
beforeEach(() => open());

const order = (facts: OrderFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, facts));
const refund = (facts: RefundFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordRefund(world.services, tx, shop.brandId, shop.storeId, facts));
const dispute = (facts: DisputeFacts) =>
  world.services.db.inBrand(shop.brandId, (tx) => recordDispute(world.services, tx, shop.brandId, shop.storeId, facts));
const balances = (currency = "EUR") => creatorBalances(world.services, shop.brandId, shop.mara.creatorId, currency);
const refundRows = () =>
  world.services.db.inBrand(shop.brandId, (tx) => tx.select().from(refunds).where(eq(refunds.brandId, shop.brandId)));
const approve = async () => {
  const [commission] = await commissionsOf(world.services, shop.brandId);
  world.clock.advanceDays(31);
  const ids = { brandId: shop.brandId, commissionId: commission!.id, userId: shop.fayUserId };
  expect(await approveCommission(world.services, ids)).toMatchObject({ ok: true });
};

const withCode = { codes: ["MARA10"] };
const later = addDays(WORLD_START, 1);
const teapotBack = refundOf(later, 2000n, { lines: [{ externalLineId: "teapot", quantity: 1, netMinor: 2000n }] });

describe("a refund", () => {
  it("takes back exactly what its lines paid, and names the line in the books", async () => {
    await order(orderOf(WORLD_START, withCode));
    await refund(teapotBack);
    expect(await balances()).toEqual({ held: 300n, payable: 0n, in_transit: 0n });
    const entries = await world.services.db.inBrand(shop.brandId, (tx) =>
      tx.select().from(ledgerEntries).where(eq(ledgerEntries.brandId, shop.brandId)),
    );
    const held = entries.filter(({ account }) => account.endsWith(":held"));
    const lineIds = [...new Set(held.map(({ saleLineId }) => saleLineId))];
    const sums = lineIds.map((id) =>
      sumMinor(held.filter(({ saleLineId }) => saleLineId === id).map(({ amountMinor }) => amountMinor)),
    );
    expect(sums.sort()).toEqual([0n, 300n]);
  });

  it("before its order waits for it; by two topics and again it counts once [A9]", async () => {
    expect(await refund(teapotBack)).toMatchObject({
      status: "parked",
      sentence: "Refund R1 waits for its order 1001.",
    });
    await order(orderOf(WORLD_START, withCode));
    expect(await balances()).toMatchObject({ held: 300n });
    // The same refund as the shop's next order event lists it: without lines, the amount alone.
    await order(orderOf(WORLD_START, { ...withCode, providerUpdatedAt: later, refunds: [refundOf(later, 2000n)] }));
    expect(await refund(teapotBack)).toMatchObject({ status: "ignored" });
    expect(await balances()).toMatchObject({ held: 300n });
    expect(await refundRows()).toHaveLength(1);
  });

  it("deleted in the shop gives back what it took, also when an old event lists it again [A9]", async () => {
    const listing = (day: number, listed: RefundFacts[]) =>
      orderOf(WORLD_START, {
        ...withCode,
        providerUpdatedAt: addDays(WORLD_START, day),
        refunds: listed,
        areRefundsComplete: true,
      });
    await order(listing(1, [refundOf(later, 5000n)]));
    expect(await balances()).toMatchObject({ held: 0n });
    await order(listing(2, []));
    expect(await balances()).toMatchObject({ held: 500n });
    await order(listing(1, [refundOf(later, 5000n)]));
    expect(await balances()).toMatchObject({ held: 500n });
    expect(await refundRows()).toMatchObject([
      { status: "deleted", statusReason: "The shop no longer lists this refund." },
    ]);
  });

  it("that failed at the provider gives back what it took, whichever message comes last", async () => {
    await order(orderOf(WORLD_START, withCode));
    await refund(refundOf(later, 5000n, { isWithdrawn: true }));
    await refund(refundOf(later, 5000n));
    expect(await balances()).toMatchObject({ held: 500n });
    expect(await refundRows()).toMatchObject([{ status: "deleted" }]);
  });

  it("larger than the order takes back what was earned and is parked for a person [A9]", async () => {
    await order(orderOf(WORLD_START, withCode));
    expect(await refund(refundOf(later, 9900n))).toMatchObject({ status: "parked" });
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    expect(await refundRows()).toMatchObject([
      { status: "parked", statusReason: expect.stringContaining("more went back") as string },
    ]);
  });

  it("after approval is clawed back, below zero when the money has left", async () => {
    await order(orderOf(WORLD_START, withCode));
    await approve();
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
    await refund(teapotBack);
    expect(await balances()).toEqual({ held: 0n, payable: 300n, in_transit: 0n });
  });

  it("at once with its order, in any interleaving, ends the same", async () => {
    const facts = Array.from({ length: 12 }, (_, index) => ({
      externalId: `${2000 + index}`,
      externalName: `#${2000 + index}`,
    }));
    await Promise.all(
      facts.flatMap(({ externalId, externalName }) => [
        order(orderOf(WORLD_START, { ...withCode, externalId, externalName })),
        refund({ ...teapotBack, externalId: `R${externalId}`, externalOrderId: externalId }),
      ]),
    );
    expect(await balances()).toEqual({ held: 300n * 12n, payable: 0n, in_transit: 0n });
    expect((await refundRows()).every(({ status, saleId }) => status === "counted" && saleId !== null)).toBe(true);
  });

  // 12.5 % and amounts that never divide evenly, in a currency with two, with no and with three decimals.
  it.each(["EUR", "JPY", "KWD"])(
    "in seven uneven parts takes back the whole commission to the minor unit, in %s [A11]",
    async (currency) => {
      await open(1250, currency);
      const lines = [lineOf({ netMinor: 33_333n }), lineOf({ externalId: "teapot", netMinor: 9_999n })];
      await order(orderOf(WORLD_START, { ...withCode, currency, lines }));
      expect(await balances(currency)).toMatchObject({ held: 4167n + 1250n });
      const parts = [7_001n, 3_333n, 1n, 19_999n, 666n, 9_001n, 3_331n];
      for (const [index, amount] of parts.entries()) {
        await refund(refundOf(addDays(WORLD_START, index + 1), amount, { externalId: `R${index}`, currency }));
      }
      expect(await booksOf(world.services, shop.brandId)).toEqual({});
    },
  );
});

describe("a dispute", () => {
  it("freezes what is payable, releases it when won, takes it back when lost, and is right when the money comes back after all [A15]", async () => {
    await order(orderOf(WORLD_START, withCode));
    await approve();
    await dispute(disputeOf(later));
    expect(await balances()).toEqual({ held: 500n, payable: 0n, in_transit: 0n });
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({
      status: "approved",
      blockedBy: "open-dispute",
    });
    await dispute(disputeOf(later, { status: "won", providerUpdatedAt: addDays(later, 1) }));
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
    await dispute(disputeOf(later, { status: "lost", providerUpdatedAt: addDays(later, 2) }));
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    await dispute(disputeOf(later, { status: "won", providerUpdatedAt: addDays(later, 3) }));
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
  });

  it("before its order waits for it, and an old status after a new one is ignored", async () => {
    await dispute(disputeOf(later, { status: "lost", providerUpdatedAt: addDays(later, 2) }));
    expect(await dispute(disputeOf(later))).toMatchObject({ status: "ignored" });
    await order(orderOf(WORLD_START, withCode));
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
  });

  it("lost over a part of the order takes back that part, after what was refunded already", async () => {
    await order(orderOf(WORLD_START, withCode));
    await refund(teapotBack);
    await dispute(disputeOf(later, { status: "lost", amountMinor: 3000n, providerUpdatedAt: addDays(later, 2) }));
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
  });
});
