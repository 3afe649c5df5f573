import { describe, expect, it } from "vitest";
import { readCsvInstant } from "./read-csv-instant.ts";
import { readCsvNumber } from "./read-csv-number.ts";

describe("a number in a file", () => {
  it.each([
    ["12", "12"],
    ["12.5", "12.5"],
    ["12,5", "12.5"],
    ["12,50", "12.50"],
    ["-3,20", "-3.20"],
    ["1.234,56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1.234.567,8", "1234567.8"],
    ["1,234,567", "1234567"],
    ["1 234,56", "1234.56"],
    ["1'234.56", "1234.56"],
  ])("%s is read as %s", (text, expected) => {
    expect(readCsvNumber(text)).toBe(expected);
  });

  it.each(["", "ten", "1,234", "1.234", "1.000", "1,23,456", "12.34,56", "1.2.3", "12,", "€ 5", "1e3", "--1", ".5"])(
    "%s is refused",
    (text) => {
      expect(readCsvNumber(text)).toBeNull();
    },
  );

  it("with three decimals is one where the currency has three", () => {
    expect(readCsvNumber("1.234", true)).toBe("1.234");
    expect(readCsvNumber("1,234", true)).toBe("1.234");
  });
});

describe("a date in a file", () => {
  it.each([
    ["2026-06-01", "2026-06-01T00:00:00Z"],
    ["2026-06-01 09:30", "2026-06-01T09:30:00Z"],
    ["2026-06-01T09:30:15+02:00", "2026-06-01T09:30:15+02:00"],
    ["2026-06-01T09:30:15.250Z", "2026-06-01T09:30:15Z"],
    ["1.6.2026", "2026-06-01T00:00:00Z"],
    ["01.06.2026 9:05", "2026-06-01T09:05:00Z"],
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00Z"],
  ])("%s is read as %s", (text, expected) => {
    expect(readCsvInstant(text)).toBe(expected);
  });

  it.each(["", "06/01/2026", "2026-02-30", "31.04.2026", "2026-13-01", "today", "2026-06-01 25:00"])(
    "%s is refused",
    (text) => {
      expect(readCsvInstant(text)).toBeNull();
    },
  );
});
