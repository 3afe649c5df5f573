import { describe, expect, it } from "vitest";
import type { StoreEvent } from "#app/sales/order-facts.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { readStripeEvent } from "./read-stripe-event.ts";

const CREATED = 1_780_304_400;

const event = (type: string, object: unknown) => ({
  id: "evt_1",
  object: "event",
  type,
  created: CREATED,
  data: { object },
});

function read(type: string, object: unknown): StoreEvent {
  const reading = readStripeEvent(event(type, object));
  if (!reading.ok || !reading.value[0]) throw new Error(JSON.stringify(reading));
  return reading.value[0];
}

/** A paid checkout: goods for 50.00, 5.00 off, 4.90 shipping, tax on top. */
function session(changes: Record<string, unknown> = {}) {
  return {
    id: "cs_1",
    created: CREATED - 60,
    currency: "eur",
    payment_status: "paid",
    payment_intent: "pi_1",
    amount_subtotal: 5000,
    amount_total: 5845,
    total_details: { amount_discount: 500, amount_shipping: 490, amount_tax: 855 },
    client_reference_id: "click-a",
    metadata: { fs_click: "click-b", code: "MARA10" },
    discounts: [{ coupon: null, promotion_code: "promo_1" }],
    customer_details: { email: "buyer@example.com" },
    ...changes,
  };
}

describe("a Stripe checkout", () => {
  it("becomes a sale with one line, known by its payment intent", () => {
    expect(read("checkout.session.completed", session())).toMatchObject({
      kind: "order",
      order: {
        externalId: "pi_1",
        currency: "EUR",
        paymentStatus: "paid",
        totalMinor: 5845n,
        taxMinor: 855n,
        shippingMinor: 490n,
        lines: [{ grossMinor: 5000n, discountMinor: 500n, netMinor: 4500n, quantity: 1 }],
        discrepancy: null,
        codes: ["MARA10", "promo_1"],
        clickIds: ["click-b", "click-a"],
        customerEmail: "buyer@example.com",
      },
    });
  });

  it("keeps tax out of the net when the prices include it", () => {
    const included = session({
      amount_total: 4990,
      total_details: { amount_discount: 500, amount_shipping: 490, amount_tax: 718 },
    });
    expect(read("checkout.session.completed", included)).toMatchObject({
      order: { lines: [{ netMinor: 3782n }], discrepancy: null },
    });
  });

  it("says when its figures do not add up", () => {
    expect(read("checkout.session.completed", session({ amount_total: 9999 }))).toMatchObject({
      order: {
        lines: [{ netMinor: 4500n }],
        discrepancy: expect.stringMatching(/do not add up to the total of 99.99 EUR/) as string,
      },
    });
  });

  it("uses the line items of an expanded event", () => {
    const items = [
      {
        id: "li_1",
        description: "Sencha",
        quantity: 1,
        amount_subtotal: 2000,
        amount_discount: 200,
        price: { id: "price_1", product: "prod_1" },
      },
      {
        id: "li_2",
        description: "Oolong",
        quantity: 3,
        amount_subtotal: 3000,
        amount_discount: 300,
        price: { id: "price_2", product: "prod_2" },
      },
    ];
    expect(read("checkout.session.completed", session({ line_items: { data: items } }))).toMatchObject({
      order: {
        lines: [
          { externalId: "li_1", productId: "prod_1", netMinor: 1800n },
          { quantity: 3, netMinor: 2700n },
        ],
      },
    });
  });

  it("counts yen as whole yen", () => {
    const yen = session({ currency: "jpy", amount_subtotal: 1200, amount_total: 1200, total_details: null });
    expect(read("checkout.session.completed", yen)).toMatchObject({ order: { currency: "JPY", totalMinor: 1200n } });
  });

  it("reads an expanded promotion code as the code", () => {
    const expanded = session({ metadata: {}, discounts: [{ promotion_code: { id: "promo_1", code: "MARA10" } }] });
    expect(read("checkout.session.completed", expanded)).toMatchObject({ order: { codes: ["MARA10"] } });
  });

  it("waits for a payment that is still under way, and takes it when it arrives", () => {
    expect(read("checkout.session.completed", session({ payment_status: "unpaid" }))).toMatchObject({
      kind: "ignored",
    });
    expect(read("checkout.session.completed", session({ payment_status: "no_payment_required" }))).toMatchObject({
      kind: "ignored",
    });
    expect(read("checkout.session.async_payment_succeeded", session())).toMatchObject({ kind: "order" });
  });

  it("with a missing amount is refused with a sentence", () => {
    expect(readStripeEvent(event("checkout.session.completed", session({ amount_total: null })))).toEqual({
      ok: false,
      problems: [{ field: "amount_total", sentence: "amount_total must be a number." }],
    });
  });
});

describe("a Stripe refund", () => {
  const refund = (changes: Record<string, unknown> = {}) => ({
    id: "re_1",
    created: CREATED,
    currency: "eur",
    amount: 1000,
    status: "succeeded",
    charge: "ch_1",
    payment_intent: "pi_1",
    ...changes,
  });

  it("takes back an amount of the order of its payment intent", () => {
    expect(read("refund.created", refund())).toMatchObject({
      kind: "refund",
      refund: { externalId: "re_1", externalOrderId: "pi_1", amountMinor: 1000n, lines: [] },
    });
  });

  it("that failed or was cancelled is withdrawn", () => {
    expect(read("refund.failed", refund({ status: "failed" }))).toMatchObject({ refund: { isWithdrawn: true } });
    expect(read("refund.updated", refund({ status: "canceled" }))).toMatchObject({ refund: { isWithdrawn: true } });
  });

  it("listed in its charge is the same refund", () => {
    const charge = {
      id: "ch_1",
      payment_intent: "pi_1",
      refunds: { data: [refund(), refund({ id: "re_2", payment_intent: null })] },
    };
    const reading = readStripeEvent(event("charge.refunded", charge));
    expect(reading).toMatchObject({
      ok: true,
      value: [{ refund: { externalId: "re_1" } }, { refund: { externalId: "re_2", externalOrderId: "pi_1" } }],
    });
    expect(read("charge.refunded", { id: "ch_1", payment_intent: "pi_1" })).toMatchObject({ kind: "ignored" });
  });
});

describe("a Stripe dispute", () => {
  it.each([
    ["charge.dispute.created", "needs_response", "open"],
    ["charge.dispute.created", "warning_needs_response", "open"],
    ["charge.dispute.funds_withdrawn", "under_review", "open"],
    ["charge.dispute.closed", "won", "won"],
    ["charge.dispute.closed", "warning_closed", "won"],
    ["charge.dispute.closed", "lost", "lost"],
    ["charge.dispute.funds_reinstated", "lost", "won"],
  ])("%s in status %s is %s", (type, status, expected) => {
    const dispute = {
      id: "dp_1",
      created: CREATED,
      currency: "eur",
      amount: 5845,
      status,
      charge: "ch_1",
      payment_intent: "pi_1",
    };
    expect(read(type, dispute)).toMatchObject({
      kind: "dispute",
      dispute: { status: expected, externalOrderId: "pi_1", providerUpdatedAt: new Date(CREATED * 1000) },
    });
  });
});

describe("other Stripe events", () => {
  it("are ignored with a sentence", () => {
    expect(read("invoice.created", {})).toEqual({
      kind: "ignored",
      sentence: 'Fairshare does not need events of the type "invoice.created".',
    });
  });
});

describeWithFixtures("Stripe's published objects", ["stripe/fixtures3.json"], () => {
  const resources = () =>
    (
      JSON.parse(readFixture("stripe/fixtures3.json").toString("utf8")) as {
        resources: Record<string, Record<string, unknown>>;
      }
    ).resources;

  it("are read: a checkout (once paid), a refund and a dispute", () => {
    const paid = {
      ...resources()["checkout.session"],
      payment_status: "paid",
      currency: "usd",
      amount_subtotal: 2198,
      amount_total: 2198,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    };
    expect(read("checkout.session.completed", resources()["checkout.session"])).toMatchObject({ kind: "ignored" });
    expect(read("checkout.session.completed", paid)).toMatchObject({
      order: { externalId: "pi_1PgafyB7WZ01zgkWSjxsAJo3", totalMinor: 2198n, customerEmail: "example@example.com" },
    });
    expect(read("refund.created", resources()["refund"])).toMatchObject({
      refund: { externalOrderId: "ch_1PgafuB7WZ01zgkWXYmPNZs8", amountMinor: 100n },
    });
    expect(read("charge.dispute.created", resources()["dispute"])).toMatchObject({
      dispute: { status: "open", amountMinor: 1000n },
    });
  });
});
