import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runChecks } from "#db/run-checks.server.ts";
import { openTestWorld } from "#tests/world/test-world.ts";
import { compareSimulation } from "./compare-simulation.ts";
import { plantTruth } from "./plant-truth.ts";
import { periodOfOrders, replayPolicies } from "./replay-policies.server.ts";
import { RetailBookkeeper } from "./retail-book.ts";
import { judgeRow, type RetailRow } from "./retail-row.ts";
import { simulateRetail } from "./simulate-retail.server.ts";
import { figureTable, progressLine } from "./write-report.ts";

const year = path.resolve(process.env["FAIRSHARE_FIXTURES"] ?? "../shared/fixtures", "orders/online-retail.csv.gz");
const hasYear = existsSync(year);
if (!hasYear) console.log(`Skipped: the first 500 orders of a shop's year, because ${year} is absent.`);

let lineNumber = 1;
const row = (
  invoice: string,
  stockCode: string,
  quantity: number,
  unitPrice: string,
  fields: Partial<RetailRow> = {},
): RetailRow => ({
  ...{
    lineNumber: (lineNumber += 1),
    invoice,
    stockCode,
    description: `Article ${stockCode}`,
    quantity: String(quantity),
  },
  ...{ invoiceDate: "2011-03-01 10:00:00", unitPrice, customerId: "500", ...fields },
});
const bookOf = (rows: readonly RetailRow[], maxOrders = 100) => {
  const keeper = new RetailBookkeeper(maxOrders);
  for (const each of rows) if (!keeper.add(each)) break;
  return keeper.close();
};

describe("a row of the file", () => {
  test.each([
    [row("700001", "T1", 3, "4.50"), "purchase"],
    [row("700001", "T1", 3, "4.5", { customerId: "NA" }), "purchase"],
    [row("C700002", "T1", -1, "4.50"), "cancellation"],
    [row("A700003", "B", 1, "-110.06", { customerId: "NA" }), "bad debt"],
    [row("700003", "T1", 1, "-1.00"), "negative price"],
    [row("700003", "T1", -9, "0", { customerId: "NA" }), "zero price"],
    [row("700003", "T1", 1, "0.001"), "price in parts of a penny"],
    [row("700003", "POST", 1, "18.00"), "not goods: postage"],
    [row("700003", "m", 1, "5.00"), "not goods: entered by hand"],
    [row("C700003", "D", -1, "5.00"), "not goods: discount by hand"],
    [row("700003", "BANK CHARGES", 1, "15.00"), "not goods: bank charges"],
    [row("700003", "gift_0001_20", 1, "16.67"), "not goods: gift voucher"],
    [row("C700003", "T1", -1, "4.50", { customerId: "NA" }), "cancellation without a customer"],
    [row("C700003", "T1", 1, "4.50"), "quantity against the kind of invoice"],
    [row("700003", "T1", -1, "4.50"), "quantity against the kind of invoice"],
    [row("700003", "T1", 0, "4.50"), "malformed"],
    [row("700003", "T1", 1, "4,50"), "malformed"],
    [row("700003", "T1", 1, "4.50", { invoiceDate: "yesterday" }), "malformed"],
  ])("is %j: %s", (given, expected) => {
    const judged = judgeRow(given);
    expect(judged.kind === "set-aside" ? judged.because : judged.kind).toBe(expected);
  });
});

describe("the book", () => {
  test("gathers the rows of an invoice into one order", () => {
    const { events } = bookOf([
      row("700001", "T1", 3, "4.50"),
      row("700001", "T2", 1, "2.00"),
      row("700002", "T1", 1, "4.50"),
    ]);
    expect(events.map((event) => [event.invoice, event.lines.length])).toEqual([
      ["700001", 2],
      ["700002", 1],
    ]);
  });

  test("gives back the latest purchase first, then the one before", () => {
    const { events, setAside } = bookOf([
      row("700001", "T1", 5, "4.50"),
      row("700002", "T1", 2, "4.50"),
      row("C700003", "T1", -4, "4.50"),
    ]);
    const refunds = events.filter((event) => event.kind === "refund");
    expect(refunds.map((refund) => [refund.invoice, refund.lines.map(({ quantity }) => quantity)])).toEqual([
      ["700002", [2]],
      ["700001", [2]],
    ]);
    expect(setAside.size).toBe(0);
  });

  test("counts what was given back beyond what was bought, and never gives back more than was paid", () => {
    const { events, setAside } = bookOf([
      row("700001", "T1", 2, "4.50"),
      row("C700002", "T1", -3, "4.50"),
      row("C700003", "T1", -1, "4.50"),
      row("700004", "T2", 2, "1.00"),
      row("C700005", "T2", -1, "2.00"),
      row("C700006", "T9", -7, "1.00"),
    ]);
    expect(events.filter((event) => event.kind === "refund")).toHaveLength(1);
    expect(Object.fromEntries(setAside)).toEqual({
      "cancellation of more than was bought (the rest is refunded)": { rows: 1, quantity: 1 },
      "cancellation of no known purchase": { rows: 3, quantity: 9 },
    });
  });

  test("takes nobody else's purchase back, and no anonymous buyer's", () => {
    const { events } = bookOf([
      row("700001", "T1", 5, "4.50", { customerId: "NA" }),
      row("700002", "T1", 5, "4.50", { customerId: "501" }),
      row("C700003", "T1", -1, "4.50"),
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(["order", "order"]);
  });

  test("ends where the wanted number of orders is full", () => {
    const { events, rowCount } = bookOf([row("700001", "T1", 1, "1.00"), row("700002", "T1", 1, "1.00")], 1);
    expect([events.length, rowCount]).toEqual([1, 1]);
  });
});

describe("the planted truth", () => {
  const book = bookOf(
    Array.from({ length: 83 }, (_, index) => row(`70${1000 + index}`, "T1", 1, "1.00", { customerId: `c${index}` })),
  );

  test("is exactly an eighth of the customers, half by click and half by code, each with one creator", () => {
    const truth = [...plantTruth(book, 12, 7, 30).values()];
    expect(truth).toHaveLength(10);
    expect(truth.filter(({ by }) => by === "click")).toHaveLength(5);
    expect(truth.every(({ creator }) => creator >= 0 && creator < 12)).toBe(true);
    expect(truth.every(({ minutesBefore }) => minutesBefore >= 1 && minutesBefore < 30 * 1_440)).toBe(true);
  });

  test("is the same for the same seed and another for another", () => {
    const chosen = (seed: number) => [...plantTruth(book, 12, seed, 30).entries()];
    expect(chosen(7)).toEqual(chosen(7));
    expect(chosen(7)).not.toEqual(chosen(8));
  });
});

test("the report marks a figure that differs and groups thousands", () => {
  const figures = [
    { name: "Gross", expected: 123_456_789n, recorded: 123_456_789n, isMoney: true },
    { name: "Refunds", expected: 100n, recorded: 99n, isMoney: true },
  ];
  const [, gross, refunds] = figureTable(figures);
  expect(gross).toMatch(/^Gross +1,234,567\.89 GBP +1,234,567\.89 GBP$/);
  expect(refunds).toMatch(/0\.99 GBP +1\.00 GBP {2}DIFFERS$/);
  expect(progressLine(1_000, 4_000, 2_000)).toBe("1,000 of 4,000 (25 %), 500 events/s, 6 s left");
});

describe("a simulated shop", () => {
  async function differencesOf(ordersPath: string, maxOrders: number) {
    const world = await openTestWorld();
    const simulation = await simulateRetail(world.services, {
      ...{ ordersPath, brandName: "Simulated Retail", seed: 7, maxOrders, workerCount: 4 },
    });
    const figures = compareSimulation(simulation.expected, simulation.recorded, simulation.brand.creators);
    return { simulation, figures, differences: figures.filter(({ expected, recorded }) => expected !== recorded) };
  }

  test("agrees with the file to the penny, with refunds, strangers and rows that are no sales", async () => {
    const { simulation, differences } = await differencesOf(writeFile(smallShop()), 1_000);
    expect(differences).toEqual([]);
    expect(simulation.recorded.all.orderCount).toBe(49);
    expect(simulation.truth.size).toBe(5);
    expect([...simulation.oddities]).toEqual([]);
    expect(simulation.expected.refundsMinor).toBeGreaterThan(0);
  });

  test("replayed under three policies: what each what-if says is posted, and every check of the books holds", async () => {
    const world = await openTestWorld();
    const simulation = await simulateRetail(world.services, {
      ...{
        ordersPath: writeFile(smallShop()),
        brandName: "Simulated Retail",
        seed: 7,
        maxOrders: 1_000,
        workerCount: 4,
      },
    });
    const times = simulation.book.events.flatMap((event) => (event.kind === "order" ? [event.placedAt] : []));
    const policies = ["first-touch", "shared-equally", "click-wins"] as const;
    const replayed = await replayPolicies(
      world.services,
      simulation.brand,
      periodOfOrders(times),
      policies,
      () => undefined,
    );
    expect(replayed.map(({ preset, isPostedAsSaid }) => [preset, isPostedAsSaid])).toEqual(
      policies.map((preset) => [preset, true]),
    );
    expect(replayed.every(({ changedSales }) => changedSales > 0)).toBe(true);
    for (const { expectedMinor, postedMinor } of replayed) expect(postedMinor).toBe(expectedMinor);
    const found = (await runChecks(world.database.ownerUrl)).filter(({ findings }) => findings > 0);
    expect(found).toEqual([]);
  }, 120_000);

  test.skipIf(!hasYear)(
    "agrees with the first 500 orders of a real shop's year",
    async () => {
      const { simulation, differences, figures } = await differencesOf(year, 500);
      expect(differences).toEqual([]);
      expect(figures.length).toBeGreaterThan(60);
      expect(simulation.recorded.all.orderCount).toBe(500);
      expect([...simulation.oddities]).toEqual([]);
    },
    120_000,
  );
});

/** Forty customers; eight of them come back and give part of it back; one stranger; rows of every impossible kind. */
function smallShop(): RetailRow[] {
  const rows: RetailRow[] = [];
  for (let index = 0; index < 40; index += 1) {
    const fields = { customerId: `9${100 + index}`, invoiceDate: `2011-03-01 10:${10 + index}:00` };
    rows.push(
      row(`71${1000 + index}`, "T1", 3 + (index % 4), "4.37", fields),
      row(`71${1000 + index}`, "T2", 1, "12.95", fields),
    );
  }
  for (let index = 0; index < 40; index += 5) {
    const fields = { customerId: `9${100 + index}`, invoiceDate: `2011-04-02 11:${10 + index}:00` };
    rows.push(row(`72${1000 + index}`, "T1", 2, "4.37", fields));
    rows.push(
      row(`C73${1000 + index}`, "T1", -4, "4.37", { ...fields, invoiceDate: `2011-04-03 11:${10 + index}:00` }),
    );
  }
  const late = { invoiceDate: "2011-05-01 09:00:00" };
  rows.push(row("740001", "T3", 2, "0.85", { ...late, customerId: "NA" }), row("740001", "POST", 1, "18.00", late));
  rows.push(
    row("A740002", "B", 1, "-50.00", late),
    row("740003", "T1", -3, "0", late),
    row("C740004", "T8", -1, "1.00", late),
  );
  return rows;
}

function writeFile(rows: readonly RetailRow[]): string {
  const header = `"InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"`;
  const lines = rows.map(
    (each) =>
      `"${each.invoice}","${each.stockCode}","A ""fine"" thing, ${each.stockCode}",${each.quantity},${each.invoiceDate},${each.unitPrice},${each.customerId},"United Kingdom"`,
  );
  const file = path.join(mkdtempSync(path.join(tmpdir(), "fairshare-shop-")), "orders.csv.gz");
  writeFileSync(file, gzipSync([header, ...lines].join("\n")));
  return file;
}
