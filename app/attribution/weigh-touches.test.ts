import { describe, expect, it } from "vitest";
import { addDays } from "../kit/clock.ts";
import type { TouchModel } from "./policy.ts";
import { weighTouches } from "./weigh-touches.ts";

const placedAt = new Date("2026-06-01T12:00:00.000Z");

/** A fraction in lowest terms, so that two of them can be compared. */
type Fraction = readonly [bigint, bigint];
const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisorOf(b, a % b));
const lowest = (a: bigint, b: bigint): Fraction => [a / divisorOf(a, b), b / divisorOf(a, b)];
const add = ([a, b]: Fraction, [c, d]: Fraction): Fraction => lowest(a * d + c * b, b * d);

/** Ten buyers and the sources that led each of them here, earliest first. */
const paths = [
  ...Array.from({ length: 2 }, () => ["direct"]),
  ...Array.from({ length: 3 }, () => ["search", "email"]),
  ...Array.from({ length: 5 }, () => ["search", "social", "email"]),
];

function creditBy(model: TouchModel) {
  const credit: Record<string, Fraction> = {};
  for (const path of paths) {
    const times = path.map((_, index) => addDays(placedAt, index - path.length));
    const weights = weighTouches({ model, halfLifeDays: 7 }, times);
    const sum = weights.reduce((total, weight) => total + weight, 0n);
    for (const [index, source] of path.entries()) {
      if (weights[index] !== 0n) credit[source] = add(credit[source] ?? [0n, 1n], [weights[index]!, sum]);
    }
  }
  return credit;
}

describe("ten buyers whose paths can be checked by hand", () => {
  it("the first touch credits direct 2 and search 8, the last direct 2 and email 8", () => {
    expect(creditBy("first")).toEqual({ direct: [2n, 1n], search: [8n, 1n] });
    expect(creditBy("last")).toEqual({ direct: [2n, 1n], email: [8n, 1n] });
  });

  it("equal parts credit direct 2, search and email 19/6 each, social 5/3", () => {
    expect(creditBy("linear")).toEqual({ direct: [2n, 1n], search: [19n, 6n], email: [19n, 6n], social: [5n, 3n] });
  });

  it("40/20/40 credits direct 2, search and email 3.5 each, social 1", () => {
    expect(creditBy("position")).toEqual({ direct: [2n, 1n], search: [7n, 2n], email: [7n, 2n], social: [1n, 1n] });
  });
});

describe("a half-life of seven days", () => {
  it("lets a touch a week before the latest weigh half of it, and one of two weeks a quarter", () => {
    const times = [-14, -7, 0].map((days) => addDays(placedAt, days));
    const [oldest, middle, latest] = weighTouches({ model: "time-decay", halfLifeDays: 7 }, times);
    expect([oldest! * 4n, middle! * 2n]).toEqual([latest, latest]);
  });

  it("never leaves a path without weight, however old its touches are", () => {
    const times = [addDays(placedAt, -400), addDays(placedAt, -399)];
    const weights = weighTouches({ model: "time-decay", halfLifeDays: 1 }, times);
    expect(weights[0]! * 2n).toBe(weights[1]);
    expect(weights[1]).toBeGreaterThan(0n);
  });
});
