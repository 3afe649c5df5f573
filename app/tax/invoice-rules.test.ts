import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeInvoice, composeReversal, type InvoicedPayment } from "./compose-invoice.ts";
import type { Party, Supplier } from "./invoice.ts";
import { vatNotes, vatOf } from "./invoice-vat.ts";
import { standardVatRateOn } from "./vat-rates.ts";

const lumen: Party = {
  ...{ name: "Lumen Tea GmbH", street: "Teeweg 1", city: "Hamburg", region: "", postalCode: "20095" },
  ...{ country: "DE", vatId: "DE123456789" },
};
const mara: Supplier = {
  ...{ name: "Mara Lind", street: "Bakgatan 2", city: "Malmö", region: "", postalCode: "211 20" },
  ...{ country: "SE", vatId: "SE123456789001", vatStanding: "registered" },
};
const payment: InvoicedPayment = {
  ...{ payoutId: "01990000-0000-7000-8000-000000000001", batchName: "2026-06-01-1", currency: "EUR" },
  ...{ paidOn: "2026-06-03", earnedMinor: 119_00n, earnedCount: 3, clawedBackMinor: 0n, clawedBackCount: 0 },
  ...{ withheldMinor: 0n, correctedNames: [] },
};

describe("VAT on a self-billing invoice", () => {
  it.each([
    ["from Sweden to Germany is reverse charge", mara, lumen, "reverse-charge", 0n],
    ["within Germany is 19 %, in what was paid", { ...mara, country: "DE" }, lumen, "domestic", 19_00n],
    ["of a small business is not charged", { ...mara, vatStanding: "small-business" }, lumen, "small-business", 0n],
    ["of somebody not registered is not charged", { ...mara, vatStanding: "none" }, lumen, "not-registered", 0n],
    [
      "to a brand in the United States is outside the EU",
      mara,
      { ...lumen, country: "US", vatId: "" },
      "outside-eu",
      0n,
    ],
    ["from the United States to Germany is reverse charge", { ...mara, country: "US" }, lumen, "reverse-charge", 0n],
    [
      "from the United States to Japan is outside the EU",
      { ...mara, country: "US" },
      { ...lumen, country: "JP" },
      "outside-eu",
      0n,
    ],
  ] as const)("%s", (_what, supplier, recipient, treatment, vatMinor) => {
    expect(vatOf(supplier, recipient, 119_00n, "2026-06-03")).toMatchObject({
      ok: true,
      value: { treatment, vatMinor, netMinor: 119_00n - vatMinor },
    });
  });

  it("waits for the VAT id of a brand in another member state", () => {
    expect(vatOf(mara, { ...lumen, vatId: "" }, 119_00n, "2026-06-03")).toMatchObject({
      refusal: "recipient-without-vat-id",
    });
  });

  it("takes the rate of the day, and guesses none", () => {
    expect(standardVatRateOn("SK", "2024-12-31")).toBe(2_000);
    expect(standardVatRateOn("SK", "2025-01-01")).toBe(2_300);
    expect(() => standardVatRateOn("GB", "2026-01-01")).toThrow("No rate of VAT is known");
    expect(() => standardVatRateOn("DE", "2019-01-01")).toThrow("No rate of VAT is known");
  });

  it("and net sum to what was paid, whatever it is and in either direction", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        fc.constantFrom("DE", "HU", "FI"),
        (paid, country) => {
          const vat = vatOf({ ...mara, country }, { ...lumen, country }, paid, "2026-06-03");
          if (!vat.ok) throw new Error(vat.refusal);
          expect(vat.value.netMinor + vat.value.vatMinor).toBe(paid);
        },
      ),
    );
  });
});

describe("the paper for a payment", () => {
  const number = { year: 2026, number: 7, issuedOn: "2026-06-04" };

  it("is an invoice over what was paid, with the words it must carry", () => {
    const invoice = composeInvoice(number, payment, mara, lumen);
    expect(invoice).toMatchObject({
      ok: true,
      value: { name: "2026-0007", kind: "invoice", totalMinor: "11900", vat: { treatment: "reverse-charge" } },
    });
    expect(vatNotes["reverse-charge"]).toMatch(/^Reverse charge/);
  });

  it("is a credit note where a brand took back more than it owed, and names the invoices it corrects", () => {
    const clawedBack = {
      earnedMinor: 10_00n,
      clawedBackMinor: -30_00n,
      clawedBackCount: 1,
      correctedNames: ["2026-0003"],
    };
    const note = composeInvoice(number, { ...payment, ...clawedBack }, mara, lumen);
    expect(note).toMatchObject({
      ok: true,
      value: { kind: "credit-note", totalMinor: "-2000", corrects: ["2026-0003"] },
    });
  });

  it("is taken back whole by one with every amount the other way", () => {
    const invoice = composeInvoice(number, { ...payment, withheldMinor: 5n }, { ...mara, country: "DE" }, lumen);
    if (!invoice.ok) throw new Error(invoice.refusal);
    const note = composeReversal({ ...number, number: 8 }, invoice.value);
    expect(note).toMatchObject({
      ...{ name: "2026-0008", kind: "credit-note", corrects: ["2026-0007"], totalMinor: "-11900", withheldMinor: "-5" },
      vat: { netMinor: "-10000", vatMinor: "-1900" },
    });
  });
});
