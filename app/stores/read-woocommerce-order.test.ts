import { describe, expect, it } from "vitest";
import { sumMinor } from "#app/kit/money.ts";
import type { OrderFacts } from "#app/sales/order-facts.ts";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { readWooCommerceEvent } from "./read-woocommerce-order.ts";

function orderOf(body: unknown): OrderFacts {
  const reading = readWooCommerceEvent("order.updated", body);
  if (!reading.ok || reading.value.kind !== "order") throw new Error(JSON.stringify(reading));
  return reading.value.order;
}

/** The published list nests a page of orders and a batch answer. */
function flatten(entry: unknown): unknown[] {
  if (Array.isArray(entry)) return entry.flatMap(flatten);
  const batch = entry as { create?: unknown[]; update?: unknown[] };
  return batch.create || batch.update ? [...(batch.create ?? []), ...(batch.update ?? [])].flatMap(flatten) : [entry];
}

function teaOrder(changes: Record<string, unknown> = {}) {
  return {
    id: 501,
    number: "501",
    status: "processing",
    currency: "EUR",
    date_created_gmt: "2026-06-01T09:00:00",
    date_modified_gmt: "2026-06-01T09:00:05",
    date_paid_gmt: "2026-06-01T09:00:04",
    total: "50.00",
    total_tax: "0.00",
    shipping_total: "0.00",
    customer_id: 0,
    billing: { email: "buyer@example.com" },
    line_items: [
      { id: 1, name: "Sencha", product_id: 11, sku: "SEN", quantity: 1, subtotal: "20.00", total: "20.00" },
      { id: 2, name: "Oolong", product_id: 12, sku: "OOL", quantity: 3, subtotal: "30.00", total: "30.00" },
    ],
    ...changes,
  };
}

describeWithFixtures("WooCommerce's published orders", ["woocommerce/orders.json"], () => {
  const orders = () =>
    flatten(JSON.parse(readFixture("woocommerce/orders.json").toString("utf8"))).filter(
      (one) => "line_items" in (one as object),
    );

  it("are all read, and their figures agree", () => {
    const read = orders().map(orderOf);
    expect(read.length).toBeGreaterThanOrEqual(6);
    for (const order of read) {
      expect(order.discrepancy).toBeNull();
      expect(sumMinor(order.lines.map((line) => line.netMinor)) + order.taxMinor + order.shippingMinor).toBe(
        order.totalMinor,
      );
    }
  });

  it("carry their whole list of refunds", () => {
    const refunded = orders()
      .map(orderOf)
      .find((order) => order.externalId === "723");
    expect(refunded?.areRefundsComplete).toBe(true);
    expect(refunded?.refunds.map(({ externalId, amountMinor }) => [externalId, amountMinor])).toEqual([
      ["726", 1000n],
      ["724", 900n],
    ]);
    expect(refunded?.placedAt.toISOString()).toBe("2017-03-21T19:16:00.000Z");
    expect(refunded?.customerExternalId).toBe("26");
  });
});

describe("a WooCommerce order", () => {
  it("states its lines before and after the coupon", () => {
    const order = orderOf(
      teaOrder({
        total: "45.00",
        coupon_lines: [{ code: "mara10", discount: "5.00" }],
        line_items: [
          { id: 1, name: "Sencha", quantity: 1, subtotal: "20.00", total: "18.00" },
          { id: 2, name: "Oolong", quantity: 3, subtotal: "30.00", total: "27.00" },
        ],
      }),
    );
    expect(order.codes).toEqual(["mara10"]);
    expect(order.lines[0]).toMatchObject({ grossMinor: 2000n, discountMinor: 200n, netMinor: 1800n });
    expect(order.discountMinor).toBe(500n);
  });

  it("takes a fee below zero as a discount on every line", () => {
    const order = orderOf(teaOrder({ total: "45.00", fee_lines: [{ total: "-5.00" }] }));
    expect(order.lines.map((line) => line.netMinor)).toEqual([1800n, 2700n]);
    expect(order.discrepancy).toBeNull();
  });

  it("says when its figures do not add up", () => {
    expect(orderOf(teaOrder({ total: "49.00" })).discrepancy).toMatch(
      /sum to 50.00 EUR, but the order's total is 49.00/,
    );
  });

  it("carries the click in its own field or in the landing page of order attribution", () => {
    const order = orderOf(
      teaOrder({
        meta_data: [
          { key: "_fs_click", value: "click-a" },
          { key: "_wc_order_attribution_session_entry", value: "https://lumentea.example/sencha?fs_click=click-b" },
          { key: "_wc_order_attribution_referrer", value: "https://blog.example/tea" },
        ],
      }),
    );
    expect(order.clickIds).toEqual(["click-a", "click-b"]);
    expect(order.refererHost).toBe("blog.example");
  });

  it.each([
    ["pending", "pending", false],
    ["on-hold", "pending", false],
    ["processing", "paid", false],
    ["completed", "paid", false],
    ["cancelled", "paid", true],
    ["failed", "voided", false],
    ["trash", "paid", true],
    ["refunded", "paid", true],
    ["packed-by-hand", "paid", false],
  ])("in status %s is %s (cancelled: %s)", (status, paymentStatus, isCancelled) => {
    const order = orderOf(teaOrder({ status }));
    expect([order.paymentStatus, order.cancelledAt !== null]).toEqual([paymentStatus, isCancelled]);
  });

  it("that is a draft or deleted for good changes nothing", () => {
    expect(readWooCommerceEvent("order.created", teaOrder({ status: "checkout-draft" }))).toMatchObject({
      value: { kind: "ignored" },
    });
    expect(readWooCommerceEvent("order.deleted", { id: 501 })).toMatchObject({ ok: true, value: { kind: "ignored" } });
  });

  it("that lacks what is needed is refused field by field", () => {
    expect(
      readWooCommerceEvent("order.updated", teaOrder({ currency: "euros", date_modified_gmt: "yesterday" })),
    ).toEqual({
      ok: false,
      problems: [
        { field: "currency", sentence: "currency must be a currency of three letters, such as EUR." },
        { field: "date_modified_gmt", sentence: "date_modified_gmt must be an instant such as 2026-06-01T09:00:00." },
      ],
    });
  });
});
