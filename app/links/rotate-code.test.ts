import { describe, expect, test } from "vitest";
import { openCodeShop, type CodeShopWorld } from "#tests/world/code-shop.ts";
import { checkCodesJob } from "./check-codes.job.server.ts";
import { findCodes } from "./code-store.server.ts";
import { renameCode } from "./rename-code.server.ts";
import type { CodeEnding } from "./rotate-code.ts";
import { rotateCode } from "./rotate-code.server.ts";

async function codeIdOf({ database }: CodeShopWorld, code: string): Promise<string> {
  const [row] = await database.ownerSql<{ id: string }[]>`select id from codes where code = ${code}`;
  if (!row) throw new Error(`There is no code ${code}.`);
  return row.id;
}

async function rotate(world: CodeShopWorld, code: string, ending: CodeEnding = "after-grace") {
  const { brandId, oliveUserId: userId, services } = world;
  return rotateCode(services, { brandId, userId, codeId: await codeIdOf(world, code), ending });
}

const inShop = ({ shop }: CodeShopWorld) =>
  shop.shelf
    .list()
    .map(({ code }) => code)
    .sort();

async function endOf({ services, brandId }: CodeShopWorld, codeKey: string): Promise<Date | null | undefined> {
  const [found] = await services.db.inBrand(brandId, (tx) => findCodes(tx, brandId, [codeKey]));
  return found?.creditsUntil;
}

describe("a leaked code", () => {
  test("gets a successor nobody can guess, works in the shop for thirty more days and then no longer", async () => {
    const world = await openCodeShop();
    await world.drain();
    const outcome = await rotate(world, "MARA10");
    if (!outcome.ok) throw new Error(outcome.refusal);
    expect(outcome.value.code).toMatch(/^MARA10-[347CDFHJKMNPRTVWXY]{2,5}$/);
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10", outcome.value.code]);
    expect(await endOf(world, "MARA10")).toEqual(new Date("2026-07-01T09:00:00.000Z"));

    world.clock.advanceDays(30);
    await checkCodesJob.run(world.services, {});
    await world.drain();
    expect(inShop(world)).toEqual([outcome.value.code]);
  });

  test("can be stopped at once", async () => {
    const world = await openCodeShop();
    await world.drain();
    const outcome = await rotate(world, "MARA10", "at-once");
    await world.drain();
    expect(inShop(world)).toEqual([outcome.ok ? outcome.value.code : ""]);
    expect(await endOf(world, "MARA10")).toEqual(world.clock.now());
  });

  test("stays replaced: the creator cannot take it up again, and nobody else can either", async () => {
    const world = await openCodeShop();
    await rotate(world, "MARA10");
    expect(await renameCode(world.services, { ...world.mara, code: "mara 10".replace(" ", "-") })).toEqual({
      ...{ ok: false, refusal: "ended" },
    });
    expect(await rotate(world, "MARA10")).toEqual({ ok: false, refusal: "not-found" });
  });

  test("is told to the creator, and stands in the audit log", async () => {
    const world = await openCodeShop();
    await world.drain();
    await rotate(world, "MARA10");
    const mail = world.queue.waiting.find(({ payload }) => JSON.stringify(payload).includes("code-rotated"));
    expect(JSON.stringify(mail?.payload)).toContain("MARA10");
    const [event] = await world.database.ownerSql`select detail from audit_events where action = 'code.rotated'`;
    expect(event?.["detail"]).toMatchObject({ from: "MARA10", ending: "after-grace" });
    // The mail is written without a fault.
    await world.drain();
  });

  test("of two people who replace it at once, one does", async () => {
    const world = await openCodeShop();
    const outcomes = await Promise.all([rotate(world, "MARA10"), rotate(world, "MARA10")]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("of an ended partnership stays as it is", async () => {
    const world = await openCodeShop();
    await world.database.ownerSql`update partnerships set status = 'ended', ended_at = now()`;
    expect(await rotate(world, "MARA10")).toEqual({ ok: false, refusal: "not-running" });
  });
});

describe("a code that its creator renames", () => {
  test("works and credits for its grace, in which it may be taken up again", async () => {
    const world = await openCodeShop();
    await world.drain();
    await renameCode(world.services, { ...world.mara, code: "TEATIME" });
    await world.drain();
    expect(inShop(world)).toEqual(["MARA10", "TEATIME"]);
    world.clock.advanceDays(29);
    expect(await renameCode(world.services, { ...world.mara, code: "MARA10" })).toMatchObject({ ok: true });
    expect([await endOf(world, "MARA10"), await endOf(world, "TEATIME")]).toEqual([
      null,
      new Date("2026-07-30T09:00:00.000Z"),
    ]);
  });

  test("is over after its grace: taking it up again would rewrite what was decided since", async () => {
    const world = await openCodeShop();
    await renameCode(world.services, { ...world.mara, code: "TEATIME" });
    world.clock.advanceDays(30);
    expect(await renameCode(world.services, { ...world.mara, code: "MARA10" })).toEqual({
      ok: false,
      refusal: "ended",
    });
  });
});
