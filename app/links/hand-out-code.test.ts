import { describe, expect, test } from "vitest";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { campaignTerms } from "#db/schema/campaigns.ts";
import { openCodeShop, type CodeShopWorld } from "#tests/world/code-shop.ts";
import { orderOf } from "#tests/world/tea-orders.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import { checkCodesJob } from "./check-codes.job.server.ts";
import { fillCodePoolsJob } from "./fill-code-pools.job.server.ts";
import { handOutCode, readCodePage } from "./hand-out-code.server.ts";
import { readCodeCookie, writeCodeCookie } from "./hand-out-code.ts";

const tenPercent = {
  kind: "percent" as const,
  ...{ id: "01980000-0000-7000-8000-000000000001", version: 1, holdDays: 30, currency: "EUR" },
  ...{ newCustomerRateBps: 1000, returningCustomerRateBps: 1000, newCustomerAmountMinor: 0n },
  ...{ returningCustomerAmountMinor: 0n, announcedAt: WORLD_START, inForceFrom: WORLD_START },
};

const HOME = "203.0.113.7";

/** Mara's link hands out single-use codes, and enough of them are live in the shop. */
async function openHandingOut(): Promise<CodeShopWorld> {
  const world = await openCodeShop();
  await world.database.ownerSql`update links set hands_out_codes = true`;
  await fillCodePoolsJob.run(world.services, {});
  await world.drain();
  return world;
}

const ask = (world: CodeShopWorld, visitorId: string, clientAddress = HOME) =>
  handOutCode(world.services, { slug: world.mara.slug, visitorId, clientAddress });
const pageOf = (world: CodeShopWorld, visitorId: string | null, clickId: string | null = null) =>
  readCodePage(world.services, { slug: world.mara.slug, visitorId, clickId });

describe("a link that hands out codes", () => {
  test("has sixty of them ready in the shop, each for one use and hard to guess", async () => {
    const world = await openHandingOut();
    const made = world.shop.shelf.list().filter(({ usageLimit }) => usageLimit === 1);
    expect(made).toHaveLength(60);
    expect(made.every(({ code }) => /^MARA10-[347CDFHJKMNPRTVWXY]{6}$/.test(code))).toBe(true);
    await fillCodePoolsJob.run(world.services, {});
    expect(await world.drain()).toBe(0);
  });

  test("gives each browser one code, the same again, and two who ask at once two", async () => {
    const world = await openHandingOut();
    const [lea, tom] = await Promise.all([ask(world, "lea"), ask(world, "tom")]);
    if (!lea.ok || !tom.ok) throw new Error("Somebody went without.");
    expect(lea.value.code).not.toBe(tom.value.code);
    expect(await ask(world, "lea")).toEqual(lea);
    expect((await pageOf(world, "lea"))?.given).toEqual({ code: lea.value.code, usedAt: null });
    expect((await pageOf(world, null))?.given).toBeNull();
    const twice = await Promise.all([ask(world, "mia"), ask(world, "mia")]);
    expect(twice[0]).toEqual(twice[1]);
  });

  test("leads on into the shop with the click, and with nothing of its query", async () => {
    const world = await openHandingOut();
    const clickId = world.services.newId();
    const page = await pageOf(world, null, clickId);
    expect(page?.shopUrl).toBe(`https://shop.lumentea.example/autumn?size=tin&fs_click=${clickId}#order`);
    expect((await pageOf(world, null, "//evil.example"))?.shopUrl).not.toContain("evil");
  });

  test("gives an address twenty codes a day, and no more", async () => {
    const world = await openHandingOut();
    for (let count = 0; count < 20; count += 1)
      expect(await ask(world, `visitor ${count}`)).toMatchObject({ ok: true });
    expect(await ask(world, "one more")).toEqual({ ok: false, refusal: "too-many" });
    expect(await ask(world, "one more", "198.51.100.9")).toMatchObject({ ok: true });
  });

  test("gives only codes that the shop knows already", async () => {
    const world = await openCodeShop();
    await world.database.ownerSql`update links set hands_out_codes = true`;
    expect(await ask(world, "lea")).toEqual({ ok: false, refusal: "none-ready" });
    // Asking filled the pool.
    await world.drain();
    expect(await ask(world, "lea")).toMatchObject({ ok: true });
  });

  test("gives none once the campaign and its tail are over", async () => {
    const world = await openHandingOut();
    await world.database.ownerSql`update campaigns set ends_at = ${world.clock.now()}`;
    world.clock.advanceDays(8);
    expect(await ask(world, "lea")).toEqual({ ok: false, refusal: "link-not-active" });
    expect(await pageOf(world, null)).toMatchObject({ isActive: false });
  });

  test("is told apart from links that hand out none", async () => {
    const world = await openCodeShop();
    expect([await pageOf(world, null), await ask(world, "lea")]).toEqual([
      null,
      { ok: false, refusal: "unknown-link" },
    ]);
  });
});

describe("a single-use code on an order", () => {
  test("credits its creator, is used up, and leaves the shop", async () => {
    const world = await openHandingOut();
    const given = await ask(world, "lea");
    const code = given.ok ? given.value.code : "";
    const { brandId, campaignId, storeId, services } = world;
    await services.db.inBrand(brandId, (tx) => tx.insert(campaignTerms).values({ ...tenPercent, brandId, campaignId }));
    const order = orderOf(world.clock.now(), { codes: [code.toLowerCase().replace("-", " ")] });
    await services.db.inBrand(brandId, (tx) => recordOrder(services, tx, brandId, storeId, order));
    const [credit] = await world.database.ownerSql`select partnership_id from credits`;
    expect(credit?.["partnership_id"]).toBe(world.mara.partnershipId);
    expect((await pageOf(world, "lea"))?.given?.usedAt).toEqual(world.clock.now());
    await checkCodesJob.run(services, {});
    await world.drain();
    expect(world.shop.shelf.named("lumen-tea.myshopify.com", code)).toEqual([]);
  });
});

test("the browser's cookie is read back, and nothing else is", () => {
  const id = "a".repeat(43);
  expect(readCodeCookie(`x=1; ${writeCodeCookie(id, true).split(";")[0] ?? ""}`)).toBe(id);
  expect([readCodeCookie("fs_c=short"), readCodeCookie(null), readCodeCookie("")]).toEqual([null, null, null]);
});
