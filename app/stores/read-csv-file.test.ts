import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { describeWithFixtures, readFixture } from "#tests/fixtures.ts";
import { csvPresets } from "./csv-columns.ts";
import { readApiSale } from "./read-api-sale.ts";
import { readCsvFile } from "./read-csv-file.server.ts";

const ROWS = 5000;

describeWithFixtures("a real shop's order lines of 2010", ["orders/online-retail.csv.gz"], () => {
  const text = () =>
    gunzipSync(readFixture("orders/online-retail.csv.gz"))
      .toString("utf8")
      .split("\n")
      .slice(0, ROWS + 1)
      .join("\n");

  it("are read with their preset: every order fits the sales API, returns are left out with their line", () => {
    const file = readCsvFile(text(), csvPresets["online-retail"]);
    expect([file.fault, file.rowCount]).toEqual([null, ROWS]);
    expect(file.sales.length).toBeGreaterThan(200);
    const readings = file.sales.map((sale) => readApiSale(sale.body, new Date("2011-01-01T00:00:00Z")));
    expect(readings.filter((reading) => !reading.ok)).toEqual([]);
    expect(file.sales.every((sale) => sale.body["currency"] === "GBP" && !sale.externalId.startsWith("C"))).toBe(true);
    expect(
      file.problems.every(({ sentence }) => /quantity must be at least 1|left out as a whole/.test(sentence)),
    ).toBe(true);
  });
});
