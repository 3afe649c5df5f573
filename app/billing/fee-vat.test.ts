import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentOf, sumMinor } from "#app/kit/money.ts";
import type { Seller } from "../platform/seller.ts";
import { fairshareOfBerlin as fairshare } from "#tests/world/seller.ts";
import type { Party } from "../tax/invoice.ts";
import { feeVatNotes, feeVatStanding, mostVatOn, nextVat } from "./fee-vat.ts";

const lumen: Party = {
  ...{ name: "Lumen Tea GmbH", street: "Teeweg 1", city: "Hamburg", region: "", postalCode: "20095" },
  ...{ country: "DE", vatId: "DE987654321" },
};
const day = "2026-06-03";

describe("VAT on the platform’s fee", () => {
  it.each<[string, Partial<Seller>, Partial<Party> | null, string, number]>([
    // Directive 2006/112/EC, Article 44: between businesses the service is taxed where the customer is; here that is the seller's country.
    ["to a brand in the seller’s country is the seller’s rate", {}, {}, "seller-country", 1_900],
    ["to one without a VAT id there too", {}, { vatId: "" }, "seller-country", 1_900],
    // Articles 44 and 196: the customer owes the VAT of its own country.
    ["to a brand in France with a VAT id is reverse charge", {}, { country: "FR", vatId: "FR12345678901" }, "reverse-charge", 0],
    ["to a brand in Greece, whose VAT ids begin with EL", {}, { country: "GR", vatId: "EL123456789" }, "reverse-charge", 0],
    // Implementing Regulation (EU) 282/2011, Article 18(2), and Directive 2006/112/EC, Article 45.
    ["to a brand in France without a VAT id is the seller’s rate", {}, { country: "FR", vatId: "" }, "without-vat-id", 1_900],
    ["to a brand that has not said who it is is the seller’s rate", {}, null, "without-vat-id", 1_900],
    // Article 44: taxed where the customer is, which is no member state.
    ["to a brand in the United States is outside its scope", {}, { country: "US", vatId: "" }, "outside-eu", 0],
    ["to a brand in Great Britain is outside its scope", {}, { country: "GB", vatId: "" }, "outside-eu", 0],
    ["is none of a seller that is not registered", { vatId: "" }, {}, "not-registered", 0],
    ["is none of one that is not registered, also abroad", { vatId: "" }, { country: "FR", vatId: "FR12345678901" }, "not-registered", 0],
    ["is owed by a brand in the EU whose seller is outside it", { country: "US", vatId: "" }, {}, "reverse-charge", 0],
    ["is outside its scope where neither is in the EU", { country: "US", vatId: "" }, { country: "US", vatId: "" }, "outside-eu", 0],
    ["is outside its scope where nobody knows who buys from outside the EU", { country: "US", vatId: "" }, null, "outside-eu", 0],
  ])("%s", (_, seller, buyer, treatment, rateBps) => {
    const standing = feeVatStanding({ ...fairshare, ...seller }, buyer && { ...lumen, ...buyer }, day);
    expect(standing).toEqual({ treatment, rateBps });
  }); // prettier-ignore

  // European Commission, "VAT rates applied in the Member States"; Romania: Law 141/2025; Estonia: from July 2025; Finland: Act 1221/2024.
  it.each([
    ["RO", "2025-07-31", 1_900],
    ["RO", "2025-08-01", 2_100],
    ["EE", "2025-06-30", 2_200],
    ["EE", "2026-01-01", 2_400],
    ["FI", "2026-01-01", 2_550],
    ["SK", "2025-01-01", 2_300],
    ["LU", "2026-11-22", 1_700],
    ["HU", "2026-11-22", 2_700],
  ])("within %s on %s is %d basis points", (country, on, rateBps) => {
    const own = { country, vatId: `${country}1` };
    expect(feeVatStanding({ ...fairshare, ...own }, { ...lumen, ...own }, on).rateBps).toBe(rateBps);
  });

  it("carries the words that law asks for", () => {
    expect(feeVatNotes["reverse-charge"]).toMatch(/^Reverse charge.*Article 196 of Directive 2006\/112\/EC/);
    expect(feeVatNotes["outside-eu"]).toMatch(/^Outside the scope of VAT/);
    expect(feeVatNotes["not-registered"]).toMatch(/^No VAT is charged/);
  });
});

describe("VAT fee by fee", () => {
  it("sums to the rate of all fees, where each one rounded by itself would not", () => {
    // Nineteen cents of 1.00 five times is 0.95; of ten fees of 0.02 it is 0.04, and rounded one by one it would be 0.
    const fees = Array.from({ length: 10 }, () => 2n);
    let [net, vat] = [0n, 0n];
    for (const fee of fees) [net, vat] = [net + fee, vat + nextVat({ netMinor: net, vatMinor: vat }, fee, 1_900)];
    expect([net, vat]).toEqual([20n, 4n]);
    expect(sumMinor(fees.map((fee) => percentOf(fee, 1_900)))).toBe(0n);
  });

  const anyFees = fc.array(fc.bigInt({ min: -50_000n, max: 50_000n }), { maxLength: 40 });
  const anyRate = fc.constantFrom(0, 1_700, 1_900, 2_100, 2_550, 2_700);

  it("and whatever is charged and given back, an invoice’s VAT is its rate of its net to the minor unit", () => {
    fc.assert(
      fc.property(anyFees, anyRate, (fees, rateBps) => {
        let [netMinor, vatMinor] = [0n, 0n];
        for (const fee of fees) {
          vatMinor += nextVat({ netMinor, vatMinor }, fee, rateBps);
          netMinor += fee;
        }
        expect(vatMinor).toBe(percentOf(netMinor, rateBps));
      }),
    );
  });

  it("never costs more than was set aside for it, in whatever order the fees come", () => {
    const positive = fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(positive, fc.bigInt({ min: -100_000n, max: 100_000n }), anyRate, (fees, before, rateBps) => {
        const start = { netMinor: before, vatMinor: percentOf(before, rateBps) };
        let [netMinor, vatMinor] = [start.netMinor, start.vatMinor];
        for (const fee of fees) {
          vatMinor += nextVat({ netMinor, vatMinor }, fee, rateBps);
          netMinor += fee;
        }
        const setAside = sumMinor(fees.map((fee) => mostVatOn(fee, rateBps)));
        expect(vatMinor - start.vatMinor <= setAside).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
