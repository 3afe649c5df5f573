import { describe, expect, it } from "vitest";
import { readSalesFilter } from "./sales-filter.ts";

const now = new Date("2026-11-21T12:00:00Z");
const read = (query: string) => readSalesFilter(new URLSearchParams(query), now);

describe("the filter of a list of sales", () => {
  it("shows the last 30 days, today included, until somebody chooses", () => {
    expect(read("").filter).toMatchObject({
      shown: "all",
      first: "2026-10-23",
      last: "2026-11-21",
      search: "",
      page: 1,
    });
  });

  it("takes days, kind, order name and page from the address", () => {
    const { filter, problem } = read("shown=refunded&first=2026-01-01&last=2026-01-31&order=%231001&page=3");
    expect(filter).toMatchObject({
      shown: "refunded",
      first: "2026-01-01",
      last: "2026-01-31",
      search: "#1001",
      page: 3,
    });
    expect(problem).toBeNull();
  });

  it("says what is wrong with a day that does not exist, and with days in the wrong order", () => {
    expect(read("first=2026-02-30").problem).toContain("not a day");
    expect(read("first=2026-03-02&last=2026-03-01").problem).toContain("after the last one");
    expect(read("first=2026-03-02&last=2026-03-01").filter).toMatchObject({ first: "2026-10-23", last: "2026-11-21" });
  });

  it("with one day alone never ends before it starts", () => {
    expect(read("last=2026-01-15").filter).toMatchObject({ first: "2026-01-15", last: "2026-01-15" });
    expect(read("first=2026-12-24").filter).toMatchObject({ first: "2026-12-24", last: "2026-12-24" });
  });

  it("ignores words and pages it does not know", () => {
    expect(read("shown=everything&page=-3&campaign=1%20or%201").filter).toMatchObject({
      shown: "all",
      page: 1,
      campaignId: null,
    });
  });
});
