import { beforeEach, describe, expect, it } from "vitest";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addDays, MS_PER_DAY } from "#app/kit/clock.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { commissionsOf } from "#tests/world/books.ts";
import { addClick, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { readStatement } from "#app/statements/read-statement.server.ts";
import { monthOf } from "#app/statements/statement.ts";

/** Days on which calendars are known to go wrong: clocks change in Berlin and New York, a leap day, two ends of a year. */
const oddDays = [
  ["the night clocks go forward in Berlin", "2026-03-29T00:59:59.999Z"],
  ["the night clocks go back in Berlin", "2026-10-25T00:30:00.000Z"],
  ["the night clocks go forward in New York", "2026-03-08T06:59:59.999Z"],
  ["a leap day", "2028-02-29T12:00:00.000Z"],
  ["the last millisecond of a year", "2026-12-31T23:59:59.999Z"],
  ["the first instant of a year after a leap year", "2029-01-01T00:00:00.000Z"],
] as const;

const HOLD_DAYS = 30;

let world: TestWorld;
let shop: TeaShop;

async function openShopAt(instant: Date): Promise<void> {
  world = await openTestWorld(instant);
  shop = await openTeaShop(world.services);
}

const order = (placedAt: Date, choices = {}) =>
  world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, orderOf(placedAt, choices)),
  );
const approve = async () => {
  const [commission] = await commissionsOf(world.services, shop.brandId);
  return approveCommission(world.services, {
    ...{ brandId: shop.brandId, commissionId: commission!.id, userId: shop.fayUserId },
  });
};
/** The statement of the month of an instant: what it opens and closes with. */
const statement = async (at: Date) => {
  const [part] = await readStatement(world.services, shop.mara.creatorId, monthOf(at));
  return part && [part.openingMinor, part.closingMinor];
};

describe.each(oddDays)("on %s", (_, text) => {
  const at = new Date(text);
  beforeEach(() => openShopAt(at));

  it("a hold of 30 days ends after 30 times 24 hours, not a millisecond before [A43]", async () => {
    await order(at, { codes: ["MARA10"] });
    const ends = new Date(at.getTime() + HOLD_DAYS * MS_PER_DAY);
    world.clock.moveTo(new Date(ends.getTime() - 1));
    expect(await approve()).toMatchObject({ ok: false, refusal: "not-matured" });
    world.clock.moveTo(ends);
    expect(await approve()).toMatchObject({ ok: true });
  });

  it("a click of 30 days ago leads to the sale, one a millisecond older does not [A43]", async () => {
    const { services } = world;
    const windowStart = addDays(at, -HOLD_DAYS);
    const fresh = await addClick(services, shop.brandId, shop.mara, { at: windowStart });
    const stale = await addClick(services, shop.brandId, shop.mara, { at: new Date(windowStart.getTime() - 1) });
    await order(at, { externalId: "fresh", clickIds: [fresh] });
    await order(at, { externalId: "stale", clickIds: [stale] });
    expect(await commissionsOf(services, shop.brandId)).toHaveLength(1);
  });

  it("what is booked today is in the statement of today's month in UTC, and the next month begins where it ends [A43]", async () => {
    await order(at, { codes: ["MARA10"] });
    expect(await statement(at)).toEqual([0n, 500n]);
    world.clock.moveTo(monthOf(at).until);
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refundOf(at, 1000n)),
    );
    expect(await statement(at)).toEqual([0n, 500n]);
    expect(await statement(monthOf(at).until)).toEqual([500n, 400n]);
  });
});

describe("with a clock one day off", () => {
  const now = new Date("2026-06-01T09:00:00.000Z");
  beforeEach(() => openShopAt(now));

  it("a shop that is a day ahead: its sale is held from its own time, and nothing is lost [A43]", async () => {
    await order(addDays(now, 1), { codes: ["MARA10"] });
    world.clock.moveTo(addDays(now, HOLD_DAYS));
    expect(await approve()).toMatchObject({ ok: false, refusal: "not-matured" });
    world.clock.moveTo(addDays(now, HOLD_DAYS + 1));
    expect(await approve()).toMatchObject({ ok: true });
  });

  it("a shop that is a day behind: a refund dated before its order takes back what it names [A43]", async () => {
    await order(now, { codes: ["MARA10"] });
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refundOf(addDays(now, -1), 2500n)),
    );
    const [commission] = await commissionsOf(world.services, shop.brandId);
    expect(commission?.heldMinor).toBe(250n);
  });

  it.each([1, -1])(
    "a shop that is %i day ahead: its click window counts back from its own time, to the millisecond [A43]",
    async (days) => {
      const placedAt = addDays(now, days);
      const windowStart = addDays(placedAt, -HOLD_DAYS);
      const fresh = await addClick(world.services, shop.brandId, shop.mara, { at: windowStart });
      const stale = await addClick(world.services, shop.brandId, shop.mara, {
        at: new Date(windowStart.getTime() - 1),
      });
      await order(placedAt, { externalId: "fresh", clickIds: [fresh] });
      await order(placedAt, { externalId: "stale", clickIds: [stale] });
      expect(await commissionsOf(world.services, shop.brandId)).toHaveLength(1);
    },
  );

  it("our own clock set back by a day: statements still add up, and no hold gets shorter [A43]", async () => {
    await order(now, { codes: ["MARA10"] });
    world.clock.moveTo(addDays(now, -1));
    await order(now, { externalId: "1002", codes: ["MARA10"] });
    expect(await statement(addDays(now, -1))).toEqual([0n, 500n]);
    expect(await statement(now)).toEqual([500n, 1000n]);
    const commissions = await commissionsOf(world.services, shop.brandId);
    for (const { holdUntil } of commissions) expect(holdUntil).toEqual(addDays(now, HOLD_DAYS));
  });
});
