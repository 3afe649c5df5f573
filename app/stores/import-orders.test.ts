import { beforeEach, describe, expect, it } from "vitest";
import type { Services } from "#app/platform/services.server.ts";
import { creatorBalances } from "#tests/world/books.ts";
import { addStore, openTeaShop, type TeaShop } from "#tests/world/lumen-tea.ts";
import { openTestWorld, type TestWorld } from "#tests/world/test-world.ts";
import { importOrders } from "./import-orders.server.ts";
import type { ImportReport } from "./import-report.ts";

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

async function importText(text: string): Promise<ImportReport> {
  const outcome = await importOrders(services, tea.brandId, storeId, text);
  if (!outcome.ok) throw new Error(`${outcome.refusal}: ${outcome.detail}`);
  return outcome.value;
}

const salesByOrder = () =>
  world.database.ownerSql<
    { external_id: string; net_minor: bigint }[]
  >`select external_id, net_minor from sales order by external_id`;
const heldByMara = async () => (await creatorBalances(services, tea.brandId, tea.mara.creatorId)).held;

/** Ten rows as a German spreadsheet writes them: two lines of one order, one row twice, one bad row, one foreign code. */
const germanFile =
  "\uFEFF" +
  [
    "Order_ID;Placed_At;Currency;SKU;Title;Quantity;Price;Discount;Code;Email",
    "1001;01.05.2026;EUR;SEN;Sencha;1;30,00;;MARA10;anna@example.com",
    '1001;01.05.2026;EUR;POT;"Teapot; blue";1;1.020,00;20,00;MARA10;anna@example.com',
    "1002;02.05.2026;EUR;SEN;Sencha;2;30,00;;;ben@example.com",
    "1003;03.05.2026;EUR;SEN;Sencha;two;30,00;;MARA10;cem@example.com",
    "1002;02.05.2026;EUR;SEN;Sencha;2;30,00;;;ben@example.com",
    "1004;04.05.2026;EUR;SEN;Sencha;1;30,00;;FOREIGN5;dana@example.com",
    "1005;05.05.2026;EUR;SEN;Sencha;1;30,00;;mara-10;eve@example.com",
    "",
  ].join("\r\n");

describe("an order file", () => {
  it("with a byte order mark, semicolons, decimal commas, a bad row, a double row and an unknown code: good rows in, a report with lines [A22]", async () => {
    const report = await importText(germanFile);
    expect(report).toMatchObject({ rowCount: 7, recordedCount: 4, unchangedCount: 0, duplicateCount: 1 });
    expect(report.problems).toEqual([
      { line: 5, sentence: 'quantity is "two", which is no number or could mean two. Write it like 1234.50.' },
    ]);
    expect(report.notes).toEqual([
      { line: 6, sentence: "The same row as on line 4; it counts once." },
      {
        line: 7,
        sentence: "The code FOREIGN5 belongs to no creator of yours; the order is in without a credit by it.",
      },
    ]);
    expect([...(await salesByOrder())]).toEqual([
      { external_id: "1001", net_minor: 103000n },
      { external_id: "1002", net_minor: 6000n },
      { external_id: "1004", net_minor: 3000n },
      { external_id: "1005", net_minor: 3000n },
    ]);
    expect(await heldByMara()).toBe(10600n);
  });

  it("imported again changes nothing [A22]", async () => {
    await importText(germanFile);
    world.clock.advanceDays(1);
    const again = await importText(germanFile);
    await world.drain();
    expect(again).toMatchObject({ recordedCount: 0, unchangedCount: 4 });
    expect(await salesByOrder()).toHaveLength(4);
    expect(await heldByMara()).toBe(10600n);
    expect((await world.database.ownerSql`select 1 from ledger_transactions`).length).toBe(2);
  });

  it("whose rows were put right is a new version of the same sales", async () => {
    await importText(germanFile);
    world.clock.advanceDays(1);
    const corrected = germanFile
      .replace("1005;05.05.2026;EUR;SEN;Sencha;1;30,00", "1005;05.05.2026;EUR;SEN;Sencha;1;20,00")
      .replace(";two;", ";2;");
    expect(await importText(corrected)).toMatchObject({ recordedCount: 2, unchangedCount: 3, problems: [] });
    expect([...(await salesByOrder())].map((sale) => sale.net_minor)).toEqual([103000n, 6000n, 6000n, 3000n, 2000n]);
  });

  it("leaves out an order whole when one of its rows is wrong, and says so on each line", async () => {
    const report = await importText(
      "order_id,placed_at,currency,quantity,price\n1,2026-05-01,EUR,1,10.00\n1,2026-05-01,EUR,1,ten\n2,2026-05-01,EUR,1,5.00\n",
    );
    expect(report.problems).toEqual([
      { line: 2, sentence: "Order 1 was left out as a whole, because its row on line 3 is wrong." },
      { line: 3, sentence: 'price is "ten", which is no number or could mean two. Write it like 1234.50.' },
    ]);
    expect(await salesByOrder()).toMatchObject([{ external_id: "2" }]);
  });

  it("with rows that cannot be one order, or figures that cannot be, says which", async () => {
    const report = await importText(
      [
        "order_id\tplaced_at\tcurrency\tquantity\tprice\tdiscount",
        "1\t2026-05-01\tEUR\t1\t10.00\t",
        "1\t2026-05-01\tUSD\t1\t11.00\t",
        "2\t2026-05-01\tEUR\t1\t10.00\t10.01",
        "3\t05/06/2026\tEUR\t1\t1,234\t",
        "4\t2026-05-01\tEUR\t1",
        "5\t2026-05-01\tJPY\t1\t10.50\t",
      ].join("\n"),
    );
    expect(report.recordedCount).toBe(0);
    expect(report.problems).toEqual([
      { line: 2, sentence: "Order 1 was left out. currency differs between the rows of one order: EUR, USD." },
      { line: 4, sentence: "Order 2 was left out. lines.0.discount is more than price × quantity." },
      {
        line: 5,
        sentence:
          'placed_at is "05/06/2026", which is no date. Write it like 2026-06-01 09:30. ' +
          'price is "1,234", which is no number or could mean two. Write it like 1234.50.',
      },
      { line: 6, sentence: "The row has 4 cells, but the header names 6 columns." },
      { line: 7, sentence: 'Order 5 was left out. lines.0.price is "10.50", which is not an amount in JPY.' },
    ]);
  });

  it.each([
    ["", "The file is empty."],
    [
      "a,b\n1,2\n",
      "The file lacks the columns order_id, placed_at, currency, price. Its first line must name the columns.",
    ],
    ['order_id,placed_at,currency,quantity,price\n"1,2026-05-01,EUR,1,10.00\n', /missing/],
  ])("that is no order file is refused with a sentence", async (text, sentence) => {
    const outcome = await importOrders(services, tea.brandId, storeId, text);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: "unreadable-file",
      detail: typeof sentence === "string" ? sentence : (expect.stringMatching(sentence) as string),
    });
  });

  it("goes into stores for files only, and only into the brand's own", async () => {
    expect(await importOrders(services, tea.brandId, tea.storeId, germanFile)).toMatchObject({
      refusal: "not-a-file-store",
    });
    expect(await importOrders(services, services.newId(), storeId, germanFile)).toMatchObject({
      refusal: "unknown-store",
    });
  });

  it("of 200 orders in which every tenth row is there twice counts each order once [A22]", async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `${index + 1},2026-05-01,EUR,1,10.00,MARA10`);
    const doubled = rows.flatMap((row, index) => (index % 10 === 9 ? [row, row] : [row]));
    const report = await importText(["order_id,placed_at,currency,quantity,price,code", ...doubled].join("\n"));
    expect(report).toMatchObject({ rowCount: 220, recordedCount: 200, duplicateCount: 20, problems: [] });
    expect(await heldByMara()).toBe(20000n);
  });
});
