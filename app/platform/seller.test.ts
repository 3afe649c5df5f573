import { describe, expect, it } from "vitest";
import { readEnvironment } from "./env.server.ts";
import { sellerOf } from "./seller.server.ts";

const berlin = {
  ...{ SELLER_NAME: "Fairshare GmbH", SELLER_STREET: "Marktplatz 1", SELLER_POSTAL_CODE: "10115" },
  ...{ SELLER_CITY: "Berlin", SELLER_COUNTRY: "DE", SELLER_VAT_ID: "DE 123 456 789" },
};

describe("who the platform is on invoices", () => {
  it("is read from the settings, the VAT id without what people put between its digits", () => {
    expect(sellerOf(readEnvironment(berlin))).toMatchObject({ name: "Fairshare GmbH", vatId: "DE123456789" });
  });

  it.each(["SELLER_NAME", "SELLER_STREET", "SELLER_POSTAL_CODE", "SELLER_CITY"])("is nobody without %s", (key) => {
    expect(sellerOf(readEnvironment({ ...berlin, [key]: "" }))).toBeNull();
  });

  it.each([
    ["of another country", { SELLER_VAT_ID: "FR12345678901" }],
    ["of a country outside the Union", { SELLER_COUNTRY: "CH", SELLER_VAT_ID: "CHE123456789" }],
    ["without a country", { SELLER_COUNTRY: "" }],
    ["of letters alone", { SELLER_VAT_ID: "DE" }],
  ])("has no VAT id %s", (_, change) => {
    expect(() => readEnvironment({ ...berlin, ...change })).toThrow(
      /SELLER_VAT_ID: must be the VAT id of SELLER_COUNTRY/,
    );
  });

  it("of Greece begins with EL, and outside the Union has none", () => {
    expect(sellerOf(readEnvironment({ ...berlin, SELLER_COUNTRY: "GR", SELLER_VAT_ID: "EL123456789" }))?.vatId).toBe("EL123456789");
    expect(sellerOf(readEnvironment({ ...berlin, SELLER_COUNTRY: "US", SELLER_VAT_ID: "" }))?.vatId).toBe("");
  }); // prettier-ignore
});
