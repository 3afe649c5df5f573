import { describe, expect, it } from "vitest";
import { fairshareOfBerlin } from "#tests/world/seller.ts";
import type { Party } from "../tax/invoice.ts";
import { composeInvoice, type InvoiceFacts } from "./compose-invoice.ts";
import type { FeeCharge } from "./invoice.ts";

const lumen: Party = {
  ...{ name: "Lumen Tea GmbH", street: "Teeweg 1", city: "Hamburg", region: "", postalCode: "20095" },
  ...{ country: "DE", vatId: "DE987654321" },
};
const charged: FeeCharge = {
  ...{ kind: "sent", isGivenBack: false, correctsMonth: null, treatment: "seller-country", rateBps: 1_900 },
  ...{ count: 3, netMinor: 100_00n, vatMinor: 19_00n },
};
const cameBack: FeeCharge = {
  ...charged,
  kind: "returned",
  isGivenBack: true,
  correctsMonth: "2026-05",
  count: 1,
  netMinor: -20_00n,
  vatMinor: -3_80n,
};
const june: InvoiceFacts = {
  ...{ brand: { name: "Lumen Tea", slug: "lumen-tea" }, month: "2026-06", currency: "EUR", openingMinor: 500_00n },
  lines: [
    { day: "2026-06-04", eventCode: "fee.charged", count: 3, amountMinor: -100_00n },
    { day: "2026-06-04", eventCode: "vat.charged", count: 3, amountMinor: -19_00n },
  ],
  ...{ charges: [charged], seller: fairshareOfBerlin, buyer: lumen },
}; // prettier-ignore

describe("a brand’s invoice", () => {
  it("names seller, buyer, number, day of issue, period, net, rate, VAT and gross", () => {
    expect(composeInvoice(june)).toMatchObject({
      ...{ kind: "invoice", number: "LUMEN-TEA-2026-06-EUR", issuedOn: "2026-07-01" },
      ...{ firstDay: "2026-06-01", lastDay: "2026-06-30", seller: fairshareOfBerlin, buyer: lumen },
      ...{ netMinor: 100_00n, vatMinor: 19_00n, grossMinor: 119_00n, notes: [] },
      totals: [{ rateBps: 1_900, netMinor: 100_00n, vatMinor: 19_00n }],
      ...{ openingMinor: 500_00n, closingMinor: 381_00n },
    });
  });

  it("is issued in the year after, for a December", () => {
    expect(composeInvoice({ ...june, month: "2026-12" })).toMatchObject({ issuedOn: "2027-01-01", lastDay: "2026-12-31" });
    expect(composeInvoice({ ...june, month: "2028-02" })).toMatchObject({ issuedOn: "2028-03-01", lastDay: "2028-02-29" });
  }); // prettier-ignore

  it("has a credit line for a fee that came back, which names the invoice it corrects", () => {
    const invoice = composeInvoice({ ...june, charges: [charged, cameBack] });
    expect(invoice).toMatchObject({ kind: "invoice", netMinor: 80_00n, vatMinor: 15_20n, grossMinor: 95_20n });
    expect(invoice.charges[1]!.text).toBe("Credit: fee on a payout that came back. Corrects LUMEN-TEA-2026-05-EUR.");
  });

  it("is a credit note where more came back than was charged", () => {
    expect(composeInvoice({ ...june, charges: [cameBack] })).toMatchObject({
      kind: "credit-note",
      grossMinor: -23_80n,
    });
  });

  it("keeps what is charged at different rates apart, each with its words", () => {
    const before: FeeCharge = { ...charged, treatment: "reverse-charge", rateBps: 0, netMinor: 50_00n, vatMinor: 0n };
    const { totals, notes, grossMinor } = composeInvoice({ ...june, charges: [before, charged] });
    expect(totals).toMatchObject([{ treatment: "reverse-charge", rateBps: 0, netMinor: 50_00n }, { rateBps: 1_900 }]);
    expect(notes).toEqual([expect.stringMatching(/^Reverse charge/)]);
    expect(grossMinor).toBe(169_00n);
  });

  it.each<[string, Partial<InvoiceFacts>, string]>([
    ["nobody has said who the seller is", { seller: null, charges: [{ ...charged, treatment: null, rateBps: 0, vatMinor: 0n }] }, "seller"],
    ["the brand has not said who it is", { buyer: null }, "invoice details"],
    ["no fee was charged", { charges: [] }, "No fee"],
  ])("is a statement and no invoice where %s", (_, change, why) => {
    const paper = composeInvoice({ ...june, ...change });
    expect(paper.kind).toBe("statement");
    expect(paper.whyStatement).toContain(why);
  }); // prettier-ignore
});
