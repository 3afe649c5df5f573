import { expect, test } from "vitest";
import { readClickFilter } from "./click-filter.ts";
import { composeClickReport, type CountedClicks } from "./click-report.ts";

const june = { from: new Date("2026-06-01T00:00:00Z"), until: new Date("2026-06-04T00:00:00Z") };
const now = new Date("2026-06-03T12:00:00Z");
const part = (dimension: CountedClicks["parts"][number]["dimension"], value: string, net: number, gross: number) => ({
  ...{ dimension, value, net, gross },
});
const counted: CountedClicks = {
  parts: [
    part("class", "counted", 5, 5),
    part("class", "bot", 0, 3),
    part("class", "repeat", 0, 4),
    part("country", "DE", 4, 8),
    part("country", "", 1, 4),
    part("network", "instagram", 5, 12),
    part("way", "scan", 5, 12),
  ],
  stretches: [
    { at: "2026-06-01", net: 4, gross: 10 },
    { at: "2026-06-03", net: 1, gross: 2 },
  ],
  unknown: [{ at: "2026-06-02T07", gross: 2 }],
  partnerships: [],
};

test("totals are the counted ones and the reasons together, and the bars sum to them", () => {
  const report = composeClickReport(counted, june, now);
  expect([report.net, report.gross]).toEqual([5, 14]);
  expect(report.leftOut.map(({ label, gross }) => `${label} ${gross}`)).toEqual([
    "Repeat within the hour 4",
    "Crawler or program 3",
    "No such link 2",
  ]);
  expect(report.bars).toEqual([
    { at: "2026-06-01", net: 4, gross: 10 },
    { at: "2026-06-02", net: 0, gross: 2 },
    { at: "2026-06-03", net: 1, gross: 2 },
  ]);
});

test("values are named for people, and what says nothing is named too", () => {
  const { splits } = composeClickReport(counted, june, now);
  const labels = Object.fromEntries(splits.map(({ dimension, rows }) => [dimension, rows.map(({ label }) => label)]));
  expect(labels).toMatchObject({ country: ["Germany", "Not known"], network: ["Instagram"], way: ["QR code scanned"] });
});

test("the tail of a long list is counted, not shown", () => {
  const parts = Array.from({ length: 11 }, (_, index) => part("placement", `post-${index}`, 1, 1));
  const { splits } = composeClickReport({ ...counted, parts }, june, now);
  expect(splits[0]).toMatchObject({ dimension: "placement", moreCount: 3 });
  expect(splits[0]?.rows).toHaveLength(8);
});

test("a day is told by the hour, up to the present one", () => {
  const today = { from: new Date("2026-06-03T00:00:00Z"), until: new Date("2026-06-04T00:00:00Z") };
  const stretches = [{ at: "2026-06-03T07", net: 1, gross: 2 }];
  const report = composeClickReport({ ...counted, stretches, unknown: [] }, today, new Date("2026-06-03T08:30:00Z"));
  expect(report.isByHour).toBe(true);
  expect(report.bars).toHaveLength(9);
  expect(report.bars[7]).toEqual({ at: "2026-06-03T07", net: 1, gross: 2 });
});

test("the address says which days; what is wrong there is said in a sentence", () => {
  const read = (query: string) => readClickFilter(new URLSearchParams(query), now);
  expect(read("")).toEqual({ filter: { first: "2026-05-05", last: "2026-06-03", campaignId: null }, problem: null });
  expect(read("first=2026-06-01&last=2026-06-02&campaign=x").filter).toEqual({
    ...{ first: "2026-06-01", last: "2026-06-02", campaignId: null },
  });
  expect(read("first=tomorrow").problem).toContain("not a day");
  const long = read("first=2001-01-01&last=2026-06-03");
  expect(long.problem).toContain("400 days");
  expect(long.filter.first).toBe("2025-04-30");
});
