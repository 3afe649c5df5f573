import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { receiveStripeEvent } from "#app/billing/receive-stripe-event.server.ts";
import type { ApiRail } from "#app/platform/api-rails/api-rail.ts";
import { paypalRail } from "#app/platform/api-rails/paypal-rail.server.ts";
import { stripeRail } from "#app/platform/api-rails/stripe-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { payouts, payoutTakeBacks } from "#db/schema/payouts.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import {
  createPaypalFake,
  PAYPAL_FAKE_CLIENT_ID,
  PAYPAL_FAKE_SECRET,
  type PaypalFake,
} from "#scripts/fakes/paypal-fake.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { payOutToBank, setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney } from "#scripts/fakes/stripe/stripe-balance.ts";
import { reverseTransfer } from "#scripts/fakes/stripe/stripe-transfers.ts";
import {
  startStripeFake,
  STRIPE_FAKE_WEBHOOK_SECRET,
  type StripeFake,
} from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { askTakeBack, confirmTakeBack, withdrawTakeBack } from "./ask-take-back.server.ts";
import { chaseParcels } from "./chase-parcels.server.ts";
import type { PayeeAccount } from "#app/payees/payee-kinds.ts";
import type { Rail } from "./payout.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { returnPayout } from "./return-payout.server.ts";
import { sendBatch } from "./send-batch.server.ts";

const FUNDS = 100_00n;
const REASON = "It was paid to an account that is not yours.";
let world: PayoutWorld;
let fake: StripeFake;
let paypal: PaypalFake;
let paypalServer: FakeShop;
let services: Services;
let lumen: NamedBrand;

beforeEach(async () => {
  world = await openPayoutWorld();
  fake = await startStripeFake({ now: () => world.clock.now() });
  moveOwnMoney(fake.books, 50_00, "eur");
  paypal = createPaypalFake({ now: () => world.clock.now() });
  paypalServer = await startFakeShop(paypal.provider);
  const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin, timeoutMs: 300 });
  const credentials = { clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET };
  const access = { origin: paypalServer.origin, ...credentials, isTestMode: true, timeoutMs: 300 };
  services = {
    ...world.services,
    ...{ stripe, apiRails: { stripe: stripeRail(stripe), paypal: paypalRail(access, world.clock) } },
    stripeWebhookSecrets: [STRIPE_FAKE_WEBHOOK_SECRET],
  };
  lumen = await world.brand("Lumen Tea", FUNDS);
});
afterEach(async () => {
  await Promise.all([fake.close(), paypalServer.close()]);
});

async function send(rail: Rail): Promise<void> {
  const prepared = await prepareBatch(services, { userId: world.petra, rail, currency: "EUR" });
  const batchId = prepared.ok ? prepared.value.batchId : "";
  await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
  expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
  await world.queue.drain(services);
}
const earn20 = async (account: PayeeAccount): Promise<NamedCreator> => {
  const mara = await world.creator("Mara who bakes", account);
  await world.earn(mara, lumen, 20_00n);
  return mara;
};
/** Mara was paid 20.00 by Stripe. */
async function payMara(): Promise<NamedCreator> {
  const { accountId } = await services.stripe!.createAccount({
    ...{ creatorId: "mara", email: "mara@people.example", country: "DE" },
  });
  setAccountReady(fake.books, fake.books.contents.accounts[0]!, true);
  const mara = await earn20({ kind: "stripe", accountId });
  await send("stripe");
  expect((await payout()).status).toBe("settled");
  return mara;
}

const payout = async () => (await services.db.inPlatform((tx) => tx.select().from(payouts)))[0]!;
const takeBacks = () =>
  services.db.inPlatform((tx) => tx.select().from(payoutTakeBacks).orderBy(payoutTakeBacks.askedAt));
const transfer = () => fake.books.contents.transfers[0]!;
const ask = async (userId = world.petra, roles: readonly ("preparer" | "approver")[] = ["preparer"]) =>
  askTakeBack(services, { payoutId: (await payout()).id, userId, roles, reason: REASON });
const confirm = async (userId = world.anton, roles: readonly ("preparer" | "approver")[] = ["approver"]) =>
  confirmTakeBack(services, { payoutId: (await payout()).id, userId, roles });
const withRail = (change: Partial<ApiRail>): Services => ({
  ...services,
  apiRails: { stripe: { ...services.apiRails.stripe!, ...change } },
});
async function chase(): Promise<void> {
  world.clock.advanceMs(10 * 60_000);
  await chaseParcels(services);
}
async function hearStripe(): Promise<void> {
  await fake.deliverWaiting(async ({ body, signature }) => {
    const outcome = await receiveStripeEvent(services, { rawBody: Buffer.from(body), signature });
    return outcome.ok ? 200 : 401;
  });
  await world.queue.drain(services);
}
async function brokenBooks(): Promise<string[]> {
  const results = await runChecks(world.database.ownerUrl);
  const isAboutPayouts = /^(batches|payouts|ledger|funds|top-ups|commission-positions|commissions-paid)-/;
  return results.filter(({ name, findings }) => findings > 0 && isAboutPayouts.test(name)).map(({ name }) => name);
}
const mailsOut = () =>
  world.queue.waiting.filter(({ payload }) => (payload as { name?: string }).name === "payout-taken-back");

async function expectTakenBackOnce(mara: NamedCreator): Promise<void> {
  expect(transfer()).toMatchObject({ amount: 20_00, amount_reversed: 20_00 });
  expect(transfer().reversals.data).toHaveLength(1);
  expect(await payout()).toMatchObject({ status: "returned", returnReason: REASON });
  expect(await takeBacks()).toMatchObject([{ status: "taken-back", problem: null }]);
  expect([await world.ledger(mara, "payable"), await world.ledger(mara, "in_transit")]).toEqual([20_00n, 0n]);
  expect(await world.funds(lumen)).toBe(FUNDS);
  expect(await world.differences()).toEqual([]);
  expect(await brokenBooks()).toEqual([]);
}
async function expectStillPaid(mara: NamedCreator): Promise<void> {
  expect(transfer().amount_reversed).toBe(0);
  expect((await payout()).status).toBe("settled");
  expect(await world.ledger(mara, "payable")).toBe(0n);
  expect(await brokenBooks()).toEqual([]);
}

describe("taking a payout back", () => {
  it("moves nothing when it is asked for, and everything back when a second person has confirmed it; the creator is told why", async () => {
    const mara = await payMara();
    expect(await ask()).toMatchObject({ ok: true });
    await world.queue.drain(services);
    await expectStillPaid(mara);
    expect(await confirm()).toMatchObject({ ok: true });
    const [job] = world.queue.waiting;
    await job!.job.run(services, job!.payload as never);
    expect(mailsOut()).toMatchObject([
      { payload: { to: "mara.who.bakes@people.example", props: { reason: REASON, amount: { minor: "2000" } } } },
    ]);
    await job!.job.run(services, job!.payload as never);
    expect(mailsOut()).toHaveLength(1);
    await expectTakenBackOnce(mara);
  });

  it("needs two people, a preparer who asks and an approver who did not", async () => {
    const mara = await payMara();
    expect(await ask(world.anton, ["approver"])).toMatchObject({ refusal: "not-a-preparer" });
    expect(await confirm()).toMatchObject({ refusal: "not-asked" });
    expect(await ask(world.zora, ["preparer", "approver"])).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ refusal: "already-asked" });
    expect(await confirm(world.zora, ["preparer", "approver"])).toMatchObject({ refusal: "asked-by-you" });
    expect(await confirm(world.petra, ["preparer"])).toMatchObject({ refusal: "not-an-approver" });
    await world.queue.drain(services);
    await expectStillPaid(mara);
    const [row] = await takeBacks();
    await expect(
      world.database
        .ownerSql`update payout_take_backs set status = 'confirmed', confirmed_by = asked_by, confirmed_at = now()`,
    ).rejects.toThrow("payout_take_backs_two_people");
    expect(row).toMatchObject({ status: "asked" });
  });

  it("asked for by three at once is one request, and confirmed twice is done once", async () => {
    const mara = await payMara();
    const asked = await Promise.all([ask(), ask(world.zora), ask()]);
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    const confirmed = await Promise.all([confirm(), confirm(), confirm()]);
    expect(confirmed.filter(({ ok }) => ok)).toHaveLength(1);
    await world.queue.drain(services);
    await expectTakenBackOnce(mara);
  });

  it("can be withdrawn until it is confirmed, and asked for again", async () => {
    const mara = await payMara();
    await ask();
    const { id: payoutId } = await payout();
    expect(await withdrawTakeBack(services, { payoutId, userId: world.anton })).toMatchObject({ ok: true });
    expect(await confirm()).toMatchObject({ refusal: "not-asked" });
    await expectStillPaid(mara);
    world.clock.advanceMs(1_000);
    await ask();
    await confirm();
    expect(await withdrawTakeBack(services, { payoutId, userId: world.anton })).toMatchObject({ refusal: "not-asked" });
    await world.queue.drain(services);
    expect((await takeBacks()).map(({ status }) => status)).toEqual(["withdrawn", "taken-back"]);
  });

  it("that the creator's balance at Stripe does not cover is refused with a sentence, and nothing is booked; later it may succeed", async () => {
    const mara = await payMara();
    payOutToBank(fake.books, fake.books.contents.accounts[0]!, "eur");
    await ask();
    await confirm();
    await world.queue.drain(services);
    await expectStillPaid(mara);
    expect(await takeBacks()).toMatchObject([
      { status: "refused", problem: expect.stringContaining("does not cover it") as string },
    ]);
    fake.books.contents.bankPayouts.length = 0;
    world.clock.advanceMs(1_000);
    await ask();
    await confirm();
    await world.queue.drain(services);
    expect((await takeBacks()).map(({ status }) => status)).toEqual(["refused", "taken-back"]);
    expect((await payout()).status).toBe("returned");
  });

  it("that came back already is refused, and a request for it ends by itself", async () => {
    await payMara();
    await ask();
    reverseTransfer(fake.books, transfer(), 20_00);
    await hearStripe();
    expect(await takeBacks()).toMatchObject([{ status: "withdrawn" }]);
    expect(await payout()).toMatchObject({ returnReason: "The transfer was reversed at Stripe." });
    expect(await confirm()).toMatchObject({ refusal: "already-returned" });
    expect(await ask()).toMatchObject({ refusal: "already-returned" });
  });

  it("on a rail that is a file is refused, and of a payout Stripe has not answered for", async () => {
    await earn20({ kind: "iban", iban: "DE89370400440532013000" });
    await send("sepa");
    expect(await ask()).toMatchObject({ refusal: "not-reversible" });
  });

  it("is refused while Stripe has not answered whether it was paid at all", async () => {
    const { accountId } = await services.stripe!.createAccount({
      creatorId: "m",
      email: "m@people.example",
      country: "DE",
    });
    setAccountReady(fake.books, fake.books.contents.accounts[0]!, true);
    await earn20({ kind: "stripe", accountId });
    fake.failNext("silence");
    await send("stripe");
    expect(await ask()).toMatchObject({ refusal: "not-arrived" });
  });
});

describe("the process is killed while a payout is taken back", () => {
  const killed = new Error("killed");
  beforeEach(async () => {
    await payMara();
    await ask();
    await confirm();
  });
  const mara = async () => ({ id: (await payout()).creatorId, userId: "", name: "Mara" });

  it("before Stripe was asked: it is taken back once", async () => {
    await expect(world.queue.drain(withRail({ reverse: () => Promise.reject(killed) }))).rejects.toBe(killed);
    expect((await payout()).status).toBe("settled");
    await chase();
    await expectTakenBackOnce(await mara());
  });

  it.each([
    ["within the hour", 0],
    ["two days later, when Stripe has forgotten the key", 2],
  ])(
    "between Stripe's yes and our commit, and comes back %s: once in the books and once at Stripe",
    async (_when, days) => {
      const dying = withRail({
        reverse: async (payment) => {
          await services.apiRails.stripe!.reverse(payment);
          throw killed;
        },
      });
      await expect(world.queue.drain(dying)).rejects.toBe(killed);
      expect(transfer().amount_reversed).toBe(20_00);
      expect((await payout()).status).toBe("settled");
      world.clock.advanceDays(days);
      await chase();
      await chase();
      await expectTakenBackOnce(await mara());
    },
  );

  it("between Stripe's yes and our commit, and Stripe's own news comes first: the reason is finance's", async () => {
    const dying = withRail({
      reverse: async (payment) => {
        await services.apiRails.stripe!.reverse(payment);
        throw killed;
      },
    });
    await expect(world.queue.drain(dying)).rejects.toBe(killed);
    await hearStripe();
    await expectTakenBackOnce(await mara());
    await chase();
    await expectTakenBackOnce(await mara());
  });

  it("nobody returns it by hand while Stripe's answer is awaited: it could be back once and owed twice", async () => {
    await expect(world.queue.drain(withRail({ reverse: () => Promise.reject(killed) }))).rejects.toBe(killed);
    const command = { payoutId: (await payout()).id, reason: "AC04", userId: world.petra };
    expect(await returnPayout(services, command)).toMatchObject({ refusal: "take-back-awaited" });
  });

  it.each(["fault", "throttle", "conflict", "drop", "late", "silence"] as const)(
    "%s at Stripe: it is unknown until Stripe is asked again, and taken back once",
    async (failure) => {
      // The package itself tries once more when a connection was closed.
      fake.failNext(failure, failure === "drop" ? 2 : 1);
      await world.queue.drain(services);
      expect(await takeBacks()).toMatchObject([{ status: "confirmed", problem: expect.any(String) as string }]);
      await chase();
      await expectTakenBackOnce(await mara());
    },
  );

  it("three runs of the job at once take it back once", async () => {
    const [job] = world.queue.waiting;
    await Promise.all([1, 2, 3].map(() => job!.job.run(services, job!.payload as never)));
    await expectTakenBackOnce(await mara());
  });
});

describe("a payout by PayPal", () => {
  it("that nobody has claimed is taken back, one that was claimed is not", async () => {
    const mara = await earn20({ kind: "paypal", email: "unclaimed@marabakes.example" });
    await send("paypal");
    expect(await ask()).toMatchObject({ refusal: "not-arrived" });
    await chase();
    expect(await ask()).toMatchObject({ ok: true });
    await confirm();
    await world.queue.drain(services);
    expect(paypal.items()).toMatchObject([{ status: "RETURNED" }]);
    expect(await payout()).toMatchObject({ status: "returned", returnReason: REASON });
    expect(await world.ledger(mara, "payable")).toBe(20_00n);
    expect(await brokenBooks()).toEqual([]);
  });

  it("that is claimed at the moment it is taken back stays paid, with PayPal's reason", async () => {
    await earn20({ kind: "paypal", email: "unclaimed@marabakes.example" });
    await send("paypal");
    await chase();
    await ask();
    await confirm();
    paypal.change("ITEM1X1", "SUCCESS");
    await world.queue.drain(services);
    expect(await takeBacks()).toMatchObject([
      { status: "refused", problem: expect.stringContaining("unclaimed") as string },
    ]);
    await chase();
    expect((await payout()).status).toBe("settled");
    expect(await ask()).toMatchObject({ refusal: "claimed-already" });
  });
});
