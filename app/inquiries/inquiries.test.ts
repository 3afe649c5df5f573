import { beforeEach, describe, expect, it } from "vitest";
import { insertMember } from "#app/access/member-store.server.ts";
import { limits } from "#app/access/throttle.server.ts";
import { explainSale } from "#app/insights/explain-sale.server.ts";
import { addDays } from "#app/kit/clock.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import {
  addBrand,
  addCampaign,
  addClick,
  addCreator,
  addPartnership,
  addPerson,
  openTeaShop,
  type TeaShop,
} from "#tests/world/lumen-tea.ts";
import { orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { answerInquiry } from "./answer-inquiry.server.ts";
import { askMissingSale } from "./ask-missing-sale.server.ts";
import { withdrawAward } from "./award-sale.server.ts";
import { countOpenInquiries, listInquiries } from "./inquiry-store.server.ts";
import { openInquiry, withdrawInquiry } from "./open-inquiry.server.ts";
import { remindOfInquiriesJob } from "./remind-of-inquiries.job.server.ts";

let world: TestWorld;
let shop: TeaShop;
let jonas: { creatorId: string; userId: string; partnershipId: string; linkId: string };
let oliveId: string;

/** Lumen Tea, run by Olive, works with Mara who bakes and with Jonas; Jonas' code JONAS5 is on the order that Mara misses. */
beforeEach(async () => {
  world = await openTestWorld();
  const { services } = world;
  shop = await openTeaShop(services);
  oliveId = await addPerson(services, "Olive Hart");
  await services.db.inBrand(shop.brandId, (tx) =>
    insertMember(tx, { brandId: shop.brandId, userId: oliveId, role: "owner", createdAt: WORLD_START }),
  );
  const person = await addCreator(services, "Jonas Berg");
  const partnership = await addPartnership(services, shop.brandId, { ...shop, ...person, code: "JONAS5" });
  jonas = { ...person, ...partnership };
});

async function record(choices: Partial<OrderFacts> = {}, brand = shop): Promise<string> {
  const order = orderOf(WORLD_START, { customerEmail: "buyer.anna@people.example", codes: ["JONAS5"], ...choices });
  const result = await world.services.db.inBrand(brand.brandId, (tx) =>
    recordOrder(world.services, tx, brand.brandId, brand.storeId, order),
  );
  if (result.saleId === null) throw new Error(result.sentence);
  return result.saleId;
}

const mara = () => ({ creatorId: shop.mara.creatorId, userId: shop.mara.userId });
const olive = () => ({ brandId: shop.brandId, userId: oliveId });

const ask = (orderNumber: string, brandId?: string, asker = mara()) =>
  askMissingSale(world.services, asker, { orderNumber, brandId });

async function open(orderNumber = "#1001"): Promise<string> {
  const wish = { orderNumber, brandId: shop.brandId, message: "She wrote to me that she bought.", proofUrl: undefined };
  const opened = await openInquiry(world.services, mara(), wish);
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.value.inquiryId;
}

const credit = (inquiryId: string, partnershipId?: string) =>
  answerInquiry(world.services, olive(), inquiryId, {
    intent: "credited",
    note: "Your story led her here: Jonas agrees.",
    partnershipId,
  });

async function earnedBy(): Promise<Record<string, string>> {
  const rows = await world.database.ownerSql<{ name: string; earned: string }[]>`
    select creators.name, earned_minor::text as earned from commissions join creators on creators.id = creator_id order by 1`;
  return Object.fromEntries(rows.map(({ name, earned }) => [name, earned]));
}

async function auditActions(): Promise<string[]> {
  const rows = await world.database.ownerSql<{ action: string }[]>`
    select action from audit_events where action ~ '^(missing-sale|inquiry|sale)[.]' order by occurred_at, id`;
  return rows.map(({ action }) => action);
}

async function mailsTo(address: string): Promise<string[]> {
  await world.drain();
  const mails = await world.services.mailer.outbox(50);
  return mails.filter(({ to }) => to === address).map(({ subject }) => subject);
}

const MARA = "mara.lind@people.example";
const OLIVE = "olive.hart@people.example";

describe("a creator who enters an order number", () => {
  it("learns by which rule another creator has it, and neither who nor who bought", async () => {
    await record();
    const told = await ask("1001");
    expect(told).toMatchObject({ ok: true, value: { answer: "credited-to-another", ownSaleId: null } });
    const text = JSON.stringify(told);
    expect(text).toContain("Credited to another creator: their code was on the order; in this campaign a code wins");
    for (const secret of ["Jonas", "JONAS5", "anna", "people.example"]) expect(text).not.toContain(secret);
  });

  it("is led to a sale of their own", async () => {
    const saleId = await record({ codes: ["MARA10"] });
    expect(await ask(" #1001")).toMatchObject({ value: { answer: "credited-to-you", ownSaleId: saleId } });
  });

  it("hears that their click is too old, or that nothing leads to them", async () => {
    const old = await addClick(world.services, shop.brandId, shop.mara, { at: addDays(WORLD_START, -40) });
    await record({ codes: [], clickIds: [old] });
    expect(await ask("#1001")).toMatchObject({
      value: { answer: "outside-window", sentence: expect.stringContaining("40 days before the sale") as string },
    });
    await record({ codes: [], externalId: "1002", externalName: "#1002" });
    expect(await ask("#1002")).toMatchObject({ value: { answer: "no-touch" } });
  });

  it("is told the same of an unknown order and of one at a brand that is none of theirs", async () => {
    const fell = await addBrand(world.services, "Fell Boots");
    await record({ externalName: "#7001", codes: [] }, { ...shop, ...fell });
    const [unknown, foreign] = [await ask("#9999"), await ask("#7001")];
    if (!unknown.ok || !foreign.ok) throw new Error("Nothing was told.");
    expect(foreign.value).toEqual({ ...unknown.value, orderNumber: "#7001" });
    expect(await ask("#7001", fell.brandId)).toEqual({ ok: false, refusal: "unknown-brand" });
    expect(await ask("#7001", world.services.newId())).toEqual({ ok: false, refusal: "unknown-brand" });
  });

  it("chooses the brand where several of theirs have such an order", async () => {
    const fell = await addBrand(world.services, "Fell Boots");
    const { campaignId } = await addCampaign(world.services, fell.brandId);
    await addPartnership(world.services, fell.brandId, { campaignId, ...mara(), code: "MARAFELL" });
    await record({ codes: [] });
    await record({ codes: ["NOBODY"] }, { ...shop, ...fell });
    expect(await ask("1001")).toEqual({ ok: false, refusal: "several-brands" });
    expect(await ask("1001", fell.brandId)).toMatchObject({ value: { answer: "no-touch", brandId: fell.brandId } });
  });

  it("cannot guess on and on, and every answer is in the audit log", async () => {
    await record();
    const tries = limits.missingSalesPerCreator.tries;
    for (let number = 0; number < tries; number += 1) expect((await ask(`#${number}`)).ok).toBe(true);
    expect(await ask("#1001")).toMatchObject({ ok: false, refusal: "too-many-tries" });
    expect(await auditActions()).toEqual(Array<string>(tries).fill("missing-sale.asked"));
    expect((await ask("#1001", undefined, jonas)).ok).toBe(true);
  });

  it("may look up their own sales as often as they like", async () => {
    await record({ codes: ["MARA10"] });
    for (let number = 0; number <= limits.missingSalesPerCreator.tries; number += 1) {
      expect((await ask("#1001")).ok).toBe(true);
    }
  });
});

describe("an inquiry", () => {
  it("reaches the brand's people with a deadline, once per order", async () => {
    await record();
    await open();
    expect(await mailsTo(OLIVE)).toEqual(["Mara Lind asks about order #1001"]);
    const again = { orderNumber: "1001", brandId: shop.brandId, message: "Again.", proofUrl: undefined };
    expect(await openInquiry(world.services, mara(), again)).toEqual({ ok: false, refusal: "already-open" });
    const { rows, total } = await world.services.db.inBrand(shop.brandId, (tx) =>
      listInquiries(tx, shop.brandId, true, { page: 1, pageSize: 25 }),
    );
    expect(total).toBe(1);
    expect(rows[0]?.inquiry).toMatchObject({ toldAnswer: "credited-to-another", dueAt: addDays(WORLD_START, 14) });
  });

  it("is not opened about an own sale, nor at a brand that is none of theirs", async () => {
    await record({ codes: ["MARA10"] });
    const wish = { orderNumber: "#1001", brandId: shop.brandId, message: "Mine?", proofUrl: undefined };
    expect(await openInquiry(world.services, mara(), wish)).toEqual({ ok: false, refusal: "already-yours" });
    const fell = await addBrand(world.services, "Fell Boots");
    expect(await openInquiry(world.services, mara(), { ...wish, brandId: fell.brandId })).toEqual({
      ok: false,
      refusal: "unknown-brand",
    });
  });

  it("is taken back by its creator alone, and may be opened again", async () => {
    await record();
    const inquiryId = await open();
    expect(await withdrawInquiry(world.services, jonas, inquiryId)).toEqual({ ok: false, refusal: "not-found" });
    expect((await withdrawInquiry(world.services, mara(), inquiryId)).ok).toBe(true);
    expect(await credit(inquiryId)).toEqual({ ok: false, refusal: "already-answered" });
    expect(await world.services.db.inBrand(shop.brandId, (tx) => countOpenInquiries(tx, shop.brandId))).toBe(0);
    await open();
  });

  it("is answered that the decision stands, and nothing moves", async () => {
    await record();
    const inquiryId = await open();
    const answer = { intent: "stands" as const, note: "The code on the order is not yours.", partnershipId: undefined };
    expect(await answerInquiry(world.services, olive(), inquiryId, answer)).toMatchObject({ ok: true });
    expect(await mailsTo(MARA)).toEqual(["Lumen Tea answered: order #1001"]);
    expect(await earnedBy()).toEqual({ "Jonas Berg": "500" });
    expect(await answerInquiry(world.services, olive(), inquiryId, answer)).toMatchObject({
      refusal: "already-answered",
    });
  });
});

describe("a brand that credits a sale to the creator who asked", () => {
  it("moves the credit and the money by posting the difference, and the page tells who did it and why", async () => {
    const saleId = await record();
    world.clock.advanceDays(1);
    expect(await credit(await open())).toMatchObject({ ok: true });
    expect(await earnedBy()).toEqual({ "Jonas Berg": "0", "Mara Lind": "500" });
    const explain = async (viewer: Parameters<typeof explainSale>[1]["viewer"]) => {
      const explained = await explainSale(world.services, { saleId, viewer, brandId: shop.brandId });
      if (!explained.ok) throw new Error(explained.refusal);
      return explained.value;
    };
    const seen = await explain({ kind: "brand" });
    expect(seen.decision).toMatchObject({ rule: "awarded", earlier: [{}] });
    expect(seen.award).toMatchObject({ awardedBy: "Olive Hart", reason: "Your story led her here: Jonas agrees." });
    expect(seen.decision?.candidates.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ["code", "outranked"],
      ["award", "credited"],
    ]);
    expect(seen.otherRules?.map(({ credits, isAsDecided }) => [credits[0]?.creatorName, isAsDecided])).toEqual([
      ["Jonas Berg", false],
    ]);
    const own = await explain({ kind: "creator", creatorId: shop.mara.creatorId });
    expect(own.award).toMatchObject({ creatorName: "Mara Lind", awardedBy: null });
    expect(own.decision?.candidates.at(-1)?.sentence).toBe(
      "The brand says that you brought this sale, and credited it to you on 2 June 2026.",
    );
    const outsider = await explain({ kind: "creator", creatorId: jonas.creatorId });
    expect(outsider.award).toMatchObject({ creatorName: "another creator", awardedBy: null, reason: null });
    expect(JSON.stringify(outsider.decision)).not.toContain("Mara");
    expect(await mailsTo(MARA)).toEqual(["Lumen Tea answered: order #1001"]);
    expect(await auditActions()).toEqual(["inquiry.opened", "sale.awarded", "inquiry.answered"]);
  });

  it("is kept to by every later event of the order: an update, and a refund at the rate that was earned", async () => {
    const saleId = await record();
    expect(await credit(await open())).toMatchObject({ ok: true });
    await record({ codes: ["JONAS5", "MORE"], providerUpdatedAt: addDays(WORLD_START, 1) });
    const refund = refundOf(addDays(WORLD_START, 2), 2000n, {
      lines: [{ externalLineId: "teapot", quantity: 1, netMinor: 2000n }],
    });
    await world.services.db.inBrand(shop.brandId, (tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refund),
    );
    expect(await earnedBy()).toEqual({ "Jonas Berg": "0", "Mara Lind": "300" });
    expect(saleId).not.toBe("");
    expect((await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0)).toEqual([]);
  });

  it("can take its word back: the rules decide as before it, and the creator is told why", async () => {
    const saleId = await record();
    const inquiryId = await open();
    expect(await credit(inquiryId)).toMatchObject({ ok: true });
    expect(await withdrawAward(world.services, olive(), inquiryId, "It was a mix-up of two orders.")).toMatchObject({
      ok: true,
    });
    expect(await earnedBy()).toEqual({ "Jonas Berg": "500", "Mara Lind": "0" });
    const fingerprints = await world.database.ownerSql<{ fingerprint: string }[]>`
      select fingerprint from attributions where sale_id = ${saleId} order by sequence`;
    expect(fingerprints).toHaveLength(3);
    expect(fingerprints[2]?.fingerprint).toBe(fingerprints[0]?.fingerprint);
    expect(await withdrawAward(world.services, olive(), inquiryId, "Again.")).toMatchObject({ refusal: "not-awarded" });
    expect((await auditActions()).at(-1)).toBe("sale.award-withdrawn");
    expect(await mailsTo(MARA)).toHaveLength(2);
    expect((await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0)).toEqual([]);
  });

  it("cannot credit an order that no store has told of, until one does", async () => {
    const inquiryId = await open("#1001");
    expect(await credit(inquiryId)).toEqual({ ok: false, refusal: "unknown-sale" });
    await record();
    expect(await credit(inquiryId)).toMatchObject({ ok: true });
    expect(await earnedBy()).toEqual({ "Jonas Berg": "0", "Mara Lind": "500" });
  });

  it("chooses the campaign where the creator has several, and never one of somebody else's", async () => {
    const { campaignId } = await addCampaign(world.services, shop.brandId, { name: "Gift boxes" });
    const second = await addPartnership(world.services, shop.brandId, { campaignId, ...mara(), code: "MARAGIFT" });
    await record();
    const inquiryId = await open();
    expect(await credit(inquiryId)).toEqual({ ok: false, refusal: "choose-campaign" });
    expect(await credit(inquiryId, jonas.partnershipId)).toEqual({ ok: false, refusal: "choose-campaign" });
    expect(await credit(inquiryId, second.partnershipId)).toMatchObject({ ok: true });
  });

  it("cannot credit a cancelled order, nor one that it credited by hand to somebody else", async () => {
    await record({ codes: [] });
    const inquiryId = await open();
    const theirs = await openInquiry(world.services, jonas, {
      ...{ orderNumber: "#1001", brandId: shop.brandId, message: "Mine.", proofUrl: undefined },
    });
    if (!theirs.ok) throw new Error(theirs.refusal);
    expect(await credit(theirs.value.inquiryId)).toMatchObject({ ok: true });
    expect(await credit(inquiryId)).toEqual({ ok: false, refusal: "awarded-already" });
    await record({ codes: [], cancelledAt: addDays(WORLD_START, 1), providerUpdatedAt: addDays(WORLD_START, 1) });
    expect(await credit(inquiryId)).toEqual({ ok: false, refusal: "cancelled-sale" });
  });
});

describe("the deadline of an inquiry", () => {
  const runJob = () => remindOfInquiriesJob.run(world.services, {});

  it("reminds the brand two days before, and tells both when it has passed, each once", async () => {
    await record();
    await open();
    world.clock.advanceDays(11);
    await runJob();
    expect(await mailsTo(OLIVE)).toHaveLength(1);
    world.clock.advanceDays(1);
    for (let run = 0; run < 2; run += 1) await runJob();
    expect(await mailsTo(OLIVE)).toContain("Mara Lind waits for your answer on order #1001");
    expect(await mailsTo(OLIVE)).toHaveLength(2);
    world.clock.advanceDays(3);
    for (let run = 0; run < 2; run += 1) await runJob();
    expect(await mailsTo(OLIVE)).toContain("Overdue: Mara Lind asked about order #1001");
    expect(await mailsTo(OLIVE)).toHaveLength(3);
    expect(await mailsTo(MARA)).toEqual(["Lumen Tea has not answered yet: order #1001"]);
  });

  it("is nobody's business once the inquiry is answered", async () => {
    await record();
    await credit(await open());
    world.clock.advanceDays(30);
    await runJob();
    expect(await mailsTo(OLIVE)).toHaveLength(1);
  });
});
