import { describe, expect, it } from "vitest";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { veilBody, VEILED } from "./veil-body.ts";

describe("the body of an event", () => {
  it("shows what happened and hides who bought", () => {
    const body = shopifyOrder({
      customer: { id: 77, email: "anna@example.com", first_name: "Anna" },
      billing_address: { name: "Anna Lind", zip: "10115" },
      landing_site: "/?fs_click=abc",
      note: "Ring twice, says Anna",
    });
    const shown = veilBody(body) ?? "";
    expect(JSON.parse(shown)).toMatchObject({
      ...{ id: 1001, total_price: "50.00", financial_status: "paid", name: VEILED, email: VEILED, customer: VEILED },
      ...{ landing_site: VEILED, line_items: [{ id: 1, title: VEILED, quantity: 1, price: "30.00" }, {}] },
    });
    expect(shown).not.toMatch(/anna|buyer@example|10115/i);
  });

  it("that is no JSON is not shown at all", () => {
    expect(veilBody("<html>anna@example.com")).toBeNull();
  });
});

describeWithFixtures("published orders", ["shopify/order.json", "woocommerce/orders.json"], () => {
  it("hide every name, street, e-mail, phone number and address", () => {
    const bodies = ["shopify/order.json", "woocommerce/orders.json"].map((file) => readFixture(file).toString("utf8"));
    for (const body of bodies) {
      expect(veilBody(body)).not.toMatch(/norman|hostmail|chestnut|john|doe|969|@|\(555\)|0\.0\.0\.0/i);
    }
  });
});
