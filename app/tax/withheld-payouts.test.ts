import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { withheldTaxAccount } from "#app/ledger/account.ts";
import { balanceOf } from "#app/ledger/ledger-store.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { streamStatement } from "#app/statements/read-statement.server.ts";
import { monthOf } from "#app/statements/statement.ts";
import { findFindings } from "#app/reconciliation/find-findings.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { creators } from "#db/schema/creators.ts";
import { payouts } from "#db/schema/payouts.ts";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { giveTaxForm, w9Of } from "#tests/world/tax-forms.ts";

/** The commissions of this world have no order behind them, so only the checks of money on its way are asked. */
const isAboutPayouts = /^(batches|payouts|ledger|withheld|commission-positions|commissions-paid)-/;

let world: PayoutWorld;
let lumen: NamedBrand;
let norfolk: NamedBrand;
let tess: NamedCreator;
beforeEach(async () => {
  const opened = await openPayoutWorld();
  world = { ...opened, services: { ...opened.services, taxPayer: { country: "US", timeZone: "America/New_York" } } };
  lumen = await world.brand("Lumen Tea");
  norfolk = await world.brand("Norfolk Soap");
  tess = await world.creator("Tess from Texas");
  await world.services.db.inPlatform((tx) =>
    tx.update(creators).set({ country: "US" }).where(eq(creators.id, tess.id)),
  );
});

async function prepare(): Promise<string> {
  const outcome = await prepareBatch(world.services, { userId: world.petra, rail: "sepa", currency: "EUR" });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.batchId;
}
const approve = (batchId: string) =>
  approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] });
const send = (batchId: string) => sendBatch(world.services, { batchId, userId: world.petra });
async function sendNew(): Promise<string> {
  const batchId = await prepare();
  expect((await approve(batchId)).ok).toBe(true);
  expect((await send(batchId)).ok).toBe(true);
  return batchId;
}
const payoutOf = async (batchId: string) =>
  (await world.services.db.inPlatform((tx) => tx.select().from(payouts).where(eq(payouts.batchId, batchId))))[0]!;
const withheldAt = (brand: NamedBrand) =>
  world.services.db.inBrand(brand.id, (tx) => balanceOf(tx, brand.id, withheldTaxAccount(brand.id), "EUR"));
async function expectWholeBooks(): Promise<void> {
  expect(await world.differences()).toEqual([]);
  // What is withheld never travels, and is no difference to the rail.
  expect(await world.services.db.inPlatform((tx) => findFindings(tx))).toEqual([]);
  const results = await runChecks(world.database.ownerUrl);
  expect(results.filter(({ findings, name }) => findings > 0 && isAboutPayouts.test(name))).toEqual([]);
}

describe("a payout to a US person without a W-9", () => {
  it("is smaller by 24 %, which is owed to the tax office from the sending on, and the statement says so [A42]", async () => {
    await world.earn(tess, lumen, 80_00n);
    await world.earn(tess, norfolk, 20_00n);
    const batchId = await sendNew();
    expect(await payoutOf(batchId)).toMatchObject({
      amountMinor: 100_00n,
      withheldMinor: 24_00n,
      withheldReason: "w-9-missing",
      paidMinor: 76_00n,
    });
    expect([await withheldAt(lumen), await withheldAt(norfolk)]).toEqual([19_20n, 4_80n]);
    expect(await world.ledger(tess, "in_transit")).toBe(76_00n);
    await expectWholeBooks();

    expect((await settlePayouts(world.services, { batchId, userId: world.petra })).ok).toBe(true);
    expect(await world.ledger(tess, "in_transit")).toBe(0n);
    expect([await withheldAt(lumen), await withheldAt(norfolk)]).toEqual([19_20n, 4_80n]);
    await expectWholeBooks();

    const sentences: string[] = [];
    for await (const entry of streamStatement(world.services, tess.id, monthOf(world.clock.now())))
      if (entry.entry === "line" && entry.line.kind === "paid") sentences.push(entry.line.sentence);
    expect(sentences).toHaveLength(2);
    expect(sentences[0]).toContain("Of it 24 % (€19.20) withheld for US tax, because no Form W-9 is on file.");
  });

  it.each([["on its way"], ["after it arrived"]])("puts back what was withheld when it comes back %s", async (when) => {
    await world.earn(tess, lumen, 80_00n);
    const batchId = await sendNew();
    if (when === "after it arrived") await settlePayouts(world.services, { batchId, userId: world.petra });
    const { id: payoutId } = await payoutOf(batchId);
    expect((await returnPayout(world.services, { payoutId, reason: "AC04", userId: world.petra })).ok).toBe(true);
    expect(await withheldAt(lumen)).toBe(0n);
    expect(await world.ledger(tess, "payable")).toBe(80_00n);
    await expectWholeBooks();
  });

  it("is withheld from what is left after a clawback, and a brand that takes back has no part in it", async () => {
    await world.earn(tess, lumen, 80_00n);
    const bought = await world.earn(tess, norfolk, 30_00n);
    await sendNew();
    await world.clawBack(bought, 10_00n);
    await world.earn(tess, lumen, 60_00n);
    const batchId = await sendNew();
    expect(await payoutOf(batchId)).toMatchObject({ amountMinor: 50_00n, withheldMinor: 12_00n, paidMinor: 38_00n });
    await expectWholeBooks();
  });

  it("voids the approval when the W-9 comes before the sending, and is paid whole once it is prepared again", async () => {
    await world.earn(tess, lumen, 80_00n);
    const batchId = await prepare();
    await approve(batchId);
    await giveTaxForm(world.services, tess, w9Of(tess.name));
    expect(await send(batchId)).toMatchObject({
      refusal: "content-changed",
      detail: "What must be withheld from Tess from Texas for tax has changed.",
    });
  });

  it("is paid whole with a W-9 on file", async () => {
    await giveTaxForm(world.services, tess, w9Of(tess.name));
    await world.earn(tess, lumen, 80_00n);
    expect(await payoutOf(await sendNew())).toMatchObject({
      withheldMinor: 0n,
      withheldReason: null,
      paidMinor: 80_00n,
    });
    await expectWholeBooks();
  });
});
