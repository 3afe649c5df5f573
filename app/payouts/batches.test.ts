import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { insertRates } from "#app/currencies/rate-store.server.ts";
import { addDays } from "#app/kit/clock.ts";
import { sumMinor } from "#app/kit/money.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { batches, payouts } from "#db/schema/payouts.ts";
import { openPayoutWorld, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { cancelBatch, reprepareBatch } from "./cancel-batch.server.ts";
import { downloadBatchFile } from "./download-batch-file.server.ts";
import { prepareBatch, previewBatch, type PreparedBatch } from "./prepare-batch.server.ts";
import { returnPayout } from "./return-payout.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { settlePayout, settlePayouts } from "./settle-payout.server.ts";

let world: PayoutWorld;
beforeEach(async () => {
  world = await openPayoutWorld();
});

async function prepare(currency = "EUR"): Promise<PreparedBatch> {
  const outcome = await prepareBatch(world.services, {
    userId: world.petra,
    rail: currency === "EUR" ? "sepa" : "manual",
    currency,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}
const approve = (batchId: string, userId = world.anton) =>
  approveBatch(world.services, { batchId, userId, roles: ["approver"] });
const send = (batchId: string) => sendBatch(world.services, { batchId, userId: world.petra });
async function sendNew(): Promise<{ batchId: string; payoutIds: string[] }> {
  const { batchId } = await prepare();
  expect((await approve(batchId)).ok).toBe(true);
  expect((await send(batchId)).ok).toBe(true);
  return { batchId, payoutIds: await payoutsOf(batchId).then((rows) => rows.map((row) => row.id)) };
}
const payoutsOf = (batchId: string) =>
  world.services.db.inPlatform((tx) => tx.select().from(payouts).where(eq(payouts.batchId, batchId)));
const batchOf = (batchId: string) =>
  world.services.db.inPlatform(async (tx) => (await tx.select().from(batches).where(eq(batches.id, batchId)))[0]!);

describe("a batch from preparing to the bank", () => {
  it("moves the money of each creator over all brands from payable to in transit to paid, and the books agree at every step", async () => {
    const [lumen, norfolk] = [await world.brand("Lumen Tea"), await world.brand("Norfolk Soap")];
    const mara = await world.creator("Mara who bakes");
    await world.earn(mara, lumen, 8_00n);
    await world.earn(mara, norfolk, 7_50n);
    const prepared = await prepare();
    expect(prepared).toMatchObject({ name: "2026-06-01-1", payoutCount: 1, totalMinor: 15_50n });
    expect(await world.ledger(mara, "payable")).toBe(15_50n);

    expect((await approve(prepared.batchId)).ok).toBe(true);
    expect((await send(prepared.batchId)).ok).toBe(true);
    expect(await world.ledger(mara, "payable")).toBe(0n);
    expect(await world.ledger(mara, "in_transit")).toBe(15_50n);
    expect(await world.differences()).toEqual([]);

    const settled = await settlePayouts(world.services, { batchId: prepared.batchId, userId: world.petra });
    expect(settled).toMatchObject({ ok: true, value: { settledCount: 1 } });
    expect(await world.ledger(mara, "in_transit")).toBe(0n);
    expect(await world.differences()).toEqual([]);
    expect((await payoutsOf(prepared.batchId))[0]?.status).toBe("settled");
  });

  it("keeps currencies apart", async () => {
    const lumen = await world.brand("Lumen Tea");
    const mara = await world.creator("Mara who bakes");
    await world.fundBrand(lumen, 4_000n, "JPY");
    await world.earn(mara, lumen, 20_00n);
    await world.earn(mara, lumen, 4_000n, { currency: "JPY" });
    await world.fundBrand(lumen, 4_400n, "JPY");
    expect(await prepare("JPY")).toMatchObject({ totalMinor: 4_000n });
    expect(await prepare("EUR")).toMatchObject({ totalMinor: 20_00n, name: "2026-06-01-2" });
  });

  it("takes only what was approved up to the cut-off", async () => {
    const lumen = await world.brand("Lumen Tea");
    const mara = await world.creator("Mara who bakes");
    await world.earn(mara, lumen, 20_00n);
    await world.earn(mara, lumen, 99_00n, { isApproved: false });
    const cutOffAt = world.clock.now();
    world.clock.advanceDays(1);
    await world.earn(mara, lumen, 30_00n);
    const command = { userId: world.petra, rail: "sepa", currency: "EUR" } as const;
    expect(await prepareBatch(world.services, { ...command, cutOffAt: addDays(cutOffAt, 2) })).toMatchObject({
      refusal: "cut-off-in-the-future",
    });
    expect(await prepareBatch(world.services, { ...command, cutOffAt })).toMatchObject({
      ok: true,
      value: { totalMinor: 20_00n },
    });
  });

  it("is refused for commissions in a currency that SEPA does not carry, and when there is nothing to pay", async () => {
    const command = { userId: world.petra, rail: "sepa" } as const;
    await world.earn(await world.creator("Mara who bakes"), await world.brand("Lumen Tea"), 20_00n, {
      currency: "USD",
    });
    const { skipped } = await previewBatch(world.services, { ...command, currency: "USD" });
    expect(skipped).toMatchObject([{ reason: "other-currency", amountMinor: 20_00n }]);
    expect(await prepareBatch(world.services, { ...command, currency: "USD" })).toMatchObject({
      refusal: "nothing-to-pay",
    });
    expect(await prepareBatch(world.services, { ...command, currency: "EUR" })).toMatchObject({
      refusal: "nothing-to-pay",
    });
  });

  it("is not sent without the account the money leaves from", async () => {
    await world.earn(await world.creator("Mara"), await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    await approve(batchId);
    const outcome = await sendBatch({ ...world.services, payoutDebtor: null }, { batchId, userId: world.petra });
    expect(outcome).toMatchObject({ refusal: "no-debtor" });
    expect((await batchOf(batchId)).status).toBe("approved");
  });
});

describe("two people at once", () => {
  beforeEach(async () => {
    await world.earn(await world.creator("Mara who bakes"), await world.brand("Lumen Tea"), 20_00n);
  });

  it("prepare: one batch, and the other is told that the money is in it", async () => {
    const command = { rail: "sepa", currency: "EUR" } as const;
    const outcomes = await Promise.all([
      prepareBatch(world.services, { ...command, userId: world.petra }),
      prepareBatch(world.services, { ...command, userId: world.zora }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      refusal: expect.stringMatching(/already-in-another-batch|nothing-to-pay/) as string,
    });
  });

  it("approve: one approval [A8]", async () => {
    const { batchId } = await prepare();
    const outcomes = await Promise.all([approve(batchId), approve(batchId, world.zora)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ refusal: "already-approved" });
  });

  it("send: one send, money moved once [A8]", async () => {
    const { batchId } = await prepare();
    await approve(batchId);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => send(batchId)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.refusal === "already-sent")).toHaveLength(3);
    const sums = await world.database
      .ownerSql`select sum(amount_minor) from ledger_entries where account like '%in_transit'`;
    expect(sums).toEqual([{ sum: "2000" }]);
    expect(await world.differences()).toEqual([]);
  });
});

describe("four eyes", () => {
  it("nobody approves a batch they prepared, nobody without the role, and nothing unapproved is sent [A8]", async () => {
    await world.earn(await world.creator("Mara who bakes"), await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    expect(await send(batchId)).toMatchObject({ refusal: "not-approved" });
    expect(await approve(batchId, world.petra)).toMatchObject({ refusal: "prepared-by-you" });
    const preparerOnly = { batchId, userId: world.zora, roles: ["preparer"] } as const;
    expect(await approveBatch(world.services, preparerOnly)).toMatchObject({ refusal: "not-an-approver" });
    expect((await approve(batchId, world.zora)).ok).toBe(true);
    expect((await send(batchId)).ok).toBe(true);
  });

  it("an approval falls when an amount changed after it, nothing is sent, and the batch can be prepared again [A8]", async () => {
    const mara = await world.creator("Mara who bakes");
    const commission = await world.earn(mara, await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    await approve(batchId);
    await world.clawBack(commission, 5_00n);
    expect(await send(batchId)).toMatchObject({
      refusal: "content-changed",
      detail: "What is payable for a commission of Mara who bakes has changed.",
    });
    expect(await batchOf(batchId)).toMatchObject({
      status: "prepared",
      approvedBy: null,
      approvalVoidReason: expect.stringContaining("Mara") as string,
    });
    expect(await world.ledger(mara, "in_transit")).toBe(0n);
    expect(await approve(batchId)).toMatchObject({ refusal: "content-changed" });

    const again = await reprepareBatch(world.services, { batchId, userId: world.petra });
    expect(again).toMatchObject({ ok: true, value: { totalMinor: 15_00n } });
    expect((await batchOf(batchId)).status).toBe("cancelled");
  });

  it("an approval falls when the creator changed the account after it [A8]", async () => {
    const mara = await world.creator("Mara who bakes");
    await world.earn(mara, await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    await approve(batchId);
    await world.changeAccount(mara, "FI2112345600000785", addDays(world.clock.now(), 3));
    expect(await send(batchId)).toMatchObject({
      refusal: "content-changed",
      detail: "Mara who bakes changed the account money goes to.",
    });
    const again = await reprepareBatch(world.services, { batchId, userId: world.petra });
    expect(again).toEqual({ ok: true, value: null });
    world.clock.advanceDays(3);
    expect(await prepare()).toMatchObject({ totalMinor: 20_00n });
  });

  it("an approval falls when money was clawed back that the batch does not net [A8]", async () => {
    const [mara, lumen] = [await world.creator("Mara who bakes"), await world.brand("Lumen Tea")];
    const paid = await world.earn(mara, lumen, 50_00n);
    await sendNew();
    await world.earn(mara, lumen, 20_00n);
    const { batchId } = await prepare();
    await approve(batchId);
    await world.clawBack(paid, 5_00n);
    expect(await send(batchId)).toMatchObject({
      refusal: "content-changed",
      detail: expect.stringContaining("clawed back") as string,
    });
  });

  it("an approval does not cover an account that somebody altered in the database [A8]", async () => {
    await world.earn(await world.creator("Mara who bakes"), await world.brand("Lumen Tea"), 20_00n);
    await world.creator("Mallory", "FI2112345600000785");
    const { batchId } = await prepare();
    await approve(batchId);
    // Mallory's own sealed account, put in the place of Mara's: nothing that seals it says whose it is.
    await world.database.ownerSql`update payee_details set account_encrypted = other.account_encrypted
      from payee_details other where other.account_ending = '0785' and payee_details.account_ending = '3000'`;
    expect(await send(batchId)).toMatchObject({ refusal: "content-changed" });
  });

  it("an approval does not cover a payout that somebody altered in the database [A8]", async () => {
    await world.earn(await world.creator("Mara who bakes"), await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    await approve(batchId);
    await world.database.ownerSql`update payouts set amount_minor = 999900`;
    expect(await send(batchId)).toMatchObject({ refusal: "content-changed" });
  });
});

describe("money that comes back", () => {
  it("a clawback after payout is carried forward and netted, and nothing negative is ever sent [A10]", async () => {
    const [mara, lumen] = [await world.creator("Mara who bakes"), await world.brand("Lumen Tea")];
    const paid = await world.earn(mara, lumen, 50_00n);
    const { batchId } = await sendNew();
    await settlePayouts(world.services, { batchId, userId: world.petra });
    await world.clawBack(paid, 30_00n);
    await world.earn(mara, lumen, 12_00n);
    const carried = await prepareBatch(world.services, { userId: world.petra, rail: "sepa", currency: "EUR" });
    expect(carried).toMatchObject({ refusal: "nothing-to-pay" });

    await world.earn(mara, lumen, 40_00n);
    const next = await sendNew();
    const [payout] = await payoutsOf(next.batchId);
    expect(payout?.amountMinor).toBe(22_00n);
    expect(await world.ledger(mara, "payable")).toBe(0n);
    expect(await world.ledger(mara, "in_transit")).toBe(22_00n);
    expect(await world.differences()).toEqual([]);
  });

  it("nets over brands, and each brand's books still balance", async () => {
    const [mara, lumen, norfolk] = [
      await world.creator("Mara"),
      await world.brand("Lumen Tea"),
      await world.brand("Norfolk Soap"),
    ];
    const paid = await world.earn(mara, lumen, 30_00n);
    await sendNew();
    await world.clawBack(paid, 10_00n);
    await world.earn(mara, norfolk, 35_00n);
    const { payoutIds, batchId } = await sendNew();
    expect((await payoutsOf(batchId))[0]?.amountMinor).toBe(25_00n);
    await settlePayout(world.services, { payoutId: payoutIds[0]!, userId: world.petra });
    expect(await world.differences()).toEqual([]);
  });

  it.each([false, true])(
    "a returned payout is payable again and in the next batch (after it was settled: %s)",
    async (wasSettled) => {
      const [mara, lumen] = [await world.creator("Mara who bakes"), await world.brand("Lumen Tea")];
      await world.earn(mara, lumen, 20_00n);
      const { payoutIds } = await sendNew();
      const payoutId = payoutIds[0]!;
      if (wasSettled) await settlePayout(world.services, { payoutId, userId: world.petra });
      const command = { payoutId, reason: "AC04 account closed", userId: world.petra };
      expect(await returnPayout(world.services, command)).toMatchObject({ ok: true, value: { wasReturned: true } });
      expect(await returnPayout(world.services, command)).toMatchObject({ ok: true, value: { wasReturned: false } });
      expect(await settlePayout(world.services, { payoutId, userId: world.petra })).toMatchObject({
        refusal: "already-returned",
      });
      expect(await world.ledger(mara, "payable")).toBe(20_00n);
      expect(await world.ledger(mara, "in_transit")).toBe(0n);
      expect(await world.differences()).toEqual([]);
      expect(await prepare()).toMatchObject({ totalMinor: 20_00n });
    },
  );

  it("settling twice, or two people at once, settles once", async () => {
    const mara = await world.creator("Mara who bakes");
    await world.earn(mara, await world.brand("Lumen Tea"), 20_00n);
    const { payoutIds, batchId } = await sendNew();
    const command = { payoutId: payoutIds[0]!, userId: world.petra };
    await Promise.all([
      settlePayout(world.services, command),
      settlePayouts(world.services, { batchId, userId: world.anton }),
    ]);
    expect(await settlePayout(world.services, command)).toMatchObject({ ok: true, value: { settledCount: 0 } });
    expect(await world.ledger(mara, "in_transit")).toBe(0n);
    expect(await world.differences()).toEqual([]);
  });

  it("a payout that was not sent cannot be settled or returned, and a sent batch cannot be cancelled", async () => {
    await world.earn(await world.creator("Mara"), await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await prepare();
    const [payout] = await payoutsOf(batchId);
    const command = { payoutId: payout!.id, userId: world.petra };
    expect(await settlePayout(world.services, command)).toMatchObject({ refusal: "not-sent" });
    expect(await returnPayout(world.services, { ...command, reason: "AC04" })).toMatchObject({ refusal: "not-sent" });
    expect((await cancelBatch(world.services, { batchId, userId: world.petra })).ok).toBe(true);
    const { batchId: sent } = await sendNew();
    expect(await cancelBatch(world.services, { batchId: sent, userId: world.petra })).toMatchObject({
      refusal: "already-sent",
    });
  });
});

describe("the files of a batch", () => {
  it("are handed out byte for byte the same, and the second time it is said that they were taken before [A41]", async () => {
    const lumen = await world.brand("Lumen Tea");
    await world.earn(await world.creator("Mara Überbäck"), lumen, 20_00n);
    await world.earn(await world.creator("Tom", "FI2112345600000785"), lumen, 31_17n);
    const { batchId } = await sendNew();
    const download = { batchId, format: "pain.001.001.09", userId: world.petra } as const;
    const first = await downloadBatchFile(world.services, download);
    const takenAt = world.clock.now();
    world.clock.advanceDays(2);
    const second = await downloadBatchFile(world.services, download);
    if (!first.ok || !second.ok) throw new Error("The file is missing.");
    expect(first.value).toMatchObject({ downloadsBefore: 0, lastDownloadedAt: null });
    expect(second.value).toMatchObject({ downloadsBefore: 1, lastDownloadedAt: takenAt, content: first.value.content });
    const cents = [...first.value.content.matchAll(/<InstdAmt[^>]*>(\d+)\.(\d\d)</g)].map((match) =>
      BigInt(match[1]! + match[2]!),
    );
    expect(sumMinor(cents)).toBe(sumMinor((await payoutsOf(batchId)).map((payout) => payout.amountMinor)));
    expect(await downloadBatchFile(world.services, { ...download, format: "csv" })).toMatchObject({
      refusal: "no-such-file",
    });
  });

  it("lie sealed in the database: no IBAN, no holder in the clear", async () => {
    await world.earn(await world.creator("Mara Überbäck"), await world.brand("Lumen Tea"), 20_00n);
    const { batchId } = await sendNew();
    const rows = await world.database.ownerSql<
      { content: string }[]
    >`select content from batch_files where batch_id = ${batchId}`;
    expect(rows).toHaveLength(2);
    for (const { content } of rows) expect(content).not.toMatch(/DE8937|Mara/);
  });
});

describe("a creator who is paid in another currency than they earn", () => {
  const bank = {
    kind: "us-account",
    routingNumber: "021000021",
    accountNumber: "12345678",
    accountType: "checking",
  } as const;
  const day = { firstDay: "2026-06-01", lastDay: "2026-06-01", source: "test" };
  const loadEuro = () =>
    world.services.db.inPlatform((tx) =>
      insertRates(tx, [{ currency: "EUR", unitsPerDollar: "0.8", ...day }], world.clock.now()),
    );

  it("waits until the rate of the day is known, and then gets what it makes, converted once and kept with its rate", async () => {
    const [lumen, norfolk] = [await world.brand("Lumen Tea"), await world.brand("Norfolk Soap")];
    const mara = await world.creator("Mara who bakes", bank, "USD");
    await world.earn(mara, lumen, 20_00n);
    await world.earn(mara, norfolk, 11_11n);
    const command = { userId: world.petra, rail: "nacha", currency: "EUR" } as const;
    expect((await previewBatch(world.services, command)).skipped).toMatchObject([{ reason: "no-exchange-rate" }]);
    await loadEuro();
    const prepared = await prepareBatch(world.services, command);
    const batchId = prepared.ok ? prepared.value.batchId : "";
    expect((await payoutsOf(batchId))[0]).toMatchObject({
      ...{ amountMinor: 31_11n, currency: "EUR", paidMinor: 38_89n, paidCurrency: "USD" },
      ...{ rate: "1.25", rateDay: "2026-06-01" },
    });
    await approve(batchId);
    expect((await send(batchId)).ok).toBe(true);
    await settlePayouts(world.services, { batchId, userId: world.petra });
    const rail = () => world.database.ownerSql`select currency, sum(amount_minor) from ledger_entries
      where account like 'rail:nacha%' group by currency`;
    expect(await rail()).toEqual([{ currency: "USD", sum: "3889" }]);
    expect(await world.differences()).toEqual([]);

    const [payout] = await payoutsOf(batchId);
    await returnPayout(world.services, { payoutId: payout!.id, reason: "R03 no account", userId: world.petra });
    expect(await world.ledger(mara, "payable")).toBe(31_11n);
    expect(await rail()).toEqual([{ currency: "USD", sum: "0" }]);
    const results = await runChecks(world.database.ownerUrl);
    const isAboutPayouts = /^(batches|payouts|ledger|commission-positions|commissions-paid)-/;
    expect(results.filter(({ name, findings }) => findings > 0 && isAboutPayouts.test(name))).toEqual([]);
  });

  it("an approval falls when somebody alters what arrives in the database [A8]", async () => {
    await loadEuro();
    await world.earn(await world.creator("Mara who bakes", bank, "USD"), await world.brand("Lumen Tea"), 20_00n);
    const prepared = await prepareBatch(world.services, { userId: world.petra, rail: "nacha", currency: "EUR" });
    const batchId = prepared.ok ? prepared.value.batchId : "";
    await approve(batchId);
    await world.database.ownerSql`update payouts set paid_minor = 999900`;
    expect(await send(batchId)).toMatchObject({ refusal: "content-changed" });
  });
});
