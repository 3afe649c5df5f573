import { expect, onTestFinished, test } from "vitest";
import { MS_PER_HOUR, type Clock } from "#app/kit/clock.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { chaseParcels } from "#app/payouts/chase-parcels.server.ts";
import type { PayeeAccount } from "#app/payouts/payee-kinds.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { startFakeShop } from "#scripts/fakes/fake-shop.ts";
import { createPaypalFake } from "#scripts/fakes/paypal-fake.ts";
import { setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney } from "#scripts/fakes/stripe/stripe-balance.ts";
import { startStripeFake } from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { openPayoutWorld, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { killAtEachWait } from "./kill-at-each-wait.ts";
import { openRail } from "./payout-rails.ts";

const TIMEOUT_MS = 300_000;

/** A provider that pays: where it is, an account of somebody there, and what it paid to whom so far. */
interface Provider {
  readonly origin: string;
  account(services: Services, name: string): Promise<PayeeAccount>;
  paid(): readonly string[];
  close(): Promise<void>;
}

async function openPaypal(clock: Clock): Promise<Provider> {
  const paypal = createPaypalFake({ now: () => clock.now() });
  const server = await startFakeShop(paypal.provider);
  return {
    origin: server.origin,
    account: (_services, name) => Promise.resolve({ kind: "paypal", email: `${name}@people.example` }),
    paid: () => paypal.items().map(({ receiver, value }) => `${receiver.replace("@people.example", "")} ${value}`),
    close: () => server.close(),
  };
}

async function openStripe(clock: Clock): Promise<Provider> {
  const fake = await startStripeFake({ now: () => clock.now() });
  moveOwnMoney(fake.books, 1_000_000_00, "eur");
  const nameOf = new Map<string, string>();
  return {
    origin: fake.origin,
    async account({ stripe }, name) {
      const person = { creatorId: name, email: `${name}@people.example`, country: "DE" };
      const { accountId } = await stripe!.createAccount(person);
      for (const account of fake.books.contents.accounts) setAccountReady(fake.books, account, true);
      nameOf.set(accountId, name);
      return { kind: "stripe", accountId };
    },
    paid: () =>
      fake.books.contents.transfers.map(
        ({ destination, amount }) => `${nameOf.get(String(destination))} ${(amount / 100).toFixed(2)}`,
      ),
    close: () => fake.close(),
  };
}

const providers = { paypal: openPaypal, stripe: openStripe };
type RailName = keyof typeof providers;

/** What people and jobs go on with after a crash, from wherever the money is. */
async function carryOn(world: PayoutWorld, services: Services, rail: RailName): Promise<void> {
  const { petra, anton } = world;
  const [open] = await world.database.ownerSql<{ id: string; status: string }[]>`
    select id, status from batches where status in ('prepared', 'approved')`;
  const prepared = open ? null : await prepareBatch(services, { userId: petra, rail, currency: "EUR" });
  const batchId = open?.id ?? (prepared?.ok ? prepared.value.batchId : null);
  if (batchId !== null) {
    if (open?.status !== "approved") await approveBatch(services, { batchId, userId: anton, roles: ["approver"] });
    expect((await sendBatch(services, { batchId, userId: petra })).ok).toBe(true);
  }
  for (let time = 0; time < 3; time += 1) {
    world.clock.advanceMs(MS_PER_HOUR);
    await chaseParcels(services);
  }
}

const crashes = [
  ["preparing, approving and sending its batch", "release", "paypal"],
  ["asking PayPal to pay it and following it up", "pay", "paypal"],
  ["asking Stripe to pay it and following it up", "pay", "stripe"],
] as const;

// What a process has heard dies with it: killed before its next words it leaves behind what it leaves after its last ones.
test.each(crashes)(
  "a payout is killed at every point where it waits while %s, and comes back 25 hours later: paid once [A4]",
  async (_what, part, railName) => {
    const world = await openPayoutWorld();
    const provider = await providers[railName](world.clock);
    onTestFinished(() => provider.close());
    const services = { ...world.services, ...openRail(railName, provider.origin, world.clock) };
    const lumen = await world.brand("Lumen Tea");
    const people: NamedCreator[] = [];
    const places = await killAtEachWait("killed-payout", "after", {
      prepare: async (round) => {
        const name = `mara-${round}`;
        const mara = await world.creator(name, await provider.account(services, name));
        people.push(mara);
        await world.earn(mara, lumen, 20_00n);
        if (part === "pay") {
          const prepared = await prepareBatch(services, { userId: world.petra, rail: railName, currency: "EUR" });
          const batchId = prepared.ok ? prepared.value.batchId : "";
          await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
          expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
          world.clock.advanceMs(MS_PER_HOUR);
        }
        const now = world.clock.now().toISOString();
        return [world.database.url, railName, provider.origin, now, part, world.petra, world.anton];
      },
      recover: async (round) => {
        world.clock.advanceMs(25 * MS_PER_HOUR);
        await carryOn(world, services, railName);
        expect(provider.paid(), `killed at ${round}`).toEqual(people.map(({ name }) => `${name} 20.00`));
        const [mara] = people.slice(-1);
        expect([await world.ledger(mara!, "payable"), await world.ledger(mara!, "in_transit")]).toEqual([0n, 0n]);
      },
    });
    expect(places).toBeGreaterThan(5);
    console.info(`${places} places`);
    const isAboutPayouts = /^(batches|payouts|ledger|funds|commission-positions|commissions-paid)-/;
    const found = (await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0);
    expect(found.filter(({ name }) => isAboutPayouts.test(name))).toEqual([]);
  },
  TIMEOUT_MS,
);
