import { beforeEach, describe, expect, it } from "vitest";
import type { Services } from "#app/platform/services.server.ts";
import { saveBrandInvoiceDetails } from "#app/tax/save-brand-invoice-details.server.ts";
import { openPayoutWorld, type NamedBrand, type PayoutWorld } from "#tests/world/payout-world.ts";
import { readPdf } from "#tests/world/read-pdf.ts";
import { fairshareOfBerlin } from "#tests/world/seller.ts";
import { approveBatch } from "../payouts/approve-batch.server.ts";
import { prepareBatch } from "../payouts/prepare-batch.server.ts";
import { returnPayout } from "../payouts/return-payout.server.ts";
import { sendBatch } from "../payouts/send-batch.server.ts";
import { readInvoice } from "./read-invoice.server.ts";
import { writeInvoicePdf } from "./write-invoice-pdf.server.ts";

let world: PayoutWorld;
let services: Services;
let lumen: NamedBrand;
beforeEach(async () => {
  world = await openPayoutWorld();
  services = { ...world.services, platformFeeBps: 500, seller: fairshareOfBerlin };
  lumen = await world.brand("Lumen Tea", 1_000_00n);
});

const tellDetails = (country: string, vatId: string, name = "Lumen Tea GmbH") =>
  saveBrandInvoiceDetails(services, {
    ...{ brandId: lumen.id, userId: world.petra },
    details: { name, street: "Teeweg 1", city: "Hamburg", postalCode: "20095", country, vatId },
  });
async function pay(creator: string, amountMinor: bigint): Promise<string> {
  await world.earn(await world.creator(creator), lumen, amountMinor);
  const outcome = await prepareBatch(services, { userId: world.petra, rail: "sepa", currency: "EUR" });
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { batchId } = outcome.value;
  await approveBatch(services, { batchId, userId: world.anton, roles: ["approver"] });
  await sendBatch(services, { batchId, userId: world.petra });
  const [payout] = await world.database.ownerSql<{ id: string }[]>`select id from payouts where batch_id = ${batchId}`;
  return payout!.id;
}
const comesBack = (payoutId: string) => returnPayout(services, { payoutId, reason: "AC04", userId: world.petra });
const over = (month: string) => world.clock.moveTo(new Date(`${month}-01T00:00:00Z`));
async function paper(month: string): Promise<string> {
  const asked = { brand: { id: lumen.id, name: "Lumen Tea", slug: "lumen-tea" }, month, currency: "EUR" };
  const invoice = await readInvoice(services, asked);
  if (!invoice.ok) throw new Error(invoice.refusal);
  return readPdf(await writeInvoicePdf(invoice.value, services.clock.now())).texts.join("\n");
}

/** Lines that were broken at a space or a hyphen, put together again. */
const inOneLine = (text: string) => text.replaceAll("-\n", "-").replaceAll(/\s+/g, " ");

describe("a brand’s invoice on paper, read by another program", () => {
  it("shows every item that Article 226 of Directive 2006/112/EC asks for", async () => {
    await tellDetails("DE", "DE987654321");
    await pay("Mara who bakes", 20_00n);
    await pay("Ines who pickles", 33_30n);
    over("2026-07");
    const text = await paper("2026-06");
    for (const item of [
      "Invoice LUMEN-TEA-2026-06-EUR",
      "Date of issue 1 Jul 2026",
      "Period of supply 1 Jun 2026 to 30 Jun 2026. Days are UTC days.",
      ...["Fairshare GmbH", "Marktplatz 1", "10115 Berlin", "VAT id DE123456789"],
      "HRB 12345 B, Amtsgericht Charlottenburg",
      ...["Lumen Tea GmbH", "Teeweg 1", "20095 Hamburg", "VAT id DE987654321", "Germany"],
      "Platform fee on commissions passed on with 2 payouts",
      ...["2.67", "19 %", "0.51"],
      ...["VAT 19 % of 2.67", "0.51 EUR", "Total", "3.18 EUR"],
    ])
      expect(text.split("\n")).toContain(item);
  });

  it("says in the words of the law that a brand in France owes the VAT itself", async () => {
    await tellDetails("FR", "FR12345678901", "Lumière SARL");
    await pay("Mara who bakes", 20_00n);
    over("2026-07");
    const text = await paper("2026-06");
    expect(text).toContain("Lumière SARL");
    expect(text).toContain("VAT id FR12345678901");
    expect(inOneLine(text)).toContain("Reverse charge: VAT is owed by the recipient of the service");
    expect(text).toContain("1.00 EUR");
    expect(text).not.toContain("VAT 19 %");
  });

  it("gives a fee that came back as a credit that names the invoice it corrects, and stays what it was when details change", async () => {
    await tellDetails("DE", "DE987654321");
    const payoutId = await pay("Mara who bakes", 20_00n);
    over("2026-07");
    const june = await paper("2026-06");
    await comesBack(payoutId);
    await tellDetails("US", "", "Lumen Tea Inc.");
    services = { ...services, seller: { ...fairshareOfBerlin, name: "Fairshare SE" } };
    over("2026-08");
    const july = inOneLine(await paper("2026-07"));
    expect(july).toContain("Credit note LUMEN-TEA-2026-07-EUR");
    expect(july).toContain("Credit: fee on a payout that came back. Corrects LUMEN-TEA-2026-06-EUR.");
    expect(july).toContain("-1.19 EUR");
    expect(july).toContain("Lumen Tea GmbH");
    expect(await paper("2026-06")).toBe(june);
  });

  it("is a statement where the platform has not said who it is, and where the brand has not, until it does", async () => {
    services = { ...services, seller: null };
    await pay("Mara who bakes", 20_00n);
    over("2026-07");
    expect(inOneLine(await paper("2026-06"))).toMatch(/Statement LUMEN-TEA-2026-06-EUR.*no invoice, because the seller/);
    services = { ...services, seller: fairshareOfBerlin };
    await pay("Ines who pickles", 20_00n);
    over("2026-08");
    expect(inOneLine(await paper("2026-07"))).toMatch(/Statement LUMEN-TEA-2026-07-EUR.*Once the invoice details.*VAT 19 %/);
    await tellDetails("DE", "DE987654321");
    expect(await paper("2026-07")).toContain("Invoice LUMEN-TEA-2026-07-EUR");
  }); // prettier-ignore
});
