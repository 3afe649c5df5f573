import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SettableClock } from "#app/kit/clock.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import {
  createPaypalFake,
  PAYPAL_FAKE_CLIENT_ID,
  PAYPAL_FAKE_SECRET,
  type PaypalFake,
} from "#scripts/fakes/paypal-fake.ts";
import { PAYPAL_FAKE_WEBHOOK_ID, type PaypalDelivery } from "#scripts/fakes/paypal-webhooks.ts";
import { paypalEvents } from "./paypal-events.server.ts";
import { paypalSignatureHeaders, type PaypalEvents, type PaypalSignature } from "./paypal-events.ts";
import { paypalRail } from "./paypal-rail.server.ts";

const MARA = "0197c4d0-0000-7000-8000-00000000aa01";
const clock = new SettableClock(new Date("2026-06-04T12:00:00.000Z"));
let paypal: PaypalFake;
let server: FakeShop;
let events: PaypalEvents;

/** Mara was paid 20.00, and PayPal tells of it. */
beforeEach(async () => {
  paypal = createPaypalFake({ now: () => clock.now() });
  server = await startFakeShop(paypal.provider);
  const credentials = { clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET };
  const access = { origin: server.origin, ...credentials, isTestMode: true, timeoutMs: 300 };
  events = paypalEvents(access, PAYPAL_FAKE_WEBHOOK_ID, clock);
  await paypalRail(access, clock).send({
    ...{ id: "batch-EUR", batchId: "batch", batchName: "2026-06-04-1", currency: "EUR" },
    payments: [{ payoutId: MARA, destination: "mara@marabakes.example", amountMinor: 20_00n }],
  });
});
afterEach(() => server.close());

const signatureOf = ({ headers }: PaypalDelivery) =>
  Object.fromEntries(
    Object.entries(paypalSignatureHeaders).map(([name, header]) => [name, headers[header]]),
  ) as PaypalSignature;

describe("PayPal's webhooks", () => {
  it("carry the documented headers and name the item, its status and what it is worth", () => {
    const [{ body, headers }] = paypal.waiting as [PaypalDelivery];
    expect(Object.keys(headers).sort()).toEqual(Object.values(paypalSignatureHeaders).sort());
    expect(JSON.parse(body)).toMatchObject({
      ...{ event_type: "PAYMENT.PAYOUTS-ITEM.SUCCEEDED", resource_type: "payouts_item" },
      resource: {
        ...{ payout_item_id: "ITEM1X1", transaction_status: "SUCCESS" },
        payout_item: { sender_item_id: MARA, amount: { value: "20.00", currency: "EUR" } },
      },
    });
  });

  it("are genuine as they came, and forged in any other way", async () => {
    const [delivery] = paypal.waiting as [PaypalDelivery];
    const signature = signatureOf(delivery);
    expect(await events.judge(delivery.body, signature)).toBe("genuine");
    expect(await events.judge(`${delivery.body} `, signature)).toBe("forged");
    expect(await events.judge(delivery.body, { ...signature, transmissionSig: "c2ln" })).toBe("forged");
    expect(await events.judge(delivery.body, { ...signature, transmissionTime: "yesterday" })).toBe("forged");
    expect(await events.judge(delivery.body, { ...signature, certUrl: "https://paypal.example/cert" })).toBe("forged");
  });

  it.each(["fault", "throttle", "drop", "silence"] as const)(
    "are neither genuine nor forged while PayPal answers with %s",
    async (failure) => {
      const [delivery] = paypal.waiting as [PaypalDelivery];
      await events.readItem("signs-in");
      server.failNext(failure);
      expect(await events.judge(delivery.body, signatureOf(delivery))).toBe("unknown");
      server.failNext(failure);
      expect(await events.readItem("ITEM1X1")).toMatchObject({ kind: "unknown" });
    },
  );
});

describe("an item", () => {
  it("is read with its amount in minor units, and what became of it in our words", async () => {
    expect(await events.readItem("ITEM1X1")).toEqual({
      kind: "found",
      item: {
        ...{ payoutId: MARA, railReference: "ITEM1X1", standing: "arrived", reason: "" },
        ...{ amountMinor: 20_00n, currency: "EUR" },
      },
    });
    paypal.change("ITEM1X1", "REFUNDED");
    expect(await events.readItem("ITEM1X1")).toMatchObject({
      item: { standing: "returned", reason: "The recipient refunded the payment at PayPal." },
    });
    expect(await events.readItem("ITEM9X9")).toEqual({ kind: "not-found" });
  });
});
