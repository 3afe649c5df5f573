import { beforeEach, describe, expect, it } from "vitest";
import type { Services } from "#app/platform/services.server.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { addBrand, addStore, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import type { FileChoices } from "./file-choices.ts";
import { importFile } from "./import-file.server.ts";
import { keepFile, showFile } from "./keep-file.server.ts";
import { knownFiles, recogniseFile } from "./recognise-file.ts";
import { reportAsCsv } from "./report-as-csv.server.ts";

let world: TestWorld;
let services: Services;
let tea: TeaShop;
let storeId: string;

beforeEach(async () => {
  world = await openTestWorld();
  services = world.services;
  tea = await openTeaShop(services);
  storeId = await addStore(services, tea.brandId, "Market stall", "csv");
});

async function keep(text: string): Promise<string> {
  const by = { brandId: tea.brandId, userId: tea.fayUserId, storeId };
  const kept = await keepFile(services, { ...by, name: "orders.csv", text });
  if (!kept.ok) throw new Error(kept.detail);
  return kept.value.fileId;
}

async function shown(fileId: string) {
  const file = await showFile(services, { brandId: tea.brandId, fileId });
  if (!file.ok) throw new Error(file.refusal);
  return file.value;
}

const importAs = (fileId: string, choices: FileChoices) =>
  importFile(services, { brandId: tea.brandId, userId: tea.fayUserId, fileId, choices });

/** Imports a file as it is recognised, with some things said otherwise. */
async function importRecognised(text: string, said: Partial<FileChoices> = {}) {
  const fileId = await keep(text);
  const outcome = await importAs(fileId, { ...(await shown(fileId)).choices, ...said });
  if (!outcome.ok) throw new Error(outcome.detail ?? outcome.refusal);
  const { report } = await shown(fileId);
  if (!report) throw new Error("There is no report.");
  return report;
}

const sales = () =>
  world.database.ownerSql<{ external_id: string; net_minor: bigint; currency: string; placed_at: Date }[]>`
    select external_id, net_minor, currency, placed_at from sales order by external_id`;
const heldByMara = async () => (await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held;

/** An order of two lines with a discount on the whole, and one without; Shopify writes what is of the order on its first row alone. */
const shopifyExport = [
  "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount",
  "#1001,anna@example.com,paid,2026-05-07 09:50:26 +0200,EUR,45.00,4.90,0.00,49.90,MARA10,5.00,2026-05-07 09:50:26 +0200,1,Sencha,30.00,SEN,0.00",
  "#1001,anna@example.com,,,,,,,,,,,2,Teapot,10.00,POT,0.00",
  "#1002,ben@example.com,partially_refunded,2026-05-08 10:00:00 +0200,EUR,20.00,0.00,0.00,20.00,,0.00,2026-05-08 10:00:00 +0200,1,Teapot,20.00,POT,0.00",
].join("\n");

describe("an export of Shopify", () => {
  it("is recognised by its columns and imported line by line, the order's discount spread over its lines", async () => {
    const fileId = await keep(shopifyExport);
    expect((await shown(fileId)).label).toBe("Shopify, Orders, Export");
    const report = await importRecognised(shopifyExport);
    expect(report).toMatchObject({ recordedCount: 2, problems: [] });
    expect((await sales()).map((sale) => [sale.external_id, sale.net_minor, sale.placed_at.toISOString()])).toEqual([
      ["#1001", 4500n, "2026-05-07T07:50:26.000Z"],
      ["#1002", 2000n, "2026-05-08T08:00:00.000Z"],
    ]);
    expect(await heldByMara()).toBe(450n);
  });

  it("imported a second time, or uploaded again, changes nothing [A22]", async () => {
    await importRecognised(shopifyExport);
    expect(await importRecognised(shopifyExport)).toMatchObject({ recordedCount: 0, unchangedCount: 2 });
    expect(await heldByMara()).toBe(450n);
  });
});

describe("exports of other systems", () => {
  it("are told apart by their columns", () => {
    for (const { label, signs } of knownFiles) expect(recogniseFile(["Other", ...signs]).label).toBe(label);
    expect(recogniseFile(["Order", "Day"]).label).toBeNull();
  });

  it("WooCommerce: whole orders, the month first", async () => {
    const text = [
      "order_id,order_number,order_date,status,order_subtotal,order_currency,cart_discount,customer_email,coupon_items",
      "77,77,5/30/2026 6:29:00,completed,50.00,EUR,5.00,anna@example.com,mara10",
      "78,78,5/31/2026 6:29:00,failed,10.00,EUR,0,ben@example.com,",
    ].join("\n");
    expect(await importRecognised(text)).toMatchObject({ recordedCount: 2, problems: [] });
    expect((await sales()).map((sale) => [sale.external_id, sale.net_minor])).toEqual([
      ["77", 4500n],
      ["78", 1000n],
    ]);
    expect((await sales())[0]?.placed_at.toISOString()).toBe("2026-05-30T06:29:00.000Z");
  });

  it("Rewardful: amounts in cents, also of currencies without", async () => {
    const text = [
      "stripe_charge_id,sale_amount_cents,currency,charged_at,coupon",
      "ch_1,10000,EUR,2026-05-19T16:28:25.000Z,MARA10",
      "ch_2,5000,JPY,2026-05-19T16:28:25.000Z,",
    ].join("\n");
    await importRecognised(text);
    expect((await sales()).map((sale) => [sale.external_id, sale.net_minor])).toEqual([
      ["ch_1", 10000n],
      ["ch_2", 5000n],
    ]);
  });

  it("Refersion: one conversion per row", async () => {
    const text = [
      "conversion_id,order_id,order_total,commissionable_order_total,currency,created_at",
      "1,5001,59.90,50.00,EUR,2026-05-19 16:28:25",
    ].join("\n");
    await importRecognised(text);
    expect((await sales()).map((sale) => [sale.external_id, sale.net_minor])).toEqual([["5001", 5000n]]);
  });
});

describe("a file nobody knows", () => {
  const text = "Bestellung;Tag;Preis;Gutschein\n1;03/04/2026 00:30;1.200,50;MARA10\n2;31/03/2026 12:00;drei;\n";
  const said: FileChoices = {
    columns: ["order_id", "placed_at", "price", "code"],
    ...{ currency: "eur", timeZone: "Europe/Berlin", decimals: "comma", dates: "day-first" },
  };

  it("is read as a person says: column by column, with currency, time zone, dates and decimals", async () => {
    const fileId = await keep(text);
    expect(await importAs(fileId, said)).toMatchObject({ ok: true });
    expect((await sales()).map((sale) => [sale.net_minor, sale.currency, sale.placed_at.toISOString()])).toEqual([
      [120050n, "EUR", "2026-04-02T22:30:00.000Z"],
    ]);
    expect((await shown(fileId)).report).toMatchObject({ recordedCount: 1, problems: [{ line: 3 }] });
  });

  it("is refused while what is said cannot be, and says what is in the way", async () => {
    const fileId = await keep(text);
    const refusalOf = async (change: Partial<FileChoices>) => {
      const outcome = await importAs(fileId, { ...said, ...change });
      return outcome.ok ? null : outcome.detail;
    };
    expect(await refusalOf({ columns: [null, "placed_at", "price", null] })).toMatch(/lacks the column order_id/);
    expect(await refusalOf({ columns: ["order_id", "placed_at", "price", "price"] })).toMatch(/price is there twice/);
    expect(await refusalOf({ currency: "" })).toMatch(/lacks the column currency/);
    expect(await refusalOf({ currency: "euro" })).toBe("A currency is three letters, such as EUR.");
    expect(await refusalOf({ timeZone: "Berlin" })).toMatch(/no such time zone/);
    expect(await refusalOf({ dates: "month-first", decimals: "point" })).toMatch(
      /no order of the file can be read. Line 2/,
    );
    expect(await sales()).toEqual([]);
  });

  it("is remembered: the next file with the same first line is proposed so", async () => {
    await importAs(await keep(text), said);
    const next = await shown(await keep(text.replace("1;03", "9;04")));
    expect(next).toMatchObject({ isRemembered: true, choices: said });
  });

  it("is kept encrypted, and its report can be downloaded", async () => {
    const fileId = await keep(text);
    await importAs(fileId, said);
    const [row] = await world.database.ownerSql<
      { content_encrypted: string }[]
    >`select content_encrypted from order_files`;
    expect(row?.content_encrypted).not.toContain("MARA10");
    const { report } = await shown(fileId);
    expect(report && reportAsCsv(report).split("\n").slice(0, 2)).toEqual([
      "line,result,why",
      expect.stringContaining('3,left out,"price is ""drei""') as string,
    ]);
  });

  it("with more rows than a person waits for is imported by a job, which may be interrupted", async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `${index};01/05/2026;10,00;MARA10`);
    const fileId = await keep(["Bestellung;Tag;Preis;Gutschein", ...rows].join("\n"));
    await importAs(fileId, said);
    expect((await shown(fileId)).status).toBe("importing");
    expect(await importAs(fileId, said)).toMatchObject({ refusal: "already-importing" });
    await world.drain();
    expect(await shown(fileId)).toMatchObject({ status: "imported", report: { recordedCount: 250 } });
    expect(await heldByMara()).toBe(25_000n);
  });
});

it("another brand's file cannot be seen or imported", async () => {
  const fileId = await keep(shopifyExport);
  const other = (await addBrand(services, "Other House")).brandId;
  expect(await showFile(services, { brandId: other, fileId })).toMatchObject({ ok: false });
  const { choices } = await shown(fileId);
  expect(await importFile(services, { brandId: other, userId: tea.fayUserId, fileId, choices })).toMatchObject({
    refusal: "unknown-file",
  });
});
