import { beforeEach, describe, expect, it } from "vitest";
import { approveCommission } from "#app/commissions/decide-commission.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { recordDispute } from "#app/sales/record-dispute.server.ts";
import { recordOrder } from "#app/sales/record-order.server.ts";
import { recordRefund } from "#app/sales/record-refund.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { commissionsOf, creatorBalances } from "#tests/world/books.ts";
import { fundBrand } from "#tests/world/fund-brand.ts";
import { addPerson, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { disputeOf, lineOf, orderOf, refundOf } from "#tests/world/tea-orders.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { declineAndTell } from "#app/approvals/decline-and-tell.server.ts";
import { sealPayeeText } from "#app/payees/payee-secrets.server.ts";
import { insertPayeeDetails } from "#app/payees/payee-store.server.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { readStatementPage } from "#app/statements/read-statement.server.ts";
import { returnPayout } from "./return-payout.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { settlePayouts } from "./settle-payout.server.ts";
import { monthOf } from "#app/statements/statement.ts";

let world: TestWorld;
let shop: TeaShop;
let petra: string;

beforeEach(async () => {
  world = await openTestWorld();
  shop = await openTeaShop(world.services);
  petra = await addPerson(world.services, "Petra");
  await fundBrand(world.services, shop.brandId);
  const { services } = world;
  const at = services.clock.now();
  await services.db.inPlatform((tx) =>
    insertPayeeDetails(tx, {
      id: services.newId(),
      creatorId: shop.mara.creatorId,
      version: 1,
      holderNameEncrypted: sealPayeeText(services, "Mara Lind"),
      kind: "iban",
      accountEncrypted: sealPayeeText(services, "DE89370400440532013000"),
      accountEnding: "3000",
      currency: null,
      createdAt: at,
      usableFrom: at,
    }),
  );
});

/** An order with Mara's code whose commission is 10 % of the net. */
async function sell(externalId: string, netMinor: bigint): Promise<void> {
  const order = orderOf(world.clock.now(), {
    externalId,
    externalName: `#${externalId}`,
    lines: [lineOf({ netMinor })],
    codes: [shop.mara.code],
  });
  await world.services.db.inBrand(shop.brandId, (tx) =>
    recordOrder(world.services, tx, shop.brandId, shop.storeId, order),
  );
}

async function refund(externalOrderId: string, amountMinor: bigint): Promise<void> {
  const facts = refundOf(world.clock.now(), amountMinor, { externalId: `R-${externalOrderId}`, externalOrderId });
  await world.services.db.inBrand(shop.brandId, (tx) =>
    recordRefund(world.services, tx, shop.brandId, shop.storeId, facts),
  );
}

async function approveAll(): Promise<void> {
  for (const { id, status } of await commissionsOf(world.services, shop.brandId)) {
    if (status !== "held") continue;
    const command = { brandId: shop.brandId, commissionId: id, userId: shop.fayUserId };
    expect(await approveCommission(world.services, command)).toMatchObject({ ok: true });
  }
}

async function payOut(): Promise<{ batchId: string; totalMinor: bigint }> {
  const prepared = await prepareBatch(world.services, { userId: petra, rail: "sepa", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId, totalMinor } = prepared.value;
  expect((await approveBatch(world.services, { batchId, userId: shop.fayUserId, roles: ["approver"] })).ok).toBe(true);
  expect((await sendBatch(world.services, { batchId, userId: petra })).ok).toBe(true);
  return { batchId, totalMinor };
}

const balances = () => creatorBalances(world.services, shop.brandId, shop.mara.creatorId);

async function expectSoundBooks(): Promise<void> {
  const results = await runChecks(world.database.ownerUrl);
  expect(results.filter(({ findings }) => findings > 0)).toEqual([]);
}

describe("from an order to the bank and back", () => {
  it("a refund after the payout is netted in the next one, shown on the statement, and every check of the books holds at every step [A10]", async () => {
    await sell("1001", 300_00n);
    await sell("1002", 200_00n);
    world.clock.advanceDays(31);
    await approveAll();
    await expectSoundBooks();
    const first = await payOut();
    expect(first.totalMinor).toBe(50_00n);
    await expectSoundBooks();
    await settlePayouts(world.services, { batchId: first.batchId, userId: petra });
    await expectSoundBooks();

    await refund("1001", 300_00n);
    expect(await balances()).toEqual({ held: 0n, payable: -30_00n, in_transit: 0n });
    await expectSoundBooks();
    const alone = await prepareBatch(world.services, { userId: petra, rail: "sepa", currency: "EUR" });
    expect(alone).toMatchObject({ ok: false, refusal: "nothing-to-pay" });

    await sell("1003", 450_00n);
    world.clock.advanceDays(31);
    await approveAll();
    const second = await payOut();
    expect(second.totalMinor).toBe(15_00n);
    expect(await balances()).toEqual({ held: 0n, payable: 0n, in_transit: 15_00n });
    await expectSoundBooks();

    const [payout] = await world.database.ownerSql<
      { id: string }[]
    >`select id from payouts where batch_id = ${second.batchId}`;
    await returnPayout(world.services, { payoutId: payout!.id, reason: "AC04 closed account", userId: petra });
    expect(await balances()).toEqual({ held: 0n, payable: 15_00n, in_transit: 0n });
    await expectSoundBooks();
    expect((await payOut()).totalMinor).toBe(15_00n);
    await expectSoundBooks();

    const months = [0, 31, 62].map((days) => monthOf(addDays(new Date("2026-06-01T09:00:00Z"), days)));
    const parts = await Promise.all(
      months.map(async (month) => (await readStatementPage(world.services, shop.mara.creatorId, month, 1))[0]!),
    );
    expect(parts.map((part) => part.openingMinor)).toEqual([
      0n,
      ...parts.slice(0, -1).map((part) => part.closingMinor),
    ]);
    expect(parts.flatMap((part) => part.lines.map((line) => [line.kind, line.amountMinor]))).toEqual([
      ["earned", 30_00n],
      ["earned", 20_00n],
      ["paid", -50_00n],
      ["clawed-back", -30_00n],
      ["earned", 45_00n],
      ["paid", -15_00n],
      ["returned", 15_00n],
      ["paid", -15_00n],
    ]);
  });

  it("a dispute after the payout freezes nothing that has left, takes it back when it is lost, and gives it back when the money is reinstated [A15]", async () => {
    await sell("1001", 300_00n);
    world.clock.advanceDays(31);
    await approveAll();
    const { batchId } = await payOut();
    await settlePayouts(world.services, { batchId, userId: petra });
    const dispute = async (status: "open" | "won" | "lost", day: number) => {
      const providerUpdatedAt = addDays(world.clock.now(), day);
      const facts = disputeOf(world.clock.now(), { status, amountMinor: 300_00n, providerUpdatedAt });
      await world.services.db.inBrand(shop.brandId, (tx) =>
        recordDispute(world.services, tx, shop.brandId, shop.storeId, facts),
      );
      await expectSoundBooks();
      return (await balances()).payable;
    };
    expect(await dispute("open", 0)).toBe(0n);
    expect(await dispute("lost", 1)).toBe(-30_00n);
    expect(await prepareBatch(world.services, { userId: petra, rail: "sepa", currency: "EUR" })).toMatchObject({
      refusal: "nothing-to-pay",
    });
    expect(await dispute("won", 2)).toBe(0n);
  });

  it("a refund between approval and sending voids the approval, and the batch prepared again pays what is left [A8]", async () => {
    await sell("1001", 300_00n);
    world.clock.advanceDays(31);
    await approveAll();
    const prepared = await prepareBatch(world.services, { userId: petra, rail: "sepa", currency: "EUR" });
    if (!prepared.ok) throw new Error(prepared.refusal);
    const { batchId } = prepared.value;
    await approveBatch(world.services, { batchId, userId: shop.fayUserId, roles: ["approver"] });
    await refund("1001", 100_00n);
    expect(await sendBatch(world.services, { batchId, userId: petra })).toMatchObject({ refusal: "content-changed" });
    expect((await balances()).in_transit).toBe(0n);
    await expectSoundBooks();
  });

  it("a refund that arrives while the batch is being sent is either in the batch's way or netted later, never lost", async () => {
    await sell("1001", 300_00n);
    world.clock.advanceDays(31);
    await approveAll();
    const prepared = await prepareBatch(world.services, { userId: petra, rail: "sepa", currency: "EUR" });
    if (!prepared.ok) throw new Error(prepared.refusal);
    const { batchId } = prepared.value;
    await approveBatch(world.services, { batchId, userId: shop.fayUserId, roles: ["approver"] });
    const [sent] = await Promise.all([sendBatch(world.services, { batchId, userId: petra }), refund("1001", 100_00n)]);
    const { payable, in_transit: inTransit } = await balances();
    expect(sent.ok ? [payable, inTransit] : [inTransit, payable]).toEqual(sent.ok ? [-10_00n, 30_00n] : [0n, 20_00n]);
    await expectSoundBooks();
  });

  it("a declined commission is taken back, its creator reads the reason in a mail, and a paid one is netted", async () => {
    await sell("1001", 300_00n);
    world.clock.advanceDays(31);
    await approveAll();
    await payOut();
    const [commission] = await commissionsOf(world.services, shop.brandId);
    const decision = { brandId: shop.brandId, commissionId: commission!.id, userId: shop.fayUserId };
    expect(await declineAndTell(world.services, { ...decision, reason: "other" })).toMatchObject({
      refusal: "note-required",
    });
    const declined = await declineAndTell(world.services, {
      ...decision,
      reason: "leaked-code",
      note: "Seen on a coupon page.",
    });
    expect(declined).toMatchObject({ ok: true });
    expect((await balances()).payable).toBe(-30_00n);
    await world.drain();
    const mails = (await world.services.mailer.outbox(10)).filter((mail) => mail.subject.includes("declined"));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      to: "mara.lind@people.example",
      text: expect.stringContaining("coupon page") as string,
    });
    await expectSoundBooks();
  });
});
