import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { PolicyRules } from "#app/attribution/policy.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { answerInquiry } from "#app/inquiries/answer-inquiry.server.ts";
import { openInquiry } from "#app/inquiries/open-inquiry.server.ts";
import { loadRates } from "#app/currencies/load-rates.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { commissionsOf } from "#tests/world/books.ts";
import { addClick } from "#tests/world/lumen-tea.ts";
import {
  applyAndWait,
  countFacts,
  decisionsOnSale,
  differencesOf,
  openReplayShop,
  postedOf,
  readReplay,
  replayUnder,
  REPLAYED_FROM,
  sellTea,
  type ReplayShop,
} from "#tests/world/replay-shop.ts";
import { refundOf } from "#tests/world/tea-orders.ts";
import { must } from "#tests/world/tenant-cast.ts";
import { WORLD_START } from "#tests/world/test-world.ts";
import { applyReplay } from "./apply-replay.server.ts";
import { cancelReplay } from "./cancel-replay.server.ts";
import { exportChanges } from "./export-changes.server.ts";
import { resumeReplaysJob } from "./resume-replays.job.server.ts";
import { runReplay } from "./run-replay.server.ts";
import { startReplay } from "./start-replay.server.ts";

const lastClick = rulesOf("click-wins");
const at = (day: number) => addDays(REPLAYED_FROM, day);

/** Mara's code on an order that Nils's click led to: code wins pays her, the last click pays him. */
async function sellContested(stage: ReplayShop, externalId: string, placedAt: Date) {
  const nils = stage.partners[1]!;
  const clickId = await addClick(stage.world.services, stage.shop.brandId, nils, { at: addDays(placedAt, -1) });
  return sellTea(stage, externalId, placedAt, { codes: ["MARA10"], clickIds: [clickId] });
}

/** Nils asks about an order, and the brand credits it to him. */
async function awardToNils({ world, shop, partners }: ReplayShop, orderNumber: string): Promise<void> {
  const nils = { creatorId: partners[1]!.creatorId, userId: shop.fayUserId };
  const wish = { orderNumber, brandId: shop.brandId, message: "She came by my link.", proofUrl: undefined };
  const { inquiryId } = must("open the inquiry", await openInquiry(world.services, nils, wish));
  const answer = { intent: "credited" as const, note: "She did.", partnershipId: undefined };
  must("credit it", await answerInquiry(world.services, actorOf({ world, shop, partners }), inquiryId, answer));
}

const actorOf = ({ shop }: ReplayShop) => ({ brandId: shop.brandId, userId: shop.fayUserId });

describe("a what-if", () => {
  it("says who gains and who loses, and posts nothing", async () => {
    const stage = await openReplayShop();
    await sellContested(stage, "1001", at(5));
    await sellTea(stage, "1002", at(6), { codes: ["MARA10"] });
    const before = await countFacts(stage);
    const replay = await replayUnder(stage, lastClick);
    const [mara, nils] = stage.partners;
    expect(replay.status).toBe("done");
    expect(differencesOf(replay.whatIfSums)).toEqual({ [mara!.partnershipId]: -500n, [nils!.partnershipId]: 500n });
    expect(replay.whatIfSums?.find(({ partnershipId }) => partnershipId === mara!.partnershipId)).toMatchObject({
      ...{ salesBefore: 2, salesAfter: 1, beforeMinor: "1000", afterMinor: "500" },
    });
    expect(await countFacts(stage)).toEqual(before);
  });

  it("is exported with cells that no spreadsheet runs, and amounts that are numbers [A34]", async () => {
    const stage = await openReplayShop();
    await sellContested(stage, "1001", at(5));
    const replay = await replayUnder(stage, lastClick);
    for (const start of ["=", "+", "-", "@", "\t"]) {
      await stage.world.database.ownerSql`update creators set name = ${start} || id`;
      await stage.world.database.ownerSql`update sales set external_name = ${`${start}1001`}`;
      const file = await new Response(await exportChanges(stage.world.services, stage.shop.brandId, replay.id)).text();
      const [row] = parse<Record<string, string>>(file, { columns: true });
      expect(row).toMatchObject({ order: `'${start}1001`, commission_before: "5.00", commission_after: "5.00" });
      expect(row?.["credited_before"]?.slice(0, 2)).toBe(`'${start}`);
      expect(row?.["credited_after"]?.slice(0, 2)).toBe(`'${start}`);
    }
  });

  it("converts a sale in another currency at the rate of its day, as settling it does", async () => {
    const stage = await openReplayShop();
    const placedAt = at(5);
    const june = { firstDay: "2026-04-01", lastDay: "2026-06-30", source: "Central bank" };
    await loadRates(stage.world.services, [{ currency: "EUR", unitsPerDollar: "0.8", ...june }]);
    const clickId = await addClick(stage.world.services, stage.shop.brandId, stage.partners[1]!, { at: placedAt });
    await sellTea(stage, "1001", placedAt, { codes: ["MARA10"], clickIds: [clickId], currency: "USD" });
    const [mara, nils] = stage.partners;
    const moved = { [mara!.partnershipId]: -400n, [nils!.partnershipId]: 400n };
    const replay = await replayUnder(stage, lastClick);
    expect(differencesOf(replay.whatIfSums)).toEqual(moved);
    expect(new Set(replay.whatIfSums?.map(({ currency }) => currency))).toEqual(new Set(["EUR"]));
    expect(differencesOf((await applyAndWait(stage, replay)).appliedSums)).toEqual(moved);
    expect(await postedOf(stage)).toEqual({ [mara!.partnershipId]: 0n, [nils!.partnershipId]: 400n });
  });

  it("takes nobody a sale that the brand itself credited to them", async () => {
    const stage = await openReplayShop();
    await sellContested(stage, "1001", at(5));
    const moved = async (rules: PolicyRules) => differencesOf((await replayUnder(stage, rules)).whatIfSums);
    expect(Object.keys(await moved(lastClick))).toHaveLength(2);
    await awardToNils(stage, "1001");
    expect(await moved(lastClick)).toEqual({});
    expect(await moved(rulesOf("code-wins"))).toEqual({});
  });

  it("changes nothing under the policy that was in force", async () => {
    const stage = await openReplayShop();
    await sellContested(stage, "1001", at(5));
    const replay = await replayUnder(stage, { ...rulesOf("code-wins"), tailDays: 14, codeTailDays: 14 });
    expect(differencesOf(replay.whatIfSums)).toEqual({});
    expect(await applyReplay(stage.world.services, actorOf(stage), replay.id, "why")).toMatchObject({
      refusal: "nothing-to-post",
    });
  });

  it("stands where it was stopped, goes on after its worker died, and is taken over by one worker alone", async () => {
    const stage = await openReplayShop();
    const { services, queue, clock } = stage.world;
    await sellContested(stage, "1001", at(5));
    const question = { period: { from: REPLAYED_FROM, until: WORLD_START }, campaignId: null, rules: lastClick };
    const started = await startReplay(services, actorOf(stage), question);
    const replayId = started.ok ? started.value.replayId : "";
    const address = { brandId: stage.shop.brandId, replayId };
    expect(await runReplay(services, address, () => false)).toBe(true);
    expect((await readReplay(stage, replayId)).cursor.lane).toBe("customers");
    while (queue.waiting.length > 0) (queue.waiting as unknown[]).pop();
    clock.advanceMs(180_000);
    await resumeReplaysJob.run(services, {});
    await Promise.all([runReplay(services, address, () => true), runReplay(services, address, () => true)]);
    await stage.world.drain();
    const replay = await readReplay(stage, replayId);
    expect([replay.status, replay.doneCount, replay.saleCount]).toEqual(["done", 1, 1]);
    expect(Object.keys(differencesOf(replay.whatIfSums))).toHaveLength(2);
  });

  it("is one at a time, can be stopped, and is refused where clicks are no longer kept or nothing was sold", async () => {
    const stage = await openReplayShop();
    const { services } = stage.world;
    await sellContested(stage, "1001", at(5));
    const ask = (from: Date, until: Date) =>
      startReplay(services, actorOf(stage), { period: { from, until }, campaignId: null, rules: lastClick });
    const first = await ask(REPLAYED_FROM, WORLD_START);
    expect(await ask(REPLAYED_FROM, WORLD_START)).toMatchObject({ refusal: "already-running" });
    const replayId = first.ok ? first.value.replayId : "";
    expect(await cancelReplay(services, actorOf(stage), replayId)).toMatchObject({ ok: true });
    await stage.world.drain();
    expect((await readReplay(stage, replayId)).status).toBe("cancelled");
    expect(await cancelReplay(services, actorOf(stage), replayId)).toMatchObject({ refusal: "not-running" });
    expect(await ask(addDays(WORLD_START, -399), WORLD_START)).toMatchObject({ refusal: "clicks-gone" });
    expect(await ask(at(20), at(21))).toMatchObject({ refusal: "no-sales" });
  });
});

describe("applying a what-if", () => {
  it("appends a decision to each changed sale, posts the difference, and tells each creator once", async () => {
    const stage = await openReplayShop();
    const saleId = await sellContested(stage, "1001", at(5));
    const before = await postedOf(stage);
    const applied = await applyAndWait(stage, await replayUnder(stage, lastClick));
    const [mara, nils] = stage.partners;
    const after = await postedOf(stage);
    expect([before[mara!.partnershipId], after[mara!.partnershipId]]).toEqual([500n, 0n]);
    expect([before[nils!.partnershipId], after[nils!.partnershipId]]).toEqual([0n, 500n]);
    expect(applied.status).toBe("applied");
    expect(differencesOf(applied.appliedSums)).toEqual(differencesOf(applied.whatIfSums));
    const decisions = await decisionsOnSale(stage, saleId);
    expect(decisions.map(({ sequence, rule }) => [sequence, rule])).toEqual([
      [1, "code-wins"],
      [2, "click-wins"],
    ]);
    const mails = await stage.world.services.mailer.outbox(10);
    expect(mails.map(({ text }) => /You (gain|lose) EUR 5.00/.exec(text)?.[1]).sort()).toEqual(["gain", "lose"]);
  });

  it("changes nothing when it is done again, and when the same what-if is asked again", async () => {
    const stage = await openReplayShop();
    await sellContested(stage, "1001", at(5));
    const replay = await replayUnder(stage, lastClick);
    await applyAndWait(stage, replay);
    const facts = await countFacts(stage);
    expect(await applyReplay(stage.world.services, actorOf(stage), replay.id, "why")).toMatchObject({
      refusal: "not-done",
    });
    expect(differencesOf((await replayUnder(stage, lastClick)).whatIfSums)).toEqual({});
    expect(await countFacts(stage)).toEqual(facts);
  });

  it("holds for sales of the period that are settled later, and not for sales after it", async () => {
    const stage = await openReplayShop();
    const { services } = stage.world;
    await sellContested(stage, "1001", at(5));
    await applyAndWait(stage, await replayUnder(stage, lastClick, { from: REPLAYED_FROM, until: at(10) }));
    await services.db.inBrand(stage.shop.brandId, (tx) =>
      recordRefund(services, tx, stage.shop.brandId, stage.shop.storeId, refundOf(at(8), 2500n)),
    );
    const [mara, nils] = stage.partners;
    expect(await postedOf(stage)).toMatchObject({ [mara!.partnershipId]: 0n, [nils!.partnershipId]: 250n });
    await sellContested(stage, "1002", at(12));
    expect(await postedOf(stage)).toMatchObject({ [mara!.partnershipId]: 500n, [nils!.partnershipId]: 250n });
  });

  it("goes by the facts of the day it is applied", async () => {
    const stage = await openReplayShop();
    const { services } = stage.world;
    await sellContested(stage, "1001", at(5));
    const replay = await replayUnder(stage, lastClick);
    await services.db.inBrand(stage.shop.brandId, (tx) =>
      recordRefund(services, tx, stage.shop.brandId, stage.shop.storeId, refundOf(at(8), 5000n)),
    );
    const applied = await applyAndWait(stage, replay);
    expect(differencesOf(applied.appliedSums)).toEqual({});
    expect(Object.keys(differencesOf(applied.whatIfSums))).toHaveLength(2);
  });

  it("takes back what was approved as a negative balance, never by changing what was booked", async () => {
    const stage = await openReplayShop();
    const { services, clock } = stage.world;
    await sellContested(stage, "1001", at(5));
    clock.advanceDays(40);
    const [commission] = await commissionsOf(services, stage.shop.brandId);
    await approveCommission(services, {
      ...{ brandId: stage.shop.brandId, commissionId: commission!.id, userId: stage.shop.fayUserId },
    });
    await applyAndWait(stage, await replayUnder(stage, lastClick));
    const codes = await services.db.sql<
      { event_code: string }[]
    >`select event_code from ledger_transactions order by recorded_at, id`;
    expect(codes.map((row) => row.event_code)).toContain("commission.clawed-back");
  });
});

describe("a customer bound by a sale of the period", () => {
  it("is bound to whom the other rule credits, also for sales after the period", async () => {
    const binding = { bindingWindowDays: 90 };
    const stage = await openReplayShop({ policy: binding });
    const anna = { customerEmail: "anna@example.com" };
    const nils = stage.partners[1]!;
    const clickId = await addClick(stage.world.services, stage.shop.brandId, nils, { at: at(4) });
    await sellTea(stage, "1001", at(5), { ...anna, codes: ["MARA10"], clickIds: [clickId] });
    await sellTea(stage, "1002", at(7), anna);
    await sellTea(stage, "1003", at(20), anna);
    const before = await postedOf(stage);
    const rules = { ...lastClick, ...binding };
    const replay = await replayUnder(stage, rules, { from: REPLAYED_FROM, until: at(10) });
    const [mara] = stage.partners;
    expect(before[mara!.partnershipId]).toBe(1500n);
    expect(differencesOf(replay.whatIfSums)).toEqual({ [mara!.partnershipId]: -1500n, [nils.partnershipId]: 1500n });
    await applyAndWait(stage, replay);
    expect(await postedOf(stage)).toEqual({ [mara!.partnershipId]: 0n, [nils.partnershipId]: 1500n });
  });
});
