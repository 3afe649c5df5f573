import { describe, expect, it } from "vitest";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { fixtureBody, orderOf, refundOf, sentAt, teaOrder } from "#tests/world/shopify-bodies.ts";
import { readShopifyEvent } from "./read-shopify-event.ts";

const netsOf = (order: OrderFacts) => order.lines.map((line) => line.netMinor);

describeWithFixtures("Shopify's published order and refund", ["shopify/order.json", "shopify/refund.json"], () => {
  it("spreads the subtotal of 398.00 over three lines of 199.00 and says so", () => {
    const order = orderOf(readShopifyEvent("orders/create", fixtureBody("shopify/order.json"), sentAt));
    expect(order).toMatchObject({
      externalId: "450789469",
      externalName: "#1001",
      currency: "USD",
      totalMinor: 40994n,
      taxMinor: 1194n,
      shippingMinor: 0n,
      paymentStatus: "pending",
      codes: ["TENOFF"],
      customerEmail: "bob.norman@hostmail.com",
      customerExternalId: "207119551",
      isReturningCustomer: false,
      refererHost: "www.otherexample.com",
    });
    expect(order.placedAt.toISOString()).toBe("2008-01-10T16:00:00.000Z");
    expect(netsOf(order)).toEqual([13267n, 13267n, 13266n]);
    expect(order.lines.every((line) => line.grossMinor - line.discountMinor === line.netMinor)).toBe(true);
    expect(order.discrepancy).toBe(
      "The lines sum to 597.00 USD, but the order's subtotal is 398.00; the subtotal counts and was spread over the lines.",
    );
  });

  it("takes back two of the three lines by quantity, because the refund states no subtotal", () => {
    expect(refundOf(readShopifyEvent("refunds/create", fixtureBody("shopify/refund.json"), sentAt))).toEqual({
      externalId: "509562969",
      externalOrderId: "450789469",
      currency: "USD",
      amountMinor: 20900n,
      refundedAt: new Date("2016-06-20T17:35:06Z"),
      lines: [
        { externalLineId: "703073504", quantity: 1, netMinor: null },
        { externalLineId: "466157049", quantity: 1, netMinor: null },
      ],
    });
  });

  it("says that an order without lines lacks its lines", () => {
    const [order] = (JSON.parse(readFixture("shopify/orders.json").toString("utf8")) as { orders: unknown[] }).orders;
    expect(readShopifyEvent("orders/updated", order, sentAt)).toEqual({
      ok: false,
      problems: [{ field: "line_items", sentence: "line_items is missing." }],
    });
  });
});

describeWithFixtures("Shopify's published disputes", ["shopify/disputes.json"], () => {
  it("are open until the bank decides, and one of no order is ignored", () => {
    const { disputes } = JSON.parse(readFixture("shopify/disputes.json").toString("utf8")) as { disputes: unknown[] };
    const readings = disputes.map((dispute) => readShopifyEvent("disputes/update", dispute, sentAt));
    const statuses = readings.map((reading) =>
      reading.ok && reading.value.kind === "dispute" ? reading.value.dispute.status : "none",
    );
    expect(statuses).toEqual(["none", "open", "won", "open", "open", "open", "open"]);
    expect(readings[1]).toMatchObject({
      value: { dispute: { externalOrderId: "625362839", amountMinor: 1150n, providerUpdatedAt: sentAt } },
    });
  });
});

describe("a Shopify order", () => {
  it("gives each line the discounts that Shopify allocated to it", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/create",
        teaOrder({
          subtotal_price: "45.00",
          total_discounts: "5.00",
          line_items: [
            { id: 1, title: "Sencha", quantity: 1, price: "20.00", discount_allocations: [{ amount: "2.00" }] },
            {
              id: 2,
              title: "Oolong",
              quantity: 3,
              price: "10.00",
              discount_allocations: [{ amount: "2.50" }, { amount: "0.50" }],
            },
          ],
        }),
        sentAt,
      ),
    );
    expect(netsOf(order)).toEqual([1800n, 2700n]);
    expect(order.discrepancy).toBeNull();
  });

  it("spreads a discount that is only stated for the whole order, without the part that was for shipping", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/create",
        teaOrder({
          subtotal_price: "39.99",
          total_discounts: "14.91",
          discount_codes: [
            { code: "MARA10", amount: "10.01", type: "fixed_amount" },
            { code: "FREESHIP", amount: "4.90", type: "shipping" },
          ],
        }),
        sentAt,
      ),
    );
    expect(netsOf(order)).toEqual([1600n, 2399n]);
    expect(order.discrepancy).toBeNull();
    expect(order.codes).toEqual(["MARA10", "FREESHIP"]);
  });

  it("takes the tax out of prices that include it", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/create",
        teaOrder({
          taxes_included: true,
          total_tax: "7.98",
          line_items: [
            { id: 1, title: "Sencha", quantity: 1, price: "20.00", tax_lines: [{ price: "3.19" }] },
            { id: 2, title: "Oolong", quantity: 3, price: "10.00", tax_lines: [{ price: "4.79" }] },
          ],
        }),
        sentAt,
      ),
    );
    expect(netsOf(order)).toEqual([1681n, 2521n]);
    expect(order.lines[0]).toMatchObject({ grossMinor: 1681n, discountMinor: 0n });
  });

  it("pays nothing on gift cards and tips, and the tip is no part of the subtotal", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/create",
        teaOrder({
          line_items: [
            { id: 1, title: "Sencha", quantity: 1, price: "20.00" },
            { id: 2, title: "Gift card", quantity: 1, price: "30.00", gift_card: true },
            { id: 3, title: "Tip", quantity: 1, price: "5.00", tip: { payment_method: "Other" } },
          ],
        }),
        sentAt,
      ),
    );
    expect(order.lines.map((line) => line.isCommissionable)).toEqual([true, false, false]);
    expect(order.discrepancy).toBeNull();
  });

  it("leaves out what an edit removed, but not what was refunded", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/updated",
        teaOrder({
          line_items: [
            { id: 1, title: "Sencha", quantity: 1, current_quantity: 0, price: "20.00" },
            { id: 2, title: "Oolong", quantity: 3, current_quantity: 1, price: "10.00" },
          ],
          refunds: [
            {
              id: 7,
              created_at: "2026-06-03T10:00:00Z",
              refund_line_items: [{ line_item_id: 2, quantity: 1, subtotal: "10.00", total_tax: "0.00" }],
              transactions: [{ kind: "refund", status: "success", amount: "10.00", currency: "EUR" }],
            },
          ],
        }),
        sentAt,
      ),
    );
    expect(order.lines).toMatchObject([{ externalId: "2", quantity: 2, netMinor: 2000n }]);
    expect(order.refunds).toMatchObject([{ externalId: "7", externalOrderId: "1001", amountMinor: 1000n }]);
  });

  it("finds the click wherever the shop carried it, once", () => {
    const order = orderOf(
      readShopifyEvent(
        "orders/create",
        teaOrder({
          note_attributes: [
            { name: "fs_click", value: "click-a" },
            { name: "colour", value: "green" },
          ],
          landing_site: "/products/sencha?utm_source=x&fs_click=click-b",
          line_items: [
            {
              id: 1,
              title: "Sencha",
              quantity: 1,
              price: "20.00",
              properties: [{ name: "_fs_click", value: "click-a" }],
            },
            { id: 2, title: "Oolong", quantity: 3, price: "10.00" },
          ],
        }),
        sentAt,
      ),
    );
    expect(order.clickIds).toEqual(["click-a", "click-b"]);
  });

  it.each([
    ["authorized", "pending"],
    ["pending", "pending"],
    ["partially_paid", "pending"],
    ["paid", "paid"],
    ["partially_refunded", "paid"],
    ["refunded", "paid"],
    ["voided", "voided"],
    ["expired", "voided"],
  ])("that is %s counts as %s", (financialStatus, expected) => {
    const order = orderOf(readShopifyEvent("orders/updated", teaOrder({ financial_status: financialStatus }), sentAt));
    expect(order.paymentStatus).toBe(expected);
  });

  it("is paid when the topic says so", () => {
    expect(
      orderOf(readShopifyEvent("orders/paid", teaOrder({ financial_status: "pending" }), sentAt)).paymentStatus,
    ).toBe("paid");
  });

  it("that is a test earns nothing", () => {
    expect(readShopifyEvent("orders/create", teaOrder({ test: true }), sentAt)).toEqual({
      ok: true,
      value: { kind: "ignored", sentence: "Order #1001 is a test order; it earns nothing." },
    });
  });

  it("with an amount that is none is refused with a sentence for the field", () => {
    const reading = readShopifyEvent(
      "orders/create",
      teaOrder({ subtotal_price: "fifty", total_tax: "1.005" }),
      sentAt,
    );
    expect(reading).toEqual({
      ok: false,
      problems: [
        { field: "subtotal_price", sentence: 'subtotal_price is "fifty", which is not an amount in EUR.' },
        { field: "total_tax", sentence: 'total_tax is "1.005", which is not an amount in EUR.' },
      ],
    });
  });

  it("of a topic we do not need is ignored with a sentence", () => {
    expect(readShopifyEvent("carts/update", {}, sentAt)).toMatchObject({ ok: true, value: { kind: "ignored" } });
    expect(readShopifyEvent("customers/redact", {}, sentAt)).toMatchObject({ ok: true, value: { kind: "ignored" } });
  });
});
