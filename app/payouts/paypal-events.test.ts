import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paypalEvents } from "#app/platform/api-rails/paypal-events.server.ts";
import { paypalRail } from "#app/platform/api-rails/paypal-rail.server.ts";
import type { Services } from "#app/platform/services.server.ts";
import { payouts, paypalEvents as storedEvents } from "#db/schema/payouts.ts";
import { runChecks } from "#db/run-checks.server.ts";
import { startFakeShop, type FakeShop } from "#scripts/fakes/fake-shop.ts";
import {
  createPaypalFake,
  PAYPAL_FAKE_CLIENT_ID,
  PAYPAL_FAKE_SECRET,
  type PaypalFake,
} from "#scripts/fakes/paypal-fake.ts";
import { PAYPAL_FAKE_WEBHOOK_ID, signAsPaypal, type PaypalDelivery } from "#scripts/fakes/paypal-webhooks.ts";
import { openPayoutWorld, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { routeArgs } from "#tests/world/route-args.ts";
import { answerPaypalEvent } from "./answer-paypal-event.server.ts";
import { approveBatch } from "./approve-batch.server.ts";
import { chaseParcels } from "./chase-parcels.server.ts";
import { prepareBatch } from "./prepare-batch.server.ts";
import { sendBatch } from "./send-batch.server.ts";

let world: PayoutWorld;
let paypal: PaypalFake;
let server: FakeShop;
let services: Services;
let mara: NamedCreator;

/** Mara, who is paid by PayPal, has earned 20.00 at Lumen Tea. */
beforeEach(async () => {
  world = await openPayoutWorld();
  paypal = createPaypalFake({ now: () => world.clock.now() });
  server = await startFakeShop(paypal.provider);
  const credentials = { clientId: PAYPAL_FAKE_CLIENT_ID, clientSecret: PAYPAL_FAKE_SECRET };
  const access = { origin: server.origin, ...credentials, isTestMode: true, timeoutMs: 300 };
  services = {
    ...world.services,
    apiRails: { paypal: paypalRail(access, world.clock) },
    paypalEvents: paypalEvents(access, PAYPAL_FAKE_WEBHOOK_ID, world.clock),
  };
  mara = await world.creator("Mara who bakes", { kind: "paypal", email: "mara@marabakes.example" });
  await world.earn(mara, await world.brand("Lumen Tea"), 20_00n);
});
afterEach(() => server.close());

/** Releases a batch of everything payable by PayPal, which PayPal takes. */
async function send(): Promise<void> {
  const prepared = await prepareBatch(services, { userId: world.petra, rail: "paypal", currency: "EUR" });
  const batchId = prepared.ok ? prepared.value.batchId : "";
  await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
  expect((await sendBatch(services, { batchId, userId: world.petra })).ok).toBe(true);
  await world.queue.drain(services);
}
const deliver = async ({ body, headers }: PaypalDelivery) => {
  const request = new Request("http://localhost:3000/hooks/paypal", { method: "POST", body, headers });
  return (await answerPaypalEvent(services, { ...routeArgs(services, "/hooks/paypal"), request })).status;
};
async function hearPaypal(): Promise<void> {
  await paypal.deliverWaiting(deliver);
  await world.queue.drain(services);
}
const payout = async () => (await services.db.inPlatform((tx) => tx.select().from(payouts)))[0]!;
const events = () => services.db.inPlatform((tx) => tx.select().from(storedEvents));
async function expectSoundBooks(): Promise<void> {
  const results = await runChecks(world.database.ownerUrl);
  const isAboutPayouts = /^(batches|payouts|ledger|commission-positions|commissions-paid)-/;
  expect(results.filter(({ name, findings }) => findings > 0 && isAboutPayouts.test(name))).toEqual([]);
  expect(await world.differences()).toEqual([]);
}

describe("what PayPal tells by itself", () => {
  it("settles a payout without being asked", async () => {
    await send();
    expect((await payout()).status).toBe("in-transit");
    await hearPaypal();
    expect(await payout()).toMatchObject({ status: "settled", railReference: "ITEM1X1" });
    expect(await events()).toMatchObject([{ type: "PAYMENT.PAYOUTS-ITEM.SUCCEEDED", status: "processed" }]);
    await expectSoundBooks();
  });

  it.each([
    ["RETURNED", "Nobody claimed the payment at PayPal, or it could not be delivered."],
    ["REFUNDED", "The recipient refunded the payment at PayPal."],
    ["REVERSED", "PayPal reversed the payment."],
    ["BLOCKED", "PayPal blocked the payment."],
    ["FAILED", "PayPal could not make the payment."],
  ])("%s after it had arrived puts the money back, with the reason in words", async (status, reason) => {
    await send();
    await hearPaypal();
    paypal.change("ITEM1X1", status);
    await hearPaypal();
    expect(await payout()).toMatchObject({ status: "returned", returnReason: reason });
    expect([await world.ledger(mara, "payable"), await world.ledger(mara, "in_transit")]).toEqual([20_00n, 0n]);
    await expectSoundBooks();
  });

  it.each(["UNCLAIMED", "ONHOLD", "PENDING"])("%s changes nothing yet", async (status) => {
    await send();
    paypal.waiting.length = 0;
    paypal.change("ITEM1X1", status);
    await hearPaypal();
    expect((await payout()).status).toBe("in-transit");
    expect(await events()).toMatchObject([{ status: "processed" }]);
  });

  it("may come twice, late and out of order: what counts is what PayPal says now", async () => {
    await send();
    paypal.change("ITEM1X1", "UNCLAIMED");
    paypal.change("ITEM1X1", "RETURNED");
    const told = [...paypal.waiting];
    for (const delivery of [...told].reverse()) expect(await deliver(delivery)).toBe(200);
    await world.queue.drain(services);
    for (const delivery of told) expect(await deliver(delivery)).toBe(200);
    await world.queue.drain(services);
    expect(await events()).toHaveLength(3);
    expect((await payout()).status).toBe("returned");
    expect(await world.ledger(mara, "payable")).toBe(20_00n);
    await expectSoundBooks();
  });

  it("three deliveries at once are stored once", async () => {
    await send();
    const [delivery] = paypal.waiting;
    expect(await Promise.all([1, 2, 3].map(() => deliver(delivery!)))).toEqual([200, 200, 200]);
    expect(await events()).toHaveLength(1);
  });

  it("of another amount than was sent books nothing, neither when told nor when asked", async () => {
    await send();
    Object.assign(paypal.items()[0]!, { value: "2000.00" });
    await hearPaypal();
    world.clock.advanceMs(600_000);
    await chaseParcels(services);
    expect((await payout()).status).toBe("in-transit");
    expect(await events()).toMatchObject([{ outcome: expect.stringContaining("another amount") as string }]);
  });

  it("is not believed: an event that says it arrived, while PayPal says it came back, returns it", async () => {
    await send();
    const [arrived] = paypal.waiting;
    paypal.change("ITEM1X1", "RETURNED");
    paypal.waiting.length = 0;
    expect(await deliver(arrived!)).toBe(200);
    await world.queue.drain(services);
    expect((await payout()).status).toBe("returned");
  });

  it("about somebody else's payment, or anything but payments, is stored and ignored", async () => {
    const other = { id: "WH-1", event_type: "PAYMENT.PAYOUTS-ITEM.SUCCEEDED", resource: { payout_item_id: "ELSE" } };
    const batch = { id: "WH-2", event_type: "PAYMENT.PAYOUTSBATCH.SUCCESS", resource: {} };
    const odd = { id: "WH-3", event_type: "PAYMENT.PAYOUTS-ITEM.FAILED", resource: {} };
    for (const event of [other, batch, odd]) {
      expect(await deliver(signAsPaypal(JSON.stringify(event), `t-${event.id}`, world.clock.now()))).toBe(200);
    }
    await world.queue.drain(services);
    expect((await events()).map(({ status }) => status)).toEqual(["ignored", "ignored", "ignored"]);
  });
});

describe("a delivery", () => {
  it("that PayPal does not know as its own is refused with 401 and not stored", async () => {
    await send();
    const [delivery] = paypal.waiting;
    const { body, headers } = delivery!;
    const forged = [
      { body: body.replace("SUCCEEDED", "RETURNED"), headers },
      { body, headers: { ...headers, "paypal-transmission-sig": "c2lnbmF0dXJl" } },
      { body, headers: { ...headers, "paypal-transmission-id": "another" } },
    ];
    for (const each of forged) expect(await deliver(each)).toBe(401);
    expect(await events()).toEqual([]);
  });

  it("that names a certificate elsewhere, or lacks a header, is refused without asking anybody", async () => {
    await send();
    const { body, headers } = paypal.waiting[0]!;
    const askedBefore = server.requestCount;
    const elsewhere = [
      "https://evil.example/cert",
      "http://api.paypal.com/cert",
      "https://paypal.com.evil.example/c",
      "x",
    ];
    for (const certUrl of elsewhere) {
      expect(await deliver({ body, headers: { ...headers, "paypal-cert-url": certUrl } })).toBe(401);
    }
    for (const name of Object.keys(headers)) {
      const { [name]: _left, ...rest } = headers;
      expect(await deliver({ body, headers: rest })).toBe(401);
    }
    expect(server.requestCount).toBe(askedBefore);
  });

  it("is verified on the bytes as they came, spaces and all", async () => {
    await send();
    const body = JSON.stringify(JSON.parse(paypal.waiting[0]!.body), null, 3);
    expect(await deliver(signAsPaypal(body, "spaced", world.clock.now()))).toBe(200);
  });

  it("that smuggles a webhook of its own into the question is malformed", async () => {
    const { headers } = signAsPaypal("{}", "smuggled", world.clock.now());
    expect(await deliver({ body: '{"id":"WH-1","event_type":"x"},"webhook_id":"OTHER"', headers })).toBe(422);
    expect(await deliver({ body: "{}", headers })).toBe(422);
  });

  it("is answered 503 while PayPal cannot be asked, and taken when it is sent again", async () => {
    await send();
    server.failNext("fault");
    await paypal.deliverWaiting(async (delivery) => {
      const status = await deliver(delivery);
      expect(status).toBe(503);
      return status;
    });
    expect(await events()).toEqual([]);
    await hearPaypal();
    expect((await payout()).status).toBe("settled");
  });

  it("whose payment cannot be asked about is tried again by itself", async () => {
    await send();
    await paypal.deliverWaiting(deliver);
    server.failNext("fault");
    await expect(world.queue.drain(services)).rejects.toThrow();
    expect(await events()).toMatchObject([{ status: "failed" }]);
    world.clock.advanceMs(600_000);
    await chaseParcels(services);
    expect(await events()).toMatchObject([{ status: "processed" }]);
    expect((await payout()).status).toBe("settled");
  });

  it("is answered 404 where no webhook is configured", async () => {
    await send();
    services = world.services;
    expect(await deliver(paypal.waiting[0]!)).toBe(404);
  });
});
