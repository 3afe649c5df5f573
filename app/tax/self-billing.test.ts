import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { settlePayouts } from "#app/payouts/settle-payout.server.ts";
import { payouts } from "#db/schema/payouts.ts";
import { readPdf } from "#tests/world/read-pdf.ts";
import { openPayoutWorld, type NamedBrand, type NamedCreator, type PayoutWorld } from "#tests/world/payout-world.ts";
import { addAgreement } from "./agree-to-self-billing.server.ts";
import type { Supplier } from "./invoice.ts";
import { issueInvoices } from "./issue-invoices.server.ts";
import { readOwnInvoice } from "./read-invoice.server.ts";
import { saveBrandInvoiceDetails } from "./save-brand-invoice-details.server.ts";
import { listInvoices } from "./self-billing-store.server.ts";
import { writeInvoicePdf } from "./write-invoice-pdf.server.ts";

const supplier: Supplier = {
  ...{ name: "Mara Lind", street: "Bakgatan 2", city: "Malmö", region: "", postalCode: "211 20" },
  ...{ country: "SE", vatId: "SE123456789001", vatStanding: "registered" },
};
const place = { street: "Teeweg 1", city: "Hamburg", region: "", postalCode: "20095", country: "DE" };

let world: PayoutWorld;
let lumen: NamedBrand;
let norfolk: NamedBrand;
let mara: NamedCreator;
beforeEach(async () => {
  world = await openPayoutWorld();
  lumen = await world.brand("Lumen Tea");
  norfolk = await world.brand("Norfolk Soap");
  mara = await world.creator("Mara who bakes");
});

const agree = (as: Supplier | null = supplier) =>
  world.services.db.inPlatform((tx) =>
    addAgreement(world.services, tx, { creatorId: mara.id, userId: mara.userId }, as),
  );
const introduce = (brand: NamedBrand, name: string) =>
  saveBrandInvoiceDetails(world.services, {
    ...{ brandId: brand.id, userId: world.petra },
    details: { name, ...place, vatId: "DE 123 456 789" },
  });
async function payAll(): Promise<string> {
  const prepared = await prepareBatch(world.services, { userId: world.petra, rail: "sepa", currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  await approveBatch(world.services, { batchId, userId: world.anton, roles: ["approver"] });
  await sendBatch(world.services, { batchId, userId: world.petra });
  world.clock.advanceDays(1);
  await settlePayouts(world.services, { batchId, userId: world.petra });
  return batchId;
}
const papers = async () => {
  const { rows } = await world.services.db.inPlatform((tx) => listInvoices(tx, mara.id, { offset: 0, limit: 50 }));
  return rows.reverse();
};
const inShort = async () =>
  (await papers()).map((row) => `${row.year}-${row.number} ${row.kind} ${row.brandName} ${row.totalMinor}`);

describe("self-billing", () => {
  it("writes one invoice per payout and brand, numbered without gaps, and none twice", async () => {
    await agree();
    await introduce(lumen, "Lumen Tea GmbH");
    await introduce(norfolk, "Norfolk Soap GmbH");
    await world.earn(mara, lumen, 80_00n);
    await world.earn(mara, norfolk, 20_00n);
    await payAll();
    const runs = await Promise.all([issueInvoices(world.services), issueInvoices(world.services)]);
    expect(runs.reduce((sum, run) => sum + run.issuedCount, 0)).toBe(2);
    expect(await inShort()).toEqual(["2026-1 invoice Lumen Tea 8000", "2026-2 invoice Norfolk Soap 2000"]);
    expect(await issueInvoices(world.services)).toEqual({ issuedCount: 0 });

    const [first] = await papers();
    const content = await readOwnInvoice(world.services, mara.id, first?.id ?? "");
    expect(content).toMatchObject({ recipient: { name: "Lumen Tea GmbH" }, vat: { treatment: "reverse-charge" } });
    expect(await readOwnInvoice(world.services, world.petra, first?.id ?? "")).toBeNull();
    const [once, again] = [await writeInvoicePdf(content!), await writeInvoicePdf(content!)];
    expect(readPdf(once).texts).toEqual(expect.arrayContaining(["Lumen Tea GmbH", "Mara Lind"]));
    expect(readPdf(once).texts.join(" ")).toMatch(/2026-0001.*80\.00/);
    expect(once.equals(again)).toBe(true);
  });

  it("is for what arrives after it was agreed to, until it is taken back", async () => {
    await introduce(lumen, "Lumen Tea GmbH");
    await world.earn(mara, lumen, 80_00n);
    await payAll();
    world.clock.advanceDays(1);
    await agree();
    await world.earn(mara, lumen, 30_00n);
    await payAll();
    world.clock.advanceDays(1);
    await agree(null);
    await world.earn(mara, lumen, 40_00n);
    await payAll();
    await issueInvoices(world.services);
    expect(await inShort()).toEqual(["2026-1 invoice Lumen Tea 3000"]);
  });

  it("waits for a brand that has not said who it is, and takes no number for it", async () => {
    await agree();
    await introduce(norfolk, "Norfolk Soap GmbH");
    await world.earn(mara, lumen, 80_00n);
    await world.earn(mara, norfolk, 20_00n);
    await payAll();
    await issueInvoices(world.services);
    expect(await inShort()).toEqual(["2026-1 invoice Norfolk Soap 2000"]);
    await introduce(lumen, "Lumen Tea GmbH");
    await issueInvoices(world.services);
    expect((await inShort())[1]).toBe("2026-2 invoice Lumen Tea 8000");
  });

  it("corrects an invoice by a credit note when its payment comes back, and invoices it again with the next", async () => {
    await agree();
    await introduce(lumen, "Lumen Tea GmbH");
    await world.earn(mara, lumen, 80_00n);
    const batchId = await payAll();
    await issueInvoices(world.services);
    const [payout] = await world.services.db.inPlatform((tx) =>
      tx.select().from(payouts).where(eq(payouts.batchId, batchId)),
    );
    await returnPayout(world.services, { payoutId: payout!.id, reason: "AC04", userId: world.petra });
    await issueInvoices(world.services);
    await payAll();
    await issueInvoices(world.services);
    expect(await inShort()).toEqual([
      "2026-1 invoice Lumen Tea 8000",
      "2026-2 credit-note Lumen Tea -8000",
      "2026-3 invoice Lumen Tea 8000",
    ]);
  });

  it("writes a credit note for a brand that took back more than it owed in a payout of others", async () => {
    await agree();
    await introduce(lumen, "Lumen Tea GmbH");
    await introduce(norfolk, "Norfolk Soap GmbH");
    const bought = await world.earn(mara, lumen, 80_00n);
    await payAll();
    await issueInvoices(world.services);
    await world.clawBack(bought, 30_00n);
    await world.earn(mara, norfolk, 90_00n);
    await payAll();
    await issueInvoices(world.services);
    expect((await inShort()).slice(1).sort()).toEqual([
      expect.stringMatching(/credit-note Lumen Tea -3000$/),
      expect.stringMatching(/invoice Norfolk Soap 9000$/),
    ]);
    const credit = (await papers()).find(({ kind }) => kind === "credit-note");
    expect(await readOwnInvoice(world.services, mara.id, credit?.id ?? "")).toMatchObject({ corrects: ["2026-0001"] });
  });

  it("starts a new series each year, and issued papers are never changed", async () => {
    await agree();
    await introduce(lumen, "Lumen Tea GmbH");
    await world.earn(mara, lumen, 80_00n);
    await payAll();
    await issueInvoices(world.services);
    world.clock.moveTo(new Date("2027-01-15T09:00:00Z"));
    await world.earn(mara, lumen, 30_00n);
    await payAll();
    await issueInvoices(world.services);
    expect(await inShort()).toEqual(["2026-1 invoice Lumen Tea 8000", "2027-1 invoice Lumen Tea 3000"]);
    await expect(world.services.db.sql`update self_billing_invoices set total_minor = 1`).rejects.toThrow(/permission/);
    await expect(world.services.db.sql`delete from tax_forms`).rejects.toThrow(/permission/);
  });
});
