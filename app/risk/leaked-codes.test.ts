import { beforeEach, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { codes } from "#db/schema/links.ts";
import { riskFlags } from "#db/schema/risk.ts";
import { addDays } from "#app/kit/clock.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { addClick, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { lineOf, orderOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { assessRiskJob } from "./assess-risk.job.server.ts";
import { saveRiskSettings } from "./risk-store.server.ts";

let world: TestWorld;
let shop: TeaShop;

/** Mara’s code was used once a week for six weeks. */
beforeEach(async () => {
  world = await openTestWorld(addDays(WORLD_START, -70));
  shop = await openTeaShop(world.services);
  for (let week = 1; week <= 6; week += 1) {
    world.clock.moveTo(addDays(WORLD_START, -7 * week));
    await sell(`usual-${week}`);
  }
  world.clock.moveTo(WORLD_START);
});

const inShop = <T>(work: Parameters<typeof world.services.db.inBrand<T>>[1]) =>
  world.services.db.inBrand(shop.brandId, work);
async function sell(externalId: string, choices: Partial<OrderFacts> = {}): Promise<void> {
  const names = { externalId, externalName: `#${externalId}`, lines: [lineOf()], codes: [shop.mara.code] };
  await inShop((tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, orderOf(world.clock.now(), { ...names, ...choices })),
  );
}
async function leak(count: number, clickIdOf: () => Promise<string[]> = () => Promise.resolve([])): Promise<void> {
  for (let order = 1; order <= count; order += 1) {
    world.clock.advanceMs(60_000);
    await sell(`sudden-${order}`, { clickIds: await clickIdOf() });
  }
}
const standing = () =>
  inShop((tx) => tx.select({ kind: riskFlags.kind }).from(riskFlags).where(eq(riskFlags.kind, "leaked-code")));
const codesOf = () =>
  inShop((tx) => tx.select().from(codes).where(eq(codes.brandId, shop.brandId)).orderBy(codes.createdAt));

describe("a code on a coupon page", () => {
  it("is flagged and replaced with its grace; the creator keeps every credit and all that is held", async () => {
    await leak(12);
    await assessRiskJob.run(world.services, {});
    expect((await standing()).length).toBeGreaterThan(0);
    const [old, fresh] = await codesOf();
    expect(old).toMatchObject({ code: "MARA10", isWithdrawn: true });
    expect(old?.creditsUntil?.getTime()).toBeGreaterThan(world.clock.now().getTime());
    expect(fresh).toMatchObject({ replacedAt: null });
    const { held } = await creatorBalances(world.services, shop.brandId, shop.mara.creatorId);
    expect(held).toBe(18n * 300n);
    expect((await commissionsOf(world.services, shop.brandId)).map(({ status }) => status)).not.toContain("declined");
    await leak(1);
    await assessRiskJob.run(world.services, {});
    expect(await codesOf()).toHaveLength(2);
  });

  it("stays as it is where the brand wants to replace codes itself", async () => {
    const setting = { brandId: shop.brandId, rotatesLeakedCodes: false, setBy: shop.fayUserId, setAt: WORLD_START };
    await inShop((tx) => saveRiskSettings(tx, setting));
    await leak(12);
    await assessRiskJob.run(world.services, {});
    expect((await standing()).length).toBeGreaterThan(0);
    expect(await codesOf()).toHaveLength(1);
  });
});

it("a good post is no leak: its sales have clicks behind them", async () => {
  await leak(12, async () => [await addClick(world.services, shop.brandId, shop.mara, { at: world.clock.now() })]);
  await assessRiskJob.run(world.services, {});
  expect(await standing()).toEqual([]);
  expect(await codesOf()).toHaveLength(1);
});
