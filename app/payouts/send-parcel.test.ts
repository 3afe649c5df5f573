import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApiRail } from "#app/platform/api-rails/api-rail.ts";
import { paypalRail } from "#app/platform/api-rails/paypal-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { payoutParcels, payouts } from "#db/schema/payouts.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { fakeFailures } from "#scripts/fakes/fake-provider.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import {
  createPaypalFake,
  PAYPAL_FAKE_CLIENT_ID,
  PAYPAL_FAKE_SECRET,
  type PaypalFake,
} from "#scripts/fakes/paypal-fake.ts";
import { openPayoutWorld, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { chaseParcels } from "./chase-parcels.server.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { returnPayout } from "./return-payout.server.ts";
import { sendBatch } from "./send-batch.server.ts";
import { settlePayout, settlePayouts } from "./settle-payout.server.ts";

let world: PayoutWorld;
let paypal: PaypalFake;
let server: FakeShop;
let rail: ApiRail;
let services: Services;

beforeEach(async () => {
  world = await openPayoutWorld();
  paypal = createPaypalFake({ now: () => world.clock.now() });
  server = await startFakeShop(paypal.provider);
  const access = { origin: server.origin, clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET };
  rail = paypalRail({ ...access, isTestMode: true, timeoutMs: 300 }, world.clock);
  services = { ...world.services, apiRails: { paypal: rail } };
});
afterEach(() => server.close());

/** The same services with a rail that does something else at one point. */
const withRail = (change: Partial<ApiRail>): Services => ({
  ...services,
  apiRails: { paypal: { ...rail, ...change } },
});

const payee = (email: string) => ({ kind: "paypal", email }) as const;
async function release(): Promise<string> {
  const prepared = await prepareBatch(services, { userId: world.petra, rail: "paypal", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  expect((await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] })).ok).toBe(true);
  expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
  return batchId;
}
const maraEarned20 = async (email = "mara@marabakes.example"): Promise<NamedCreator> => {
  const mara = await world.creator("Mara who bakes", payee(email));
  await world.earn(mara, await world.brand("Lumen Tea"), 20_00n);
  return mara;
};
const states = async () => ({
  parcel: (await services.db.inPlatform((tx) => tx.select().from(payoutParcels)))[0]?.state,
  payout: (await services.db.inPlatform((tx) => tx.select().from(payouts)))[0]?.status,
});
const chase = async () => {
  world.clock.advanceMs(10 * 60_000);
  await chaseParcels(services);
};
/** The checks of the books that are about money on its way; the commissions of this world have no order behind them. */
async function brokenBooks(): Promise<string[]> {
  const results = await runChecks(world.database.ownerUrl);
  const isAboutPayouts = /^(batches|payouts|ledger|commission-positions|commissions-paid)-/;
  return results.filter(({ name, findings }) => findings > 0 && isAboutPayouts.test(name)).map(({ name }) => name);
}
async function expectPaidOnce(mara: NamedCreator): Promise<void> {
  expect(paypal.items()).toMatchObject([{ receiver: "mara@marabakes.example", value: "20.00", currency: "EUR" }]);
  expect(await states()).toEqual({ parcel: "accepted", payout: "settled" });
  expect(await world.ledger(mara, "payable")).toBe(0n);
  expect(await world.ledger(mara, "in_transit")).toBe(0n);
  expect(await brokenBooks()).toEqual([]);
}

describe("a batch sent through PayPal's API", () => {
  it("is one call with one item per payout, accepted and then settled as PayPal says", async () => {
    const mara = await maraEarned20();
    await release();
    expect(await states()).toEqual({ parcel: "waiting", payout: "in-transit" });
    await world.queue.drain(services);
    expect(await states()).toEqual({ parcel: "accepted", payout: "in-transit" });
    await chase();
    await expectPaidOnce(mara);
    const [payout] = await services.db.inPlatform((tx) => tx.select().from(payouts));
    expect(payout?.railReference).toBe("ITEM1X1");
  });

  it("is not sent where PayPal is not configured", async () => {
    await maraEarned20();
    const prepared = await prepareBatch(services, { userId: world.petra, rail: "paypal", currency: "EUR" });
    const batchId = prepared.ok ? prepared.value.batchId : "";
    await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
    expect(await sendBatch(world.services, { batchId, userId: world.petra })).toMatchObject({
      refusal: "rail-not-configured",
    });
  });

  it("settles what arrived, and what came back is payable again with PayPal's reason; what nobody claimed stays on its way", async () => {
    const lumen = await world.brand("Lumen Tea");
    const people = [
      await world.creator("Mara", payee("mara@marabakes.example")),
      await world.creator("Ines", payee("closed@inesbakes.example")),
      await world.creator("Tom", payee("unclaimed@tom.example")),
    ] as const;
    for (const person of people) await world.earn(person, lumen, 15_00n);
    await release();
    await world.queue.drain(services);
    await chase();
    const rows = await services.db.inPlatform((tx) => tx.select().from(payouts));
    const statusOf = (creator: NamedCreator) => rows.find(({ creatorId }) => creatorId === creator.id);
    expect(statusOf(people[0])).toMatchObject({ status: "settled" });
    expect(statusOf(people[1])).toMatchObject({
      status: "returned",
      returnReason: "The receiver's account is closed.",
    });
    expect(statusOf(people[2])).toMatchObject({ status: "in-transit" });
    expect(await world.ledger(people[1], "payable")).toBe(15_00n);
    expect(await world.differences()).toEqual([]);
  });

  it("that PayPal refuses brings the money back with the reason, and is not tried again [A5]", async () => {
    const mara = await maraEarned20("refused@marabakes.example");
    const batchId = await release();
    await world.queue.drain(services);
    expect(await states()).toEqual({ parcel: "refused", payout: "returned" });
    expect(await world.ledger(mara, "payable")).toBe(20_00n);
    expect(await world.differences()).toEqual([]);
    const asked = server.requestCount;
    await chase();
    expect(server.requestCount).toBe(asked);
    const [row] = await services.db.inPlatform((tx) => tx.select().from(payouts).where(eq(payouts.batchId, batchId)));
    expect(row?.returnReason).toContain("INSUFFICIENT_FUNDS");
  });
});

describe("the process is killed", () => {
  const killed = new Error("killed");

  it("after the batch was released and before PayPal was asked: it is paid once", async () => {
    const mara = await maraEarned20();
    await release();
    await chase();
    await chase();
    await world.queue.drain(services);
    await expectPaidOnce(mara);
  });

  it("after it was written down that PayPal is asked, and before it was: it is visible as unknown, and paid once", async () => {
    const mara = await maraEarned20();
    await release();
    await expect(world.queue.drain(withRail({ send: () => Promise.reject(killed) }))).rejects.toBe(killed);
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    await chase();
    await chase();
    await expectPaidOnce(mara);
  });

  it.each([
    ["within the hour", 60 * 60_000],
    ["25 hours later", 25 * 60 * 60_000],
  ])("between PayPal's yes and our commit, and comes back %s: no second payment [A4]", async (_when, laterMs) => {
    const mara = await maraEarned20();
    await release();
    const dying = withRail({
      send: async (parcel) => {
        await rail.send(parcel);
        throw killed;
      },
    });
    await expect(world.queue.drain(dying)).rejects.toBe(killed);
    expect(paypal.items()).toHaveLength(1);
    world.clock.advanceMs(laterMs);
    await chase();
    await chase();
    await expectPaidOnce(mara);
  });

  it("between PayPal's yes and our commit, and comes back after PayPal forgot: nobody guesses, a person has to look [A4]", async () => {
    await maraEarned20();
    await release();
    const dying = withRail({
      send: async (parcel) => {
        await rail.send(parcel);
        throw killed;
      },
    });
    await expect(world.queue.drain(dying)).rejects.toBe(killed);
    world.clock.advanceDays(40);
    await chase();
    expect(paypal.items()).toHaveLength(1);
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    const [payout] = await services.db.inPlatform((tx) => tx.select().from(payouts));
    expect(await settlePayout(services, { payoutId: payout!.id, userId: world.petra })).toMatchObject({ ok: true });
    await chase();
    expect(paypal.items()).toHaveLength(1);
  });

  it("while PayPal's answer is awaited nobody settles or returns by hand: the money could be paid and owed at once", async () => {
    const mara = await maraEarned20();
    const batchId = await release();
    await expect(world.queue.drain(withRail({ send: () => Promise.reject(killed) }))).rejects.toBe(killed);
    const [payout] = await services.db.inPlatform((tx) => tx.select().from(payouts));
    const command = { payoutId: payout!.id, userId: world.petra };
    expect(await settlePayout(services, command)).toMatchObject({ refusal: "answer-awaited" });
    expect(await returnPayout(services, { ...command, reason: "AC04" })).toMatchObject({ refusal: "answer-awaited" });
    expect(await settlePayouts(services, { batchId, userId: world.petra })).toMatchObject({
      value: { settledCount: 0 },
    });
    await chase();
    await chase();
    await expectPaidOnce(mara);
  });

  it("after our commit: the second run of the job asks nothing", async () => {
    const mara = await maraEarned20();
    await release();
    const [job] = world.queue.waiting;
    await world.queue.drain(services);
    const asked = server.requestCount;
    await job!.job.run(services, job!.payload as never);
    expect(server.requestCount).toBe(asked);
    await chase();
    await expectPaidOnce(mara);
  });
});

describe("PayPal has trouble", () => {
  it.each(fakeFailures)(
    "%s: the payout is unknown until PayPal is asked again, and paid once [A5]",
    async (failure) => {
      const mara = await maraEarned20();
      await release();
      await rail.follow({ id: "", batchId: "", batchName: "", currency: "EUR", payments: [] }, "signs-in");
      server.failNext(failure);
      await world.queue.drain(services);
      expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
      await chase();
      await chase();
      await expectPaidOnce(mara);
    },
  );

  it("it acts without an answer and then says that this is still under way: no money is given back, and it is paid once [A5]", async () => {
    const mara = await maraEarned20();
    await release();
    await rail.follow({ id: "", batchId: "", batchName: "", currency: "EUR", payments: [] }, "signs-in");
    server.failNext("late");
    server.failNext("conflict");
    await world.queue.drain(services);
    await chase();
    expect(await states()).toEqual({ parcel: "unknown", payout: "in-transit" });
    await chase();
    await chase();
    await expectPaidOnce(mara);
  });

  it("two runs of the job at once pay once", async () => {
    const mara = await maraEarned20();
    await release();
    const [job] = world.queue.waiting;
    await Promise.all([1, 2, 3].map(() => job!.job.run(services, job!.payload as never)));
    await chase();
    await chase();
    await expectPaidOnce(mara);
  });
});
