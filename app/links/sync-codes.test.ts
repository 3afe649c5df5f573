import { describe, expect, test } from "vitest";
import { endPartnership } from "#app/partnerships/end-partnership.server.ts";
import { disconnectStore } from "#app/stores/disconnect-store.server.ts";
import { saveCredentials } from "#app/stores/save-credentials.server.ts";
import { SHOPIFY_FAKE_TOKEN } from "#scripts/fakes/shopify-fake.ts";
import { addSharer } from "#tests/http/link-world.ts";
import { openCodeShop, type CodeShopWorld } from "#tests/world/code-shop.ts";
import { checkCodesJob } from "./check-codes.job.server.ts";
import { planCodeSyncs } from "./plan-code-syncs.server.ts";
import { putCodeBack } from "./put-code-back.server.ts";
import { syncDueCodesJob } from "./sync-due-codes.job.server.ts";

interface StoredSync {
  readonly code: string;
  readonly code_id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly attempts: number;
  readonly next_try_at: Date | null;
}

/** How every code stands in the shop. */
async function syncs({ database }: CodeShopWorld): Promise<StoredSync[]> {
  return database.ownerSql<StoredSync[]>`
    select codes.code, code_syncs.code_id, state, problem, attempts, next_try_at
    from code_syncs join codes on codes.id = code_id order by codes.code`;
}

async function syncOf(world: CodeShopWorld): Promise<StoredSync> {
  const [sync] = await syncs(world);
  if (!sync) throw new Error("No code is kept in step.");
  return sync;
}

const inShop = ({ shop }: CodeShopWorld) => shop.shelf.list().map(({ code, percentOff }) => `${code} ${percentOff} %`);
const run = async (world: CodeShopWorld, job: typeof syncDueCodesJob) => {
  await job.run(world.services, {});
  await world.drain();
};

describe("codes in the brand's shop", () => {
  test("are made as soon as the shop is connected, and for everybody who joins later", async () => {
    const world = await openCodeShop();
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10 10 %"]);
    await addSharer(world, { brandId: world.brandId, campaignId: world.campaignId, handle: "tom" });
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10 10 %", "TOM10 10 %"]);
    expect((await syncs(world)).map(({ code, state }) => [code, state])).toEqual([
      ["MARA10", "live"],
      ["TOM10", "live"],
    ]);
  });

  test("are asked for once: planning again finds nothing to do", async () => {
    const world = await openCodeShop();
    await world.drain();
    const { brandId, campaignId, services, shop } = world;
    const asked = shop.requestCount;
    await services.db.inBrand(brandId, (tx) => planCodeSyncs(services, tx, brandId, { campaignId }));
    expect([await world.drain(), shop.requestCount - asked]).toEqual([0, 0]);
  });

  test("are made once although the shop's answer got lost", async () => {
    const world = await openCodeShop();
    // The first request looks, the second makes and loses its answer.
    world.shop.failNext("drop", 1, 1);
    await world.drain();
    expect(await syncOf(world)).toMatchObject({ state: "waiting", attempts: 1, problem: "Shopify did not answer." });
    world.clock.advanceMs(60_000);
    await run(world, syncDueCodesJob);
    expect(inShop(world)).toEqual(["MARA10 10 %"]);
    expect(await syncOf(world)).toMatchObject({ state: "live", problem: null });
  });

  test("wait longer and longer for a shop that is away, and then say so", async () => {
    const world = await openCodeShop();
    world.shop.failNext("fault", 100);
    const waits: number[] = [];
    await world.drain();
    for (let sync = await syncOf(world); sync.state === "waiting"; sync = await syncOf(world)) {
      const waitMs = (sync.next_try_at?.getTime() ?? 0) - world.clock.now().getTime();
      waits.push(waitMs);
      world.clock.advanceMs(waitMs);
      await run(world, syncDueCodesJob);
    }
    expect(waits.length).toBe(13);
    expect(waits[0]).toBeLessThanOrEqual(20_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(3 * 3_600_000);
    expect(await syncOf(world)).toMatchObject({
      state: "failed",
      problem: "Shopify had a fault of its own (500). We tried 14 times.",
    });
  });

  test("leave a shop alone that asks us to slow down, all of them together", async () => {
    const world = await openCodeShop();
    await addSharer(world, { brandId: world.brandId, campaignId: world.campaignId, handle: "tom" });
    const asked = world.shop.requestCount;
    world.shop.failNext("throttle");
    await world.drain();
    expect(world.shop.requestCount - asked).toBe(1);
    const [first, second] = await syncs(world);
    expect(first?.next_try_at).toEqual(second?.next_try_at);
    world.clock.advanceMs(60_000);
    await run(world, syncDueCodesJob);
    expect(inShop(world)).toEqual(["MARA10 10 %", "TOM10 10 %"]);
  });

  test("never take over a code that the shop made for itself", async () => {
    const world = await openCodeShop();
    const own = { code: "mara10", percentOff: 50, usageLimit: null, isOncePerCustomer: false, endsAt: null };
    world.shop.shelf.add({
      ...own,
      shop: "lumen-tea.myshopify.com",
      isActive: true,
      usedCount: 0,
      notes: { title: "Ours" },
    });
    await world.drain();
    expect(inShop(world)).toEqual(["mara10 50 %"]);
    expect(await syncOf(world)).toMatchObject({ state: "failed", problem: expect.stringContaining("of its own") });
    const { brandId, mara, services } = world;
    await endPartnership(
      services,
      { side: "creator", userId: mara.userId, creatorId: mara.creatorId },
      mara.partnershipId,
    );
    await services.db.inBrand(brandId, (tx) =>
      planCodeSyncs(services, tx, brandId, { partnershipId: mara.partnershipId }),
    );
    await world.drain();
    expect(inShop(world)).toEqual(["mara10 50 %"]);
  });

  test("are taken out when the partnership ends, and when the campaign's last day is over", async () => {
    const world = await openCodeShop();
    const { brandId, campaignId, services } = world;
    const tom = await addSharer(world, { brandId, campaignId, handle: "tom" });
    await world.drain();
    const asTom = { side: "creator" as const, userId: tom.userId, creatorId: tom.creatorId };
    await endPartnership(services, asTom, tom.partnershipId);
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10 10 %"]);
    await world.database.ownerSql`update campaigns set ends_at = ${world.clock.now()}`;
    world.clock.advanceMs(1);
    await run(world, checkCodesJob);
    expect(inShop(world)).toEqual([]);
    expect((await syncs(world)).map(({ state }) => state)).toEqual(["removed", "removed"]);
  });
});

describe("what somebody does in the shop's own admin", () => {
  test("is found, said and not undone until the brand says so", async () => {
    const world = await openCodeShop();
    await world.drain();
    const id = world.shop.shelf.list()[0]?.id ?? 0;
    world.shop.shelf.change(id, { percentOff: 15 });
    world.clock.advanceDays(1);
    await run(world, checkCodesJob);
    const edited = await syncOf(world);
    expect(edited).toMatchObject({ state: "edited", problem: "Changed in the shop: 15 % instead of 10 %." });
    expect(inShop(world)).toEqual(["MARA10 15 %"]);

    const back = { brandId: world.brandId, userId: world.oliveUserId, codeId: edited.code_id, storeId: world.storeId };
    expect(await putCodeBack(world.services, back)).toMatchObject({ ok: true });
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10 10 %"]);
    expect(await putCodeBack(world.services, back)).toMatchObject({ refusal: "as-it-should-be" });
  });

  test("also when it is deleted, or put right by hand", async () => {
    const world = await openCodeShop();
    await world.drain();
    const [coupon] = world.shop.shelf.list();
    if (!coupon) throw new Error("Nothing was made.");
    world.shop.shelf.remove(coupon.id);
    world.clock.advanceDays(1);
    await run(world, checkCodesJob);
    expect(await syncOf(world)).toMatchObject({ state: "missing", problem: "Deleted in the shop." });
    world.shop.shelf.add({ ...coupon, notes: { title: "By hand" } });
    world.clock.advanceDays(1);
    await run(world, checkCodesJob);
    expect(await syncOf(world)).toMatchObject({ state: "live", problem: null });
  });

  test("is looked for every six hours, not more often", async () => {
    const world = await openCodeShop();
    await world.drain();
    const asked = world.shop.requestCount;
    await run(world, checkCodesJob);
    expect(world.shop.requestCount).toBe(asked);
    world.clock.advanceMs(6 * 3_600_000);
    await run(world, checkCodesJob);
    expect(world.shop.requestCount).toBe(asked + 1);
  });
});

describe("the shop's credentials", () => {
  test("are tried before they are kept, and kept encrypted", async () => {
    const world = await openCodeShop({ isConnected: false });
    const { brandId, oliveUserId: userId, storeId, services } = world;
    const save = (accessToken: string) =>
      saveCredentials(services, { brandId, userId, storeId, credentials: { accessToken } });
    expect(await save("shpat_of_somebody_else")).toEqual({
      ...{ ok: false, refusal: "test-call-failed" },
      detail: "Shopify did not accept the credentials, or they lack a permission.",
    });
    await world.shop.close();
    expect(await save(SHOPIFY_FAKE_TOKEN)).toMatchObject({ detail: "Shopify did not answer." });
    const stored = await world.database.ownerSql`select api_credentials_encrypted as kept from stores`;
    expect(stored.map(({ kept }) => kept as unknown)).toEqual([null]);
  });

  test("stand nowhere in plain text, and are forgotten with the store", async () => {
    const world = await openCodeShop();
    await world.drain();
    const { brandId, oliveUserId: userId, storeId, services, database } = world;
    expect(JSON.stringify(await database.ownerSql`select * from stores`)).not.toContain(SHOPIFY_FAKE_TOKEN);
    await disconnectStore(services, { brandId, userId, storeId });
    const [store] = await database.ownerSql`select api_credentials_encrypted as kept from stores`;
    expect([store?.["kept"], await syncs(world)]).toEqual([null, []]);
    // What is in the shop stays there: shoppers may hold it.
    expect(inShop(world)).toEqual(["MARA10 10 %"]);
  });

  test("that are taken away leave the codes refused, and new ones bring them in", async () => {
    const world = await openCodeShop();
    const { brandId, oliveUserId: userId, storeId, services, database } = world;
    const wrong = services.keys.encrypt("store-credentials", JSON.stringify({ accessToken: "shpat_taken_away" }));
    await database.ownerSql`update stores set api_credentials_encrypted = ${wrong}`;
    await world.drain();
    expect(await syncOf(world)).toMatchObject({ state: "failed", problem: expect.stringContaining("did not accept") });
    await saveCredentials(services, { brandId, userId, storeId, credentials: { accessToken: SHOPIFY_FAKE_TOKEN } });
    await world.drain();
    expect(await syncOf(world)).toMatchObject({ state: "live", problem: null });
  });
});
