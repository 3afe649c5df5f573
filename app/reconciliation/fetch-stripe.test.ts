import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { receiveStripeEvent } from "#app/billing/receive-stripe-event.server.ts";
import { startTopUp } from "#app/billing/start-top-up.server.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { stripeRail } from "#app/platform/api-rails/stripe-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { payouts } from "#db/schema/payouts.ts";
import { railStatementLines, railStatements } from "#db/schema/reconciliation.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney, takeFee } from "#scripts/fakes/stripe/stripe-balance.ts";
import { paySession } from "#scripts/fakes/stripe/stripe-checkout.ts";
import { closeDispute, openDispute, refundCharge } from "#scripts/fakes/stripe/stripe-payments.ts";
import { reverseTransfer } from "#scripts/fakes/stripe/stripe-transfers.ts";
import {
  startStripeFake,
  STRIPE_FAKE_WEBHOOK_SECRET,
  type StripeFake,
} from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { openPayoutWorld, type NamedBrand, type PayoutWorld } from "#tests/world/payout-world.ts";
import { fetchStripe } from "./fetch-stripe.server.ts";
import { fetchStripeJob } from "./fetch-stripe.job.server.ts";
import { findFindings } from "./find-findings.server.ts";
import { readFinding, readReconciliation } from "./read-reconciliation.server.ts";
import { writeReport } from "./write-report.server.ts";

let world: PayoutWorld;
let fake: StripeFake;
let services: Services;
let lumen: NamedBrand;

/** The platform has 200.00 of its own at Stripe, and Lumen Tea has paid in by bank transfer. */
beforeEach(async () => {
  world = await openPayoutWorld();
  fake = await startStripeFake({ now: () => world.clock.now() });
  moveOwnMoney(fake.books, 200_00, "eur");
  const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin, timeoutMs: 300 });
  services = {
    ...world.services,
    ...{ stripe, apiRails: { stripe: stripeRail(stripe) }, stripeWebhookSecrets: [STRIPE_FAKE_WEBHOOK_SECRET] },
  };
  lumen = await world.brand("Lumen Tea");
});
afterEach(() => fake.close());

/** Sends one payout to each by Stripe, of 20, 21, 22 … euros. Their ids, in that order. */
async function send(names: readonly string[]): Promise<string[]> {
  for (const [index, name] of names.entries()) {
    const { accountId } = await services.stripe!.createAccount({
      ...{ creatorId: name, email: `${name}@people.example`, country: "DE" },
    });
    setAccountReady(fake.books, fake.books.contents.accounts.at(-1)!, true);
    await world.earn(await world.creator(name, { kind: "stripe", accountId }), lumen, 20_00n + BigInt(index) * 1_00n);
  }
  const prepared = await prepareBatch(services, { userId: world.petra, rail: "stripe", currency: "EUR" });
  const batchId = prepared.ok ? prepared.value.batchId : "";
  await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
  expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
  await world.queue.drain(services);
  const rows = (await allPayouts()).filter((row) => row.batchId === batchId);
  return rows.sort((a, b) => Number(a.amountMinor - b.amountMinor)).map(({ id }) => id);
}

async function topUp(amountMinor: bigint, fee = 0): Promise<void> {
  const brand = { id: lumen.id, name: "Lumen Tea", slug: "lumen-tea" };
  await startTopUp(services, {
    ...{ brand, userId: world.petra, email: "lu@lumen.example", amountMinor, currency: "EUR" },
  });
  paySession(fake.books, fake.books.contents.sessions.at(-1)!, fee);
}

async function hearStripe(): Promise<void> {
  await fake.deliverWaiting(async ({ body, signature }) => {
    const outcome = await receiveStripeEvent(services, { rawBody: Buffer.from(body), signature });
    return outcome.ok ? 200 : 401;
  });
  await world.queue.drain(services);
}

const allPayouts = () => services.db.inPlatform((tx) => tx.select().from(payouts));
const fetched = (userId: string | null = null) => fetchStripe(services, { userId });
const findings = () => services.db.inPlatform((tx) => findFindings(tx));
const kept = async () => ({
  statements: await services.db.inPlatform((tx) => tx.select().from(railStatements)),
  lines: await services.db.inPlatform((tx) => tx.select().from(railStatementLines)),
});
const transfers = () => fake.books.contents.transfers;
/** Takes a movement out of Stripe's own statement, or changes it. */
function changeMovement(sourceId: string, change: { amount: number } | null): void {
  const { balanceTransactions } = fake.books.contents;
  const at = balanceTransactions.findIndex(({ source }) => source === sourceId);
  if (change) Object.assign(balanceTransactions[at]!, change);
  else balanceTransactions.splice(at, 1);
}

describe("reconciling ledger, batch and Stripe", () => {
  it("one missing, one extra and one wrong amount are found, exactly these three", async () => {
    const [, ines, tom] = (await send(["Mara", "Ines", "Tom", "Yuki"])) as [string, string, string, string];
    const transferOf = (payoutId: string) => transfers().find((one) => one.transfer_group === payoutId)!;
    changeMovement(transferOf(ines).id, null);
    changeMovement(transferOf(tom).id, { amount: -22_50 });
    const byHand = { accountId: transfers()[0]!.destination, amountMinor: 9_00n, currency: "EUR" };
    await services.stripe!.transfer({ ...byHand, payoutId: "by-hand", description: "", idempotencyKey: "by-hand" });
    world.clock.advanceDays(2);
    expect(await fetched()).toMatchObject({ ok: true, value: { newLineCount: 5 } });
    const found = await findings();
    expect(
      found.map(({ kind, payout, oursMinor, theirsMinor }) => [kind, payout?.payoutId, oursMinor, theirsMinor]),
    ).toEqual(
      expect.arrayContaining([
        ["missing", ines, 21_00n, 0n],
        ["different-amount", tom, 22_00n, 22_50n],
        ["extra", undefined, 0n, 9_00n],
      ]),
    );
    expect(found).toHaveLength(3);
    const at = { rail: null, standing: "open", page: 1, statementPage: 1 } as const;
    expect(await readReconciliation(services, at)).toMatchObject({ matchedCount: 2, openCount: 3 });
  });

  it("has a line for each movement, and what is no payout is never an extra: top-ups, refunds, disputes, fees, own money", async () => {
    await topUp(50_00n, 1_25);
    await hearStripe();
    await topUp(80_00n);
    refundCharge(fake.books, fake.books.contents.charges[0]!, 10_00);
    openDispute(fake.books, fake.books.contents.charges[1]!);
    closeDispute(fake.books, fake.books.contents.disputes[0]!, "won");
    takeFee(fake.books, 2_00, "eur");
    await hearStripe();
    const [mara] = (await send(["Mara"])) as [string];
    world.clock.advanceDays(2);
    await fetched();
    const { lines } = await kept();
    expect(lines).toHaveLength(fake.books.contents.balanceTransactions.length);
    const told = lines.map(({ kind, amountMinor, feeMinor }) => [kind, amountMinor, feeMinor]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["own", 200_00n, 0n],
        ["received", 50_00n, 1_25n],
        ["received", 80_00n, 0n],
        ["refunded", -10_00n, 0n],
        ["disputed", -80_00n, 0n],
        ["disputed", 80_00n, 0n],
        ["fee", -2_00n, 0n],
        ["paid", 20_00n, 0n],
      ]),
    );
    expect(lines.find(({ kind }) => kind === "paid")?.payoutId).toBe(mara);
    expect(await findings()).toEqual([]);
    const at = { rail: "stripe", standing: "open", page: 1, statementPage: 1 } as const;
    expect(await readReconciliation(services, at)).toMatchObject({ matchedCount: 1, matchedTopUpCount: 2 });
  });

  it("a top-up we booked and Stripe does not tell of, a refund we do not know of and a stranger's payment are differences", async () => {
    for (const amount of [50_00n, 60_00n]) await topUp(amount);
    await hearStripe();
    const [missing, refunded] = fake.books.contents.charges;
    changeMovement(missing!.id, null);
    refundCharge(fake.books, refunded!, 15_00);
    fake.books.contents.charges.push({ ...missing!, id: "ch_of_a_shop", payment_intent: "pi_of_a_shop" });
    fake.books.move({ amount: 70_00, currency: "eur", type: "charge", category: "charge", source: "ch_of_a_shop" });
    world.clock.advanceDays(2);
    await fetched();
    const found = await findings();
    expect(
      found.map(({ kind, topUp: of, oursMinor, theirsMinor }) => [kind, of?.paymentId, oursMinor, theirsMinor]),
    ).toEqual(
      expect.arrayContaining([
        ["missing", missing!.payment_intent, 50_00n, 0n],
        ["different-amount", refunded!.payment_intent, 60_00n, 45_00n],
        ["extra", undefined, 0n, 70_00n],
      ]),
    );
    const different = found.find(({ kind }) => kind === "different-amount")!;
    const read = await readFinding(services, different.key);
    expect(read?.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ["received", 60_00n],
      ["refunded", -15_00n],
    ]);
    expect(read?.ledger.map(({ amountMinor }) => amountMinor)).toEqual([-60_00n, 60_00n]);
    expect(await writeReport(services, "stripe")).toMatch(/different-amount,stripe,[\s\S]*Lumen Tea/);
    await hearStripe();
    expect((await findings()).filter(({ kind }) => kind === "different-amount")).toEqual([]);
  });

  it("is patient: what is booked after the last day Stripe told of is compared when the next one is told", async () => {
    await topUp(50_00n);
    await hearStripe();
    world.clock.advanceDays(1);
    await fetched();
    refundCharge(fake.books, fake.books.contents.charges[0]!, 5_00);
    await hearStripe();
    await send(["Mara"]);
    expect(await findings()).toEqual([]);
    world.clock.advanceDays(1);
    await fetched();
    expect(await findings()).toEqual([]);
  });

  it("a transfer that was reversed at Stripe comes back with the statement, also when its news was lost", async () => {
    await send(["Mara"]);
    reverseTransfer(fake.books, transfers()[0]!, 20_00);
    world.clock.advanceDays(1);
    expect(await fetched()).toMatchObject({ ok: true, value: { returnedCount: 1 } });
    expect(await allPayouts()).toMatchObject([
      { status: "returned", returnReason: "The transfer was reversed at Stripe." },
    ]);
    expect(await findings()).toEqual([]);
    expect(await world.differences()).toEqual([]);
  });
});

describe("fetching from Stripe", () => {
  it("reads until the end of yesterday, goes on from there, and keeps a day on which nothing moved", async () => {
    await send(["Mara"]);
    expect(await fetched()).toMatchObject({ ok: true, value: { days: null } });
    world.clock.advanceDays(1);
    expect(await fetched(world.petra)).toMatchObject({ ok: true, value: { newLineCount: 2 } });
    world.clock.advanceDays(2);
    const [last] = (await kept()).statements;
    await fetchStripeJob.run(services, {});
    const { statements } = await kept();
    expect(statements).toMatchObject([last, { newLineCount: 0, uploadedBy: null }]);
    expect(statements[1]!.periodFrom > last!.periodUntil).toBe(true);
  });

  it("run twice changes nothing, and three at once count once", async () => {
    await send(["Mara"]);
    world.clock.advanceDays(1);
    await Promise.all([fetched(), fetched(), fetched()]);
    const once = await kept();
    expect(once).toMatchObject({ statements: [{}], lines: [{}, {}] });
    expect(await fetched()).toMatchObject({ ok: true, value: { days: null, newLineCount: 0 } });
    expect(await kept()).toEqual(once);
  });

  it("of an old account is several statements of a month each", async () => {
    await send(["Mara"]);
    world.clock.advanceDays(70);
    await fetched();
    expect((await kept()).statements.map(({ lineCount }) => lineCount)).toEqual([2, 0, 0]);
  });

  it("is refused while Stripe is down, with nothing half done, and goes on when it is back", async () => {
    await send(["Mara"]);
    for (let day = 0; day < 150; day += 1) moveOwnMoney(fake.books, 1_00, "eur");
    world.clock.advanceDays(1);
    fake.failNext("fault", 1, 1);
    expect(await fetched()).toMatchObject({ ok: false, refusal: "stripe-trouble" });
    expect(await kept()).toEqual({ statements: [], lines: [] });
    fake.failNext("silence");
    await expect(fetchStripeJob.run(services, {})).rejects.toThrow("Stripe could not be asked");
    expect(await fetched()).toMatchObject({ ok: true, value: { newLineCount: 152 } });
  });

  it("is refused where Stripe is not configured", async () => {
    expect(await fetchStripe(world.services, { userId: null })).toMatchObject({ refusal: "not-configured" });
  });
});
