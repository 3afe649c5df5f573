import { beforeEach, describe, expect, it } from "vitest";
import { insertMember, insertStaffRole } from "#app/access/member-store.server.ts";
import { approveCommission, declineCommission } from "#app/commissions/decide-commission.server.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { settleSale } from "#app/sales/settle-sale.server.ts";
import { readStatement } from "#app/statements/read-statement.server.ts";
import { readMonth } from "#app/statements/statement.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { booksOf, commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { addPerson, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { disputeOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, WORLD_START, type TestWorld } from "#tests/world/test-world.ts";
import { answerAppeal, type AppealAnswerer } from "./answer-appeal.server.ts";
import { openAppeal } from "./open-appeal.server.ts";
import { countOpenAppeals, listAppeals, listOwnDeclines } from "./appeal-store.server.ts";
import { remindOfAppealsJob } from "./remind-of-appeals.job.server.ts";

let world: TestWorld;
let shop: TeaShop;
let oliveId: string;
let antonId: string;
let commissionId: string;
let saleId: string;

/** Mara earned 5.00 on an order of 50.00; Fay of finance declines; Anton of finance and Olive of the brand may answer. */
beforeEach(async () => {
  world = await openTestWorld();
  await begin();
});

async function begin(budgetMinor: bigint | null = null): Promise<void> {
  const { services } = world;
  shop = await openTeaShop(services, { budgetMinor });
  oliveId = await addPerson(services, "Olive Hart");
  antonId = await addPerson(services, "Anton Bell");
  await services.db.inBrand(shop.brandId, (tx) =>
    insertMember(tx, { brandId: shop.brandId, userId: oliveId, role: "owner", createdAt: WORLD_START }),
  );
  await services.db.inPlatform((tx) =>
    insertStaffRole(tx, { userId: antonId, role: "approver", createdAt: WORLD_START }),
  );
  await inShop((tx) =>
    recordOrder(services, tx, shop.brandId, shop.storeId, orderOf(WORLD_START, { codes: ["MARA10"] })),
  );
  const [commission] = await commissionsOf(services, shop.brandId);
  ({ id: commissionId, saleId } = commission!);
}

const inShop = <T>(work: Parameters<typeof world.services.db.inBrand<T>>[1]) =>
  world.services.db.inBrand(shop.brandId, work);
const decision = () => ({ brandId: shop.brandId, commissionId, userId: shop.fayUserId });
const decline = () => declineCommission(world.services, { ...decision(), reason: "leaked-code" });
const mara = () => ({ creatorId: shop.mara.creatorId, userId: shop.mara.userId });
const appeal = (message = "The code stands in my newsletter, not on a coupon page.") =>
  openAppeal(world.services, mara(), { commissionId, message });
async function appealed(): Promise<string> {
  const outcome = await appeal();
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.appealId;
}
const anton = () => ({ brandId: shop.brandId, userId: antonId, side: "finance" as const });
const olive = () => ({ brandId: shop.brandId, userId: oliveId, side: "brand" as const });
const overturn = (appealId: string, who: AppealAnswerer = anton()) =>
  answerAppeal(world.services, who, appealId, { intent: "overturned", note: "The newsletter shows the code." });
const balances = () => creatorBalances(world.services, shop.brandId, shop.mara.creatorId);
const findings = async () =>
  (await runChecks(world.database.ownerUrl)).filter(({ findings: count }) => count > 0).map(({ name }) => name);

describe("a creator whose commission was declined", () => {
  it("appeals once within 30 days; those who may answer are told", async () => {
    expect(await appeal()).toEqual({ ok: false, refusal: "not-declined" });
    await decline();
    world.clock.advanceDays(30);
    expect(await appeal()).toMatchObject({ ok: true });
    expect(await appeal()).toEqual({ ok: false, refusal: "already-appealed" });
    const mails = world.queue.waiting.filter(({ job }) => job.name === "send-mail").map(({ payload }) => payload);
    expect(mails).toMatchObject([
      { name: "appeal-waiting", to: "anton.bell@people.example" },
      { name: "appeal-waiting", to: "olive.hart@people.example" },
    ]);
  });

  it("is too late after 30 days, and cannot appeal somebody else's", async () => {
    await decline();
    const stranger = { ...mara(), creatorId: world.services.newId() };
    expect(await openAppeal(world.services, stranger, { commissionId, message: "Mine." })).toEqual({
      ok: false,
      refusal: "not-found",
    });
    world.clock.advanceDays(30);
    world.clock.advanceMs(1);
    expect(await appeal()).toEqual({ ok: false, refusal: "too-late" });
  });

  it("reads the answer beside the decline", async () => {
    await decline();
    const appealId = await appealed();
    await answerAppeal(world.services, olive(), appealId, { intent: "upheld", note: "The coupon page is public." });
    const [own] = await inShop((tx) => listOwnDeclines(tx, shop.mara.creatorId, saleId));
    expect(own).toMatchObject({
      status: "declined",
      appeal: { answer: "upheld", answerNote: "The coupon page is public.", answeredFor: "brand" },
    });
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    expect(await findings()).toEqual([]);
  });
});

describe("an overturned decline", () => {
  it("of a held commission puts the money back on hold, and the history keeps both", async () => {
    await decline();
    expect(await overturn(await appealed())).toEqual({ ok: true, value: { answer: "overturned" } });
    expect(await balances()).toEqual({ held: 500n, payable: 0n, in_transit: 0n });
    expect((await commissionsOf(world.services, shop.brandId))[0]).toMatchObject({ status: "held", earnedMinor: 500n });
    await inShop((tx) => settleSale(world.services, tx, shop.brandId, saleId));
    expect(await balances()).toEqual({ held: 500n, payable: 0n, in_transit: 0n });
    const [part] = await readStatement(world.services, shop.mara.creatorId, readMonth("2026-06")!);
    expect(part?.totals.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ["earned", 500n],
      ["reinstated", 500n],
      ["declined", -500n],
    ]);
    expect(await findings()).toEqual([]);
  });

  it("of an approved commission makes it payable again", async () => {
    world.clock.advanceDays(30);
    await approveCommission(world.services, decision());
    await decline();
    await overturn(await appealed());
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
    expect(await findings()).toEqual([]);
  });

  it("earns what the facts give today: a refund that came in between is not paid", async () => {
    await decline();
    const appealId = await appealed();
    await inShop((tx) =>
      recordRefund(world.services, tx, shop.brandId, shop.storeId, refundOf(world.clock.now(), 2000n)),
    );
    await overturn(appealId);
    expect(await balances()).toEqual({ held: 300n, payable: 0n, in_transit: 0n });
    expect(await findings()).toEqual([]);
  });

  it("of a sale in dispute stays frozen until the bank decides", async () => {
    world.clock.advanceDays(30);
    await approveCommission(world.services, decision());
    await decline();
    const appealId = await appealed();
    const dispute = disputeOf(world.clock.now());
    await inShop((tx) => recordDispute(world.services, tx, shop.brandId, shop.storeId, dispute));
    await overturn(appealId);
    expect(await balances()).toEqual({ held: 500n, payable: 0n, in_transit: 0n });
    await inShop((tx) =>
      recordDispute(world.services, tx, shop.brandId, shop.storeId, {
        ...dispute,
        status: "won",
        providerUpdatedAt: new Date(world.clock.now().getTime() + 1000),
      }),
    );
    expect(await balances()).toEqual({ held: 0n, payable: 500n, in_transit: 0n });
  });

  it("may be declined again for another reason, which can be appealed again", async () => {
    await decline();
    await overturn(await appealed());
    await declineCommission(world.services, { ...decision(), reason: "returned" });
    expect(await booksOf(world.services, shop.brandId)).toEqual({});
    expect(await appeal()).toMatchObject({ ok: true });
  });

  it("waits while the campaign's budget has less left than it would earn", async () => {
    world = await openTestWorld();
    await begin(700n);
    await decline();
    const appealId = await appealed();
    const second = orderOf(WORLD_START, { externalId: "1002", externalName: "#1002", codes: ["MARA10"] });
    await inShop((tx) => recordOrder(world.services, tx, shop.brandId, shop.storeId, second));
    expect(await overturn(appealId)).toEqual({ ok: false, refusal: "budget-used-up" });
    expect(await inShop((tx) => countOpenAppeals(tx, shop.brandId))).toBe(1);
    expect(await findings()).toEqual([]);
  });
});

describe("an answer", () => {
  it("is given once, whoever of brand and finance is first, and never by who declined", async () => {
    await decline();
    const appealId = await appealed();
    expect(await overturn(appealId, { ...anton(), userId: shop.fayUserId })).toEqual({
      ok: false,
      refusal: "your-own-decline",
    });
    const answers = await Promise.all([overturn(appealId), overturn(appealId, olive())]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await balances()).toEqual({ held: 500n, payable: 0n, in_transit: 0n });
  });

  it("finds nothing at another brand", async () => {
    await decline();
    const appealId = await appealed();
    expect(await overturn(appealId, { ...anton(), brandId: world.services.newId() })).toEqual({
      ok: false,
      refusal: "not-found",
    });
  });

  it("is reminded of before its deadline, and both sides hear once when it has passed", async () => {
    await decline();
    await appealed();
    const told = async () => {
      await world.drain();
      await remindOfAppealsJob.run(world.services, {});
      return world.queue.waiting.map(({ payload }) => (payload as { name: string }).name);
    };
    expect(await told()).toEqual([]);
    world.clock.advanceDays(12);
    expect(await told()).toEqual(["appeal-waiting", "appeal-waiting"]);
    expect(await told()).toEqual([]);
    world.clock.advanceDays(2);
    expect(await told()).toEqual(["appeal-waiting", "appeal-waiting", "appeal-overdue"]);
    expect(await told()).toEqual([]);
    const listed = await inShop((tx) => listAppeals(tx, null, true, { page: 1, pageSize: 25 }));
    expect(listed.rows).toMatchObject([{ creatorName: "Mara Lind", orderName: "#1001", reason: "leaked-code" }]);
  });
});
