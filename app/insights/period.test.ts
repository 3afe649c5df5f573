import { describe, expect, it } from "vitest";
import { changePercent, daysFromTo, daysOf, isIsoDay, monthToDate, sameStretchOfLastMonth } from "./period.ts";
import { changeInWords, stretchInWords } from "./change-words.tsx";

const at = (text: string) => new Date(`${text}Z`);

describe("this month so far", () => {
  it("starts with the first instant of the month and ends now", () => {
    expect(monthToDate(at("2026-11-21T14:00:00"))).toEqual({
      from: at("2026-11-01T00:00:00"),
      until: at("2026-11-21T14:00:00"),
    });
  });

  it("is compared with the same stretch of the month before, across the year's end too", () => {
    expect(sameStretchOfLastMonth(at("2027-01-05T06:30:00"))).toEqual({
      from: at("2026-12-01T00:00:00"),
      until: at("2026-12-05T06:30:00"),
    });
  });

  it("on the 31st of March is compared with all of February, leap day included", () => {
    expect(sameStretchOfLastMonth(at("2028-03-31T12:00:00"))).toEqual({
      from: at("2028-02-01T00:00:00"),
      until: at("2028-03-01T00:00:00"),
    });
  });

  it("in its first instant covers nothing and lists no day", () => {
    const first = at("2026-11-01T00:00:00");
    expect(daysOf(monthToDate(first))).toEqual([]);
    expect(stretchInWords(monthToDate(first))).toBe("1 Nov");
  });
});

describe("days", () => {
  it("from the first to the last hold both", () => {
    const period = daysFromTo("2026-02-27", "2026-03-01");
    expect(daysOf(period)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
    expect(period.until).toEqual(at("2026-03-02T00:00:00"));
  });

  it("that do not exist are not days", () => {
    expect(isIsoDay("2026-02-29")).toBe(false);
    expect(isIsoDay("2028-02-29")).toBe(true);
    expect(isIsoDay("21.11.2026")).toBe(false);
  });

  it("of one month read as a stretch", () => {
    expect(stretchInWords({ from: at("2026-10-01T00:00:00"), until: at("2026-10-21T14:00:00") })).toBe("1–21 Oct");
    expect(stretchInWords({ from: at("2026-10-01T00:00:00"), until: at("2026-11-01T00:00:00") })).toBe("1–31 Oct");
  });
});

describe("a change", () => {
  const october = { from: at("2026-10-01T00:00:00"), until: at("2026-10-21T14:00:00") };

  it("is told in percent of the earlier figure", () => {
    expect(changePercent(1_125n, 1_000n)).toBe(12.5);
    expect(changeInWords(1_500n, 1_000n, october)).toBe("50 % more than in 1–21 Oct");
    expect(changeInWords(950n, 1_000n, october)).toBe("5 % less than in 1–21 Oct");
  });

  it("has no percent where there was nothing before", () => {
    expect(changePercent(10n, 0n)).toBeNull();
    expect(changeInWords(10n, 0n, october)).toBe("None in 1–21 Oct");
  });
});
