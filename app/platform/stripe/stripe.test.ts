import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MS_PER_HOUR, SettableClock } from "#app/kit/clock.ts";
import { STRIPE_FAKE_KEY } from "#scripts/fakes/stripe-fake.ts";
import { setAccountReady } from "#scripts/fakes/stripe/stripe-accounts.ts";
import { moveOwnMoney } from "#scripts/fakes/stripe/stripe-balance.ts";
import { closeDispute, openDispute, refundCharge } from "#scripts/fakes/stripe/stripe-payments.ts";
import {
  startStripeFake,
  STRIPE_FAKE_WEBHOOK_SECRET,
  type StripeFake,
} from "#scripts/fakes/stripe/start-stripe-fake.ts";
import { isSignedByStripe } from "../stripe-signature.server.ts";
import { openStripe } from "./open-stripe.server.ts";
import type { StripeGateway, TransferOrder } from "./stripe-gateway.ts";

const TIMEOUT_MS = 300;
const clock = new SettableClock(new Date("2026-06-01T09:00:00.000Z"));
let fake: StripeFake;
let stripe: StripeGateway;
let order: TransferOrder;

beforeEach(async () => {
  clock.moveTo(new Date("2026-06-01T09:00:00.000Z"));
  fake = await startStripeFake({ now: () => clock.now() });
  stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin, timeoutMs: TIMEOUT_MS });
  const account = { creatorId: "mara", email: "mara@people.example", country: "DE" };
  const { accountId } = await stripe.createAccount(account);
  setAccountReady(fake.books, fake.books.contents.accounts[0]!, true);
  moveOwnMoney(fake.books, 100_00, "eur");
  order = {
    ...{ payoutId: "p1", accountId, amountMinor: 30_00n, currency: "EUR", description: "Payout of a batch" },
    idempotencyKey: "p1:1",
  };
});
afterEach(() => fake.close());

const sentCount = () => fake.books.contents.transfers.length;

describe("transfers", () => {
  it("the same key pays once and gets the stored answer; with another amount nobody is paid", async () => {
    const first = await stripe.transfer(order);
    expect(await stripe.transfer(order)).toEqual(first);
    expect(await stripe.transfer({ ...order, amountMinor: 31_00n })).toMatchObject({ kind: "unknown" });
    expect(sentCount()).toBe(1);
    expect(await stripe.findTransfer("p1")).toMatchObject({ amountMinor: 30_00n, currency: "EUR", reversedMinor: 0n });
    expect(await stripe.findTransfer("p2")).toBeNull();
  });

  it("after a day the key is forgotten: only looking it up tells that it was paid", async () => {
    await stripe.transfer(order);
    clock.advanceMs(25 * MS_PER_HOUR);
    expect(await stripe.findTransfer("p1")).not.toBeNull();
    await stripe.transfer(order);
    expect(sentCount()).toBe(2);
  });

  it.each([
    ["drop", 1, false],
    ["late", 1, false],
    ["silence", 0, false],
    ["conflict", 0, false],
    ["throttle", 0, false],
    ["fault", 0, true],
  ] as const)(
    "when the answer is %s, %i transfer was made and the caller cannot know",
    async (failure, made, isKept) => {
      // The package itself tries once more, with the same key, when a connection it kept was closed.
      fake.failNext(failure, failure === "drop" ? 2 : 1);
      expect(await stripe.transfer(order)).toMatchObject({ kind: "unknown", isStoredAnswer: false });
      expect(sentCount()).toBe(made);
      const again = await stripe.transfer(order);
      expect(again).toMatchObject(isKept ? { kind: "unknown", isStoredAnswer: true } : { kind: "accepted" });
      expect(sentCount()).toBe(isKept ? 0 : 1);
    },
  );

  it("more than the balance, and an account that Stripe still asks who it is, are refused with the reason", async () => {
    expect(await stripe.transfer({ ...order, amountMinor: 100_01n })).toEqual({
      kind: "refused",
      reason: "The platform's Stripe balance was too low.",
    });
    setAccountReady(fake.books, fake.books.contents.accounts[0]!, false);
    expect(await stripe.transfer({ ...order, idempotencyKey: "p1:2" })).toMatchObject({ kind: "refused" });
    expect(await stripe.readAccount(order.accountId)).toMatchObject({ canBePaid: false, hasAnswered: true });
  });

  it("a reversal brings the money back, and the statement lists both, over several pages", async () => {
    for (let number = 1; number <= 60; number += 1) {
      await stripe.transfer({ ...order, payoutId: `p${number}`, amountMinor: 1_00n, idempotencyKey: `p${number}` });
      const transfer = await stripe.findTransfer(`p${number}`);
      await stripe.reverseTransfer(transfer!.transferId, `p${number}:back`);
    }
    const movements = await stripe.listMovements(new Date("2026-06-01"), new Date("2026-06-02"));
    expect(movements).toHaveLength(121);
    expect(movements[0]).toMatchObject({ category: "transfer_reversal", amountMinor: 1_00n, currency: "EUR" });
    expect(await stripe.listMovements(new Date("2026-06-02"), new Date("2026-06-03"))).toEqual([]);
  });
});

describe("Checkout", () => {
  const checkout = {
    ...{ topUpId: "t1", title: "Lumen Tea", amountMinor: 500_00n, currency: "EUR", email: "lu@lumen.example" },
    ...{ successUrl: "http://localhost/yes?of={CHECKOUT_SESSION_ID}", cancelUrl: "http://localhost/no" },
  };
  const press = (url: string, intent: string) =>
    fetch(url, { method: "POST", body: new URLSearchParams({ intent }), redirect: "manual" });

  it("says test mode, is paid once, and what was refunded or disputed is known afterwards", async () => {
    expect(stripe.isTestMode).toBe(true);
    const { sessionId, url } = await stripe.openCheckout(checkout);
    expect(await (await fetch(url)).text()).toMatch(/Test mode[\s\S]*€500\.00/);
    expect(await stripe.readCheckout(sessionId)).toMatchObject({ status: "open", isPaid: false, topUpId: "t1" });
    expect((await press(url, "pay")).headers.get("location")).toBe(`http://localhost/yes?of=${sessionId}`);
    await press(url, "pay");
    const { paymentId, ...session } = await stripe.readCheckout(sessionId);
    expect(session).toMatchObject({ status: "complete", isPaid: true, amountMinor: 500_00n, currency: "EUR" });
    const [charge] = fake.books.contents.charges;
    expect(fake.books.contents.charges).toHaveLength(1);
    refundCharge(fake.books, charge!, 20_00);
    openDispute(fake.books, charge!);
    const payment = { currency: "EUR", receivedMinor: 500_00n, refundedMinor: 20_00n, disputedMinor: 480_00n };
    expect(await stripe.readPayment(paymentId!)).toEqual(payment);
    closeDispute(fake.books, fake.books.contents.disputes[0]!, "won");
    expect(await stripe.readPayment(paymentId!)).toEqual({ ...payment, disputedMinor: 0n });
  });

  it("a cancelled one is over and leads back", async () => {
    const { sessionId, url } = await stripe.openCheckout(checkout);
    expect((await press(url, "cancel")).headers.get("location")).toBe(checkout.cancelUrl);
    await press(url, "pay");
    expect(await stripe.readCheckout(sessionId)).toMatchObject({ status: "expired", isPaid: false });
  });
});

it("webhooks are signed as Stripe signs, and wait until they are taken", async () => {
  const before = fake.books.contents.waitingEvents.length;
  expect(before).toBeGreaterThan(0);
  expect(await fake.deliverWaiting(() => Promise.resolve(503))).toBe(0);
  const taken = await fake.deliverWaiting(({ body, signature }) => {
    const raw = Buffer.from(body);
    const isSigned = isSignedByStripe(STRIPE_FAKE_WEBHOOK_SECRET, raw, signature, clock.now());
    return Promise.resolve(isSigned ? 200 : 401);
  });
  expect(taken).toBe(before);
  expect(fake.books.contents.waitingEvents).toEqual([]);
});
