import { describe, expect, it } from "vitest";
import { orderOf, refundOf, sentAt, teaOrder } from "#tests/world/shopify-bodies.ts";
import { readShopifyEvent } from "./read-shopify-event.ts";

describe("a Shopify refund", () => {
  const refund = (changes: Record<string, unknown>) => ({
    id: 7,
    order_id: 1001,
    created_at: "2026-06-03T10:00:00Z",
    refund_line_items: [
      {
        line_item_id: 2,
        quantity: 2,
        subtotal: 20,
        total_tax: 0,
        subtotal_set: { shop_money: { amount: "20.00", currency_code: "EUR" } },
      },
    ],
    transactions: [{ kind: "refund", status: "success", amount: "20.00", currency: "EUR" }],
    ...changes,
  });

  it("reads the same alone and listed in its order", () => {
    const alone = refundOf(readShopifyEvent("refunds/create", refund({}), sentAt));
    const listed = orderOf(
      readShopifyEvent("orders/updated", teaOrder({ refunds: [refund({ order_id: undefined })] }), sentAt),
    );
    expect(listed.refunds).toEqual([alone]);
    expect(alone.lines).toEqual([{ externalLineId: "2", quantity: 2, netMinor: 2000n }]);
  });

  it("states only the quantity when tax is on the line, because its subtotal may include the tax", () => {
    const taxed = refundOf(
      readShopifyEvent(
        "refunds/create",
        refund({ refund_line_items: [{ line_item_id: 2, quantity: 2, subtotal: "20.00", total_tax: "3.19" }] }),
        sentAt,
      ),
    );
    expect(taxed.lines).toEqual([{ externalLineId: "2", quantity: 2, netMinor: null }]);
  });

  it("that gave back less than the goods were worth takes back only that", () => {
    const partial = refundOf(
      readShopifyEvent(
        "refunds/create",
        refund({
          transactions: [{ kind: "refund", status: "success", amount: "5.00", currency: "EUR" }],
          order_adjustments: [{ kind: "refund_discrepancy", amount: "15.00", tax_amount: "0.00" }],
        }),
        sentAt,
      ),
    );
    expect(partial).toMatchObject({ amountMinor: 500n, lines: [{ quantity: 2, netMinor: 500n }] });
  });

  it("of an amount alone has no lines", () => {
    const goodwill = refundOf(
      readShopifyEvent(
        "refunds/create",
        refund({
          refund_line_items: [],
          transactions: [{ kind: "refund", status: "success", amount: "8.00", currency: "EUR" }],
        }),
        sentAt,
      ),
    );
    expect(goodwill).toMatchObject({ amountMinor: 800n, lines: [] });
  });

  it("whose payment failed, or that only put goods back into stock, takes back nothing", () => {
    const failed = refund({
      refund_line_items: [],
      transactions: [{ kind: "refund", status: "failure", amount: "8.00", currency: "EUR" }],
    });
    expect(readShopifyEvent("refunds/create", failed, sentAt)).toMatchObject({ ok: true, value: { kind: "ignored" } });
    const restocked = refund({
      transactions: [],
      order_adjustments: [{ kind: "refund_discrepancy", amount: "20.00" }],
    });
    expect(readShopifyEvent("refunds/create", restocked, sentAt)).toMatchObject({
      ok: true,
      value: { kind: "ignored" },
    });
  });
});
