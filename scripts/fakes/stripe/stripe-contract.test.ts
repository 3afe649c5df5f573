import { afterEach, beforeEach, expect, it } from "vitest";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { setAccountReady } from "./stripe-accounts.ts";
import { closeDispute, openDispute, refundCharge } from "./stripe-payments.ts";
import { paySession } from "./stripe-checkout.ts";
import { reverseTransfer } from "./stripe-transfers.ts";
import { startStripeFake, type StripeFake } from "./start-stripe-fake.ts";
import { STRIPE_FAKE_KEY } from "../stripe-fake.ts";
import { openStripe } from "#app/platform/stripe/open-stripe.server.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const FIXTURES = "stripe/fixtures3.json";
/** Free for every account to fill: what the fixtures hold there says nothing. */
const openFields: ReadonlySet<string> = new Set(["metadata", "data", "capabilities"]);

/** Fields that the stand-in writes and Stripe does not know, or that are of another type there. */
function strangersIn(ours: Json, theirs: Json, path: string): string[] {
  if (ours === null || theirs === null) return [];
  if (typeof ours !== typeof theirs || Array.isArray(ours) !== Array.isArray(theirs)) return [path];
  if (typeof ours !== "object" || Array.isArray(ours)) return [];
  return Object.entries(ours).flatMap(([key, value]) => {
    const known = (theirs as Readonly<Record<string, Json>>)[key];
    if (known === undefined) return [`${path}.${key}`];
    return openFields.has(key) ? [] : strangersIn(value, known, `${path}.${key}`);
  });
}

describeWithFixtures("the stand-in for Stripe writes what Stripe writes", [FIXTURES], () => {
  let fake: StripeFake;
  beforeEach(async () => {
    fake = await startStripeFake();
  });
  afterEach(() => fake.close());

  it("every object has only fields that Stripe knows, of Stripe's types", async () => {
    const { resources } = JSON.parse(readFixture(FIXTURES).toString("utf8")) as { resources: Record<string, Json> };
    const stripe = openStripe({ secretKey: STRIPE_FAKE_KEY, origin: fake.origin });
    const { books } = fake;
    const { accountId } = await stripe.createAccount({
      creatorId: "mara",
      email: "mara@people.example",
      country: "DE",
    });
    setAccountReady(books, books.contents.accounts[0]!, true);
    await stripe.openCheckout({
      ...{ topUpId: "first", title: "Balance", amountMinor: 500_00n, currency: "EUR", email: "lu@lumen.example" },
      ...{ successUrl: "http://localhost/yes", cancelUrl: "http://localhost/no" },
    });
    paySession(books, books.contents.sessions[0]!);
    const order = { amountMinor: 20_00n, currency: "EUR", description: "Payout", idempotencyKey: "one" };
    await stripe.transfer({ ...order, payoutId: "p1", accountId });
    const transfer = books.contents.transfers[0]!;
    const reversal = reverseTransfer(books, transfer, 5_00);
    const charge = books.contents.charges[0]!;
    const refund = refundCharge(books, charge, 10_00);
    openDispute(books, charge);
    const dispute = books.contents.disputes[0]!;
    closeDispute(books, dispute, "won");
    const asked = async (path: string) => {
      const answer = await fetch(fake.origin + path, { headers: { authorization: `Bearer ${STRIPE_FAKE_KEY}` } });
      return (await answer.json()) as Json;
    };
    const written: Record<string, unknown> = {
      account: books.contents.accounts[0],
      "checkout.session": books.contents.sessions[0],
      payment_intent: books.contents.paymentIntents[0],
      charge,
      refund,
      dispute,
      transfer,
      transfer_reversal: reversal,
      balance_transaction: books.contents.balanceTransactions[0],
      balance: await asked("/v1/balance"),
      event: books.contents.waitingEvents.find(({ account }) => account === undefined),
    };
    const strangers = Object.entries(written).flatMap(([name, object]) =>
      strangersIn(JSON.parse(JSON.stringify(object)) as Json, resources[name] ?? null, name),
    );
    expect(Object.keys(written).filter((name) => !(name in resources))).toEqual([]);
    expect(strangers).toEqual([]);
  });
});
