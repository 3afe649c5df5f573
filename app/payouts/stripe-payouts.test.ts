import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "#app/kit/clock.ts";
import type { ApiRail } from "#app/platform/api-rails/api-rail.ts";
import { stripeRail } from "#app/platform/api-rails/stripe-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";
import { payoutParcels, payouts } from "#db/schema/payouts.ts";
import { runChecks } from "#db/run-checks.server.ts";
import type { FakeFailure } from "#scripts/fakes/fake-provider.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney } from "#scripts/fakes/stripe/stripe-balance.ts";
import { reverseTransfer } from "#scripts/fakes/stripe/stripe-transfers.ts";
import { startStripeFake, type StripeFake } from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { chaseParcels } from "./chase-parcels.server.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { sendBatch } from "./send-batch.server.ts";

const TIMEOUT_MS = 300;
const FUNDS = 100_00n;
let world: PayoutWorld;
let fake: StripeFake;
let rail: ApiRail;
let services: Services;
let mara: NamedCreator;
let lumen: NamedBrand;

/** Mara, who is paid by Stripe, has earned 20.00 at Lumen Tea, which has paid in 100.00; the batch is released. */
beforeEach(async () => {
  world = await openPayoutWorld();
  fake = await startStripeFake({ now: () => world.clock.now() });
  moveOwnMoney(fake.books, 50_00, "eur");
  const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin, timeoutMs: TIMEOUT_MS });
  rail = stripeRail(stripe);
  services = { ...world.services, stripe, apiRails: { stripe: rail } };
  const person = { creatorId: "mara", email: "mara@people.example", country: "DE" };
  const { accountId } = await stripe.createAccount(person);
  setAccountReady(fake.books, fake.books.contents.accounts[0]!, true);
  mara = await world.creator("Mara who bakes", { kind: "stripe", accountId });
  lumen = await world.brand("Lumen Tea", FUNDS);
  await world.earn(mara, lumen, 20_00n);
});
afterEach(() => fake.close());

const withRail = (change: Partial<ApiRail>): Services => ({
  ...services,
  apiRails: { stripe: { ...rail, ...change } },
});

async function release(): Promise<void> {
  const prepared = await prepareBatch(services, { userId: world.petra, rail: "stripe", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  expect((await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] })).ok).toBe(true);
  expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
}

const states = async () => ({
  parcel: (await services.db.inPlatform((tx) => tx.select().from(payoutParcels)))[0]?.state,
  payout: (await services.db.inPlatform((tx) => tx.select().from(payouts)))[0]?.status,
});

async function chase(): Promise<void> {
  world.clock.advanceMs(10 * 60_000);
  await chaseParcels(services);
}

async function brokenBooks(): Promise<string[]> {
  const results = await runChecks(world.database.ownerUrl);
  const isAboutPayouts = /^(batches|payouts|ledger|funds|top-ups|commission-positions|commissions-paid)-/;
  return results.filter(({ name, findings }) => findings > 0 && isAboutPayouts.test(name)).map(({ name }) => name);
}

async function expectPaidOnce(): Promise<void> {
  expect(fake.books.contents.transfers).toMatchObject([{ amount: 20_00, currency: "eur", reversed: false }]);
  expect(await states()).toEqual({ parcel: "accepted", payout: "settled" });
  expect([await world.ledger(mara, "payable"), await world.ledger(mara, "in_transit")]).toEqual([0n, 0n]);
  expect(await world.funds(lumen)).toBe(FUNDS - 20_00n);
  expect(await brokenBooks()).toEqual([]);
}

async function expectMoneyBack(): Promise<void> {
  expect(await states()).toMatchObject({ payout: "returned" });
  expect([await world.ledger(mara, "payable"), await world.ledger(mara, "in_transit")]).toEqual([20_00n, 0n]);
  expect(await world.funds(lumen)).toBe(FUNDS);
  expect(await brokenBooks()).toEqual([]);
}

describe("a payout by Stripe Connect", () => {
  it("is one transfer, which arrives as it is accepted", async () => {
    await release();
    expect(await states()).toEqual({ parcel: "waiting", payout: "in-transit" });
    await world.queue.drain(services);
    await expectPaidOnce();
  });

  it("above the platform's Stripe balance is refused: the creator has the money payable again, the brand its funds [A5]", async () => {
    moveOwnMoney(fake.books, -45_00, "eur");
    await release();
    await world.queue.drain(services);
    await expectMoneyBack();
    expect(fake.books.contents.transfers).toEqual([]);
  });

  it("to an account that Stripe does not pay any more is refused, and the money is back [A5]", async () => {
    setAccountReady(fake.books, fake.books.contents.accounts[0]!, false);
    await release();
    await world.queue.drain(services);
    await expectMoneyBack();
  });

  it("that is reversed at Stripe comes back when it is followed up", async () => {
    await release();
    await world.queue.drain(services);
    reverseTransfer(fake.books, fake.books.contents.transfers[0]!, 20_00);
    const [payout] = await services.db.inPlatform((tx) => tx.select().from(payouts));
    const [standing] = await rail.follow(
      {
        ...{ id: payout!.id, batchId: payout!.batchId, batchName: "", currency: "EUR" },
        payments: [{ payoutId: payout!.id, destination: "", amountMinor: 20_00n }],
      },
      fake.books.contents.transfers[0]!.id,
    );
    expect(standing).toMatchObject({ standing: "returned" });
  });
});

describe("the process is killed", () => {
  const killed = new Error("killed");

  it("before Stripe was asked: it is paid once", async () => {
    await release();
    await expect(world.queue.drain(withRail({ send: () => Promise.reject(killed) }))).rejects.toBe(killed);
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    await chase();
    await world.queue.drain(services);
    await expectPaidOnce();
  });

  it.each([
    ["within the hour", MS_PER_HOUR],
    ["25 hours later, when Stripe has forgotten the key", 25 * MS_PER_HOUR],
  ])("between Stripe's yes and our commit, and comes back %s: no second transfer [A4]", async (_when, laterMs) => {
    await release();
    const dying = withRail({
      send: async (parcel) => {
        await rail.send(parcel);
        throw killed;
      },
    });
    await expect(world.queue.drain(dying)).rejects.toBe(killed);
    expect(fake.books.contents.transfers).toHaveLength(1);
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    world.clock.advanceMs(laterMs);
    await chase();
    await world.queue.drain(services);
    await expectPaidOnce();
  });
});

describe("Stripe has trouble", () => {
  it.each<[FakeFailure, number]>([
    ["fault", 1],
    ["conflict", 1],
    ["throttle", 1],
    // The package itself tries once more when a connection was closed.
    ["drop", 2],
    ["late", 1],
    ["silence", 1],
  ])("%s: the payout is unknown until Stripe is asked again, and paid once [A5]", async (failure, count) => {
    await release();
    fake.failNext(failure, count);
    await world.queue.drain(services);
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    await chase();
    await world.queue.drain(services);
    await expectPaidOnce();
  });

  it("for a whole day: each try asks first, and in the end it is paid once [A5]", async () => {
    await release();
    fake.failNext("fault", 6);
    await world.queue.drain(services);
    for (let hour = 0; hour < 26; hour += 1) {
      world.clock.advanceMs(MS_PER_HOUR);
      await chase();
      await world.queue.drain(services);
    }
    await expectPaidOnce();
  });

  it("three runs of the job at once pay once", async () => {
    await release();
    const [job] = world.queue.waiting;
    await Promise.all([1, 2, 3].map(() => job!.job.run(services, job!.payload as never)));
    await chase();
    await expectPaidOnce();
  });
});
