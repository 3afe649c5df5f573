import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { paySession } from "#scripts/fakes/stripe/stripe-checkout.ts";
import { closeDispute, openDispute, refundCharge } from "#scripts/fakes/stripe/stripe-payments.ts";
import {
  startStripeFake,
  STRIPE_FAKE_WEBHOOK_SECRET,
  type StripeDelivery,
  type StripeFake,
} from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { openPayoutWorld, type NamedBrand, type PayoutWorld } from "#tests/world/payout-world.ts";
import { readInvoice } from "./read-invoice.server.ts";
import { receiveStripeEvent } from "./receive-stripe-event.server.ts";
import { confirmBankTransfer, declineBankTransfer, recordBankTransfer } from "./record-bank-transfer.server.ts";
import { settleOpenTopUpsJob } from "./settle-open-top-ups.job.server.ts";
import { startTopUp } from "./start-top-up.server.ts";
import { tellLowBalancesJob } from "./tell-low-balances.job.server.ts";
import { approveBatch } from "../payouts/approve-batch.server.ts";
import { prepareBatch } from "../payouts/prepare-batch.server.ts";
import { returnPayout } from "../payouts/return-payout.server.ts";
import { sendBatch } from "../payouts/send-batch.server.ts";

let world: PayoutWorld;
let fake: StripeFake;
let services: Services;
let lumen: NamedBrand;

beforeEach(async () => {
  world = await openPayoutWorld();
  fake = await startStripeFake({ now: () => world.clock.now() });
  const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin });
  services = { ...world.services, stripe, stripeWebhookSecrets: [STRIPE_FAKE_WEBHOOK_SECRET], platformFeeBps: 500 };
  lumen = await world.brand("Lumen Tea", 0n);
});
afterEach(() => fake.close());

async function topUp(amountMinor: bigint): Promise<void> {
  const brand = { id: lumen.id, name: "Lumen Tea", slug: "lumen-tea" };
  const who = { userId: world.petra, email: "lu@lumen.example" };
  const started = await startTopUp(services, { brand, ...who, amountMinor, currency: "EUR" });
  expect(started).toMatchObject({ ok: true, value: { url: expect.stringContaining(fake.origin) as string } });
}

const receive = async ({ body, signature }: StripeDelivery) => {
  const outcome = await receiveStripeEvent(services, { rawBody: Buffer.from(body), signature });
  return outcome.ok ? 200 : 401;
};
async function hearStripe(): Promise<void> {
  await fake.deliverWaiting(receive);
  await world.queue.drain(services);
}
const brokenBooks = async () =>
  (await runChecks(world.database.ownerUrl))
    .filter(({ name, findings }) => findings > 0 && /^(funds|top-ups|payouts|ledger|batches)-/.test(name))
    .map(({ name }) => name);
const lastSession = () => fake.books.contents.sessions.at(-1)!;

describe("a top-up by Stripe", () => {
  it("is in the balance once Stripe says that it was paid, however often it says so", async () => {
    await topUp(500_00n);
    expect(await world.funds(lumen)).toBe(0n);
    paySession(fake.books, lastSession());
    const events = structuredClone(fake.books.contents.waitingEvents);
    await hearStripe();
    fake.books.contents.waitingEvents = events;
    await hearStripe();
    expect(await world.funds(lumen)).toBe(500_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("whose news was lost is asked for, and one that nobody paid is over", async () => {
    await topUp(500_00n);
    paySession(fake.books, lastSession());
    await topUp(70_00n);
    world.clock.advanceMs(25 * MS_PER_HOUR);
    await settleOpenTopUpsJob.run(services, {});
    expect(await world.funds(lumen)).toBe(500_00n);
    const statuses = await world.database.ownerSql`select status from top_ups order by amount_minor`;
    expect(statuses.map(({ status }) => status as string)).toEqual(["expired", "received"]);
  });

  it("that is refunded or disputed leaves the balance again, in whatever order Stripe tells, and comes back when the dispute is won", async () => {
    await topUp(500_00n);
    paySession(fake.books, lastSession());
    const charge = fake.books.contents.charges[0]!;
    refundCharge(fake.books, charge, 50_00);
    openDispute(fake.books, charge);
    fake.books.contents.waitingEvents.reverse();
    await hearStripe();
    expect(await world.funds(lumen)).toBe(0n);
    closeDispute(fake.books, fake.books.contents.disputes[0]!, "won");
    await hearStripe();
    expect(await world.funds(lumen)).toBe(450_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("with a signature of somebody else, or none, is not taken", async () => {
    const rawBody = Buffer.from(JSON.stringify({ id: "evt_1", type: "checkout.session.completed" }));
    expect(await receiveStripeEvent(services, { rawBody, signature: null })).toMatchObject({
      refusal: "bad-signature",
    });
    expect(await receiveStripeEvent(services, { rawBody, signature: "t=1,v1=00" })).toMatchObject({
      refusal: "bad-signature",
    });
    expect(await receiveStripeEvent(world.services, { rawBody, signature: null })).toMatchObject({
      refusal: "not-configured",
    });
    expect(await world.database.ownerSql`select from stripe_events`).toHaveLength(0);
  });
});

describe("a bank transfer", () => {
  const transfer = (amountMinor: bigint, bankReference = "FS-LUMEN-TEA 1") => ({
    ...{ brandId: lumen.id, amountMinor, currency: "EUR", bankReference, userId: world.petra },
  });

  it("is in the balance at once up to the limit, and recorded once", async () => {
    expect(await recordBankTransfer(services, transfer(5_000_00n))).toMatchObject({ value: { isWaiting: false } });
    expect(await recordBankTransfer(services, transfer(5_000_00n))).toMatchObject({ refusal: "already-recorded" });
    expect(await world.funds(lumen)).toBe(5_000_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("above the limit waits for a second person; declined, its reference is free again", async () => {
    const recorded = await recordBankTransfer(services, transfer(5_000_01n));
    const topUpId = recorded.ok ? recorded.value.topUpId : "";
    const decision = { brandId: lumen.id, topUpId };
    expect(await world.funds(lumen)).toBe(0n);
    expect(await confirmBankTransfer(services, { ...decision, userId: world.petra })).toMatchObject({
      refusal: "recorded-by-you",
    });
    expect(await declineBankTransfer(services, { ...decision, userId: world.petra })).toMatchObject({ ok: true });
    expect(await confirmBankTransfer(services, { ...decision, userId: world.anton })).toMatchObject({
      refusal: "not-waiting",
    });
    const again = await recordBankTransfer(services, transfer(5_000_01n));
    const second = { brandId: lumen.id, topUpId: again.ok ? again.value.topUpId : "", userId: world.anton };
    const both = await Promise.all([confirmBankTransfer(services, second), confirmBankTransfer(services, second)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.funds(lumen)).toBe(5_000_01n);
  });
});

describe("creators are paid from what their brand has paid in", () => {
  async function prepared(): Promise<string> {
    const outcome = await prepareBatch(services, { userId: world.petra, rail: "sepa", currency: "EUR" });
    if (!outcome.ok) throw new Error(outcome.refusal);
    await approveBatch(services, { batchId: outcome.value.batchId, userId: world.anton, roles: ["approver"] });
    return outcome.value.batchId;
  }
  const payIn = (amountMinor: bigint) => world.fundBrand(lumen, amountMinor);

  it("with the fee on its own lines; a payout that comes back puts both back", async () => {
    const mara = await world.creator("Mara who bakes");
    await world.earn(mara, lumen, 20_00n);
    await payIn(20_99n);
    expect(await prepareBatch(services, { userId: world.petra, rail: "sepa", currency: "EUR" })).toMatchObject({
      refusal: "nothing-to-pay",
    });
    await payIn(1n);
    const batchId = await prepared();
    expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
    expect(await world.funds(lumen)).toBe(0n);
    expect(await brokenBooks()).toEqual([]);
    const [payout] = await world.database.ownerSql<{ id: string }[]>`select id from payouts`;
    // The fee that was charged comes back, whatever the fee is now.
    services = { ...services, platformFeeBps: 900 };
    await returnPayout(services, { payoutId: payout!.id, reason: "AC04 closed account", userId: world.petra });
    expect(await world.funds(lumen)).toBe(21_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("and what another batch has set aside is not spent twice", async () => {
    await payIn(21_00n);
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await prepared();
    await world.earn(await world.creator("Ines who pickles", "FI2112345600000785"), lumen, 20_00n);
    expect(await prepareBatch(services, { userId: world.petra, rail: "sepa", currency: "EUR" })).toMatchObject({
      refusal: "nothing-to-pay",
    });
  });

  it("a payment that is disputed after the approval voids it, and nothing is sent", async () => {
    await topUp(50_00n);
    paySession(fake.books, lastSession());
    await hearStripe();
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    const batchId = await prepared();
    openDispute(fake.books, fake.books.contents.charges[0]!);
    await hearStripe();
    expect(await sendBatch(services, { batchId, userId: world.petra })).toMatchObject({
      refusal: "content-changed",
      detail: "The balance of Lumen Tea no longer covers what this batch pays for it.",
    });
    expect(await brokenBooks()).toEqual([]);
  });

  it("one disputed after it was paid on leaves a shortfall, which the next top-up settles first", async () => {
    await topUp(50_00n);
    paySession(fake.books, lastSession());
    await hearStripe();
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await sendBatch(services, { batchId: await prepared(), userId: world.petra });
    openDispute(fake.books, fake.books.contents.charges[0]!);
    await hearStripe();
    expect(await world.funds(lumen)).toBe(0n);
    await payIn(30_00n);
    expect(await world.funds(lumen)).toBe(9_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("two batches sent at once never take more than is there", async () => {
    await payIn(42_00n);
    const [mara, ines] = [await world.creator("Mara"), await world.creator("Ines", "FI2112345600000785")];
    await world.earn(mara, lumen, 20_00n);
    const first = await prepared();
    await world.earn(ines, lumen, 20_00n);
    const second = await prepared();
    const sent = await Promise.all(
      [first, second].map((batchId) => sendBatch(services, { batchId, userId: world.petra })),
    );
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(await world.funds(lumen)).toBe(0n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("the month's invoice names the fee, and its balances add up", async () => {
    await payIn(100_00n);
    await world.earn(await world.creator("Mara who bakes"), lumen, 20_00n);
    await sendBatch(services, { batchId: await prepared(), userId: world.petra });
    const brand = { id: lumen.id, name: "Lumen Tea", slug: "lumen-tea" };
    const asked = { brand, month: "2026-06", currency: "EUR" };
    expect(await readInvoice(services, asked)).toMatchObject({ refusal: "not-over" });
    world.clock.advanceDays(31);
    expect(await readInvoice(services, asked)).toMatchObject({
      value: {
        number: "LUMEN-TEA-2026-06-EUR",
        kind: "statement",
        netMinor: 1_00n,
        vatMinor: 0n,
        openingMinor: 0n,
        closingMinor: 79_00n,
      },
    });
    expect(await readInvoice(services, { ...asked, currency: "USD" })).toMatchObject({ refusal: "unknown-month" });
  });
});

it("a brand is told once that its balance runs low, and again only after there was enough", async () => {
  await world.earn(await world.creator("Mara who bakes"), lumen, 90_00n);
  const told = async () => {
    const before = world.queue.waiting.length;
    await tellLowBalancesJob.run(services, {});
    const [limit] = await world.database.ownerSql`select told_at from balance_limits`;
    return { isNoted: limit?.["told_at"] != null, mails: world.queue.waiting.length - before };
  };
  expect((await told()).isNoted).toBe(true);
  expect(await told()).toEqual({ isNoted: true, mails: 0 });
  await world.fundBrand(lumen, 500_00n);
  expect((await told()).isNoted).toBe(false);
});
