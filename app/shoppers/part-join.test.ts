import { expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { auditEvents } from "#db/schema/access.ts";
import { shopperSightings } from "#db/schema/shoppers.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { addDays } from "#app/kit/clock.ts";
import { booksOf, decisionsOf } from "#tests/world/books.ts";
import {
  applyAndWait,
  countFacts,
  differencesOf,
  openReplayShop,
  postedOf,
  REPLAYED_FROM,
  replayUnder,
  sellTea,
  type ReplayShop,
} from "#tests/world/replay-shop.ts";
import { partJoin } from "./part-join.server.ts";

const at = (day: number) => addDays(REPLAYED_FROM, day);
const PHONE = "+49 30 123456";
const bound = { ...rulesOf("bound-for-life"), tailDays: 14, codeTailDays: 14 };

/** Anna buys with Mara's code; the same phone buys again under another e-mail, and that e-mail a third time. */
async function sellToOnePerson(stage: ReplayShop) {
  const first = await sellTea(stage, "1001", at(5), {
    ...{ codes: ["MARA10"], customerEmail: "anna@example.com", customerPhone: PHONE },
  });
  const second = await sellTea(stage, "1002", at(6), { customerEmail: "anna@work.example", customerPhone: PHONE });
  const third = await sellTea(stage, "1003", at(7), { customerEmail: "anna@work.example" });
  await stage.world.drain();
  return { first, second, third };
}

const actorOf = ({ shop }: ReplayShop) => ({ brandId: shop.brandId, userId: shop.fayUserId });

async function phoneOf({ world, shop }: ReplayShop, saleId: string): Promise<string> {
  const rows = await world.services.db.inBrand(shop.brandId, (tx) =>
    tx.select().from(shopperSightings).where(eq(shopperSightings.sourceId, saleId)),
  );
  return rows.find(({ kind }) => kind === "phone")?.signKey ?? "";
}

const standing = async ({ world, shop }: ReplayShop) => {
  const decisions = await decisionsOf(world.services, shop.brandId);
  return [decisions.map(({ rule, fingerprint }) => [rule, fingerprint]), await booksOf(world.services, shop.brandId)];
};

it("parting a join takes back what it earned, and taking the parting back gives exactly what was before", async () => {
  const stage = await openReplayShop({ policy: bound });
  const { second } = await sellToOnePerson(stage);
  const before = await standing(stage);
  const rules = async () => (await decisionsOf(stage.world.services, stage.shop.brandId)).map(({ rule }) => rule);
  expect(await rules()).toEqual(["bound-for-life", "bound-for-life", "bound-for-life"]);
  const sign = { sightingId: second, signKey: await phoneOf(stage, second) };
  const act = (intent: "part" | "rejoin", reason: string) =>
    partJoin(stage.world.services, actorOf(stage), { intent, ...sign, reason });
  expect(await act("rejoin", "By mistake.")).toMatchObject({ refusal: "already-so" });
  expect(await act("part", "A colleague's order.")).toMatchObject({ ok: true });
  await stage.world.drain();
  expect(await rules()).toEqual(["bound-for-life", "no-touch", "no-touch"]);
  stage.world.clock.advanceMs(1000);
  expect(await act("rejoin", "It was hers after all.")).toMatchObject({ ok: true });
  await stage.world.drain();
  expect(await standing(stage)).toEqual(before);
  const events = await stage.world.services.db.inBrand(stage.shop.brandId, (tx) => tx.select().from(auditEvents));
  const partings = events.filter(({ action }) => action.startsWith("shopper."));
  expect(partings.map(({ action, detail }) => [action, detail["reason"]])).toEqual([
    ["shopper.parted", "A colleague's order."],
    ["shopper.rejoined", "It was hers after all."],
  ]);
});

it("a sign that an order does not carry cannot be parted from it", async () => {
  const stage = await openReplayShop();
  const { third } = await sellToOnePerson(stage);
  const phone = { intent: "part" as const, sightingId: third, signKey: "nothing", reason: "No." };
  expect(await partJoin(stage.world.services, actorOf(stage), phone)).toMatchObject({ refusal: "no-such-sign" });
});

it("a replay under the policy in force changes nothing, whoever was joined and parted", async () => {
  const stage = await openReplayShop({ policy: bound });
  const { second } = await sellToOnePerson(stage);
  expect(differencesOf((await replayUnder(stage, bound)).whatIfSums)).toEqual({});
  const sign = { sightingId: second, signKey: await phoneOf(stage, second) };
  await partJoin(stage.world.services, actorOf(stage), { intent: "part", ...sign, reason: "A colleague's." });
  await stage.world.drain();
  expect(differencesOf((await replayUnder(stage, bound)).whatIfSums)).toEqual({});
});

it("a what-if sees who was joined to whom, and applying it posts what it said", async () => {
  const stage = await openReplayShop();
  await sellToOnePerson(stage);
  const mara = stage.partners[0]!.partnershipId;
  const before = await postedOf(stage);
  const replay = await replayUnder(stage, bound);
  expect(differencesOf(replay.whatIfSums)).toEqual({ [mara]: 1000n });
  const applied = await applyAndWait(stage, replay);
  expect(differencesOf(applied.appliedSums)).toEqual({ [mara]: 1000n });
  expect((await postedOf(stage))[mara]! - before[mara]!).toBe(1000n);
  const facts = await countFacts(stage);
  expect(differencesOf((await replayUnder(stage, bound)).whatIfSums)).toEqual({});
  expect(await countFacts(stage)).toEqual(facts);
});
