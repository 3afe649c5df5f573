import { expect, onTestFinished, test } from "vitest";
import { MS_PER_HOUR, type Clock } from "#app/kit/clock.ts";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { chaseParcels } from "#app/payouts/chase-parcels.server.ts";
import type { PayeeAccount } from "#app/payees/payee-kinds.ts";
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
import { killAtEachWait, programToKill } from "./kill-at-each-wait.ts";
import { openRail } from "./payout-rails.ts";

const TIMEOUT_MS = 600_000;

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

/** The approved batch of whoever has earned something. */
async function release({ petra, anton }: PayoutWorld, services: Services, rail: RailName): Promise<string> {
  const prepared = await prepareBatch(services, { userId: petra, rail, currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  expect((await approveBatch(services, { batchId, userId: anton, roles: ["approver"] })).ok).toBe(true);
  return batchId;
}

const crashes = [
  ["its batch is sent", "send", "paypal"],
  ["PayPal is asked to pay it and followed up", "pay", "paypal"],
  ["Stripe is asked to pay it and followed up", "pay", "stripe"],
] as const;

const program = programToKill("killed-payout");

test.each(crashes)(
  "a payout is killed at every point where it waits while %s, and somebody comes back 25 hours later: paid once [A4]",
  async (_what, part, railName) => {
    const world = await openPayoutWorld();
    const provider = await providers[railName](world.clock);
    onTestFinished(() => provider.close());
    const services = { ...world.services, ...openRail(railName, provider.origin, world.clock) };
    const lumen = await world.brand("Lumen Tea");
    const people: NamedCreator[] = [];
    let batchId = "";
    const places = await killAtEachWait(program(), {
      database: world.database,
      prepare: async (round) => {
        const name = `mara-${round}`;
        const mara = await world.creator(name, await provider.account(services, name));
        people.push(mara);
        await world.earn(mara, lumen, 20_00n);
        batchId = await release(world, services, railName);
        if (part === "pay") expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
        world.clock.advanceMs(MS_PER_HOUR);
        const now = world.clock.now().toISOString();
        return [world.database.url, railName, provider.origin, now, part, batchId, world.petra];
      },
      recover: async (round) => {
        world.clock.advanceMs(25 * MS_PER_HOUR);
        // Whoever finds it approved sends it; one that is sent is not sent again.
        if (part === "send") await sendBatch(services, { batchId, userId: world.petra });
        for (let time = 0; time < 3; time += 1) {
          world.clock.advanceMs(MS_PER_HOUR);
          await chaseParcels(services);
        }
        expect(provider.paid(), `killed at ${round}`).toEqual(people.map(({ name }) => `${name} 20.00`));
        const [mara] = people.slice(-1);
        expect([await world.ledger(mara!, "payable"), await world.ledger(mara!, "in_transit")]).toEqual([0n, 0n]);
      },
    });
    expect(places).toBeGreaterThan(5);
    const isAboutPayouts = /^(batches|payouts|ledger|funds|commission-positions|commissions-paid)-/;
    const found = (await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0);
    expect(found.filter(({ name }) => isAboutPayouts.test(name))).toEqual([]);
  },
  TIMEOUT_MS,
);
