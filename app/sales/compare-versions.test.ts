import { describe, expect, it } from "vitest";
import { compareVersions, type OrderVersion } from "./compare-versions.ts";

const placed: OrderVersion = {
  providerUpdatedAt: new Date("2026-06-01T09:00:00Z"),
  paymentStatus: "paid",
  cancelledAt: null,
  listedRefunds: [],
  factsHash: "f",
};

describe("of two versions of an order", () => {
  it("the later one by the shop's own time is newer, whatever else they say", () => {
    const later = { ...placed, providerUpdatedAt: new Date("2026-06-01T09:00:01Z"), paymentStatus: "pending" as const };
    expect(compareVersions(later, placed)).toBeGreaterThan(0);
  });

  it("of one second the one that lists a refund is newer, so that the refund is not undone by the order it belongs to", () => {
    const refunded = { ...placed, listedRefunds: ["7270"], factsHash: "a" };
    expect(compareVersions(refunded, placed)).toBeGreaterThan(0);
    expect(compareVersions(placed, refunded)).toBeLessThan(0);
  });

  it("of one second and one state the hash decides, both ways alike", () => {
    const other = { ...placed, factsHash: "g" };
    expect(compareVersions(other, placed)).toBeGreaterThan(0);
    expect(compareVersions(placed, other)).toBeLessThan(0);
    expect(compareVersions(placed, placed)).toBe(0);
  });
});
