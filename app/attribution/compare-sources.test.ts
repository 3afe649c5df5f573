import { describe, expect, it } from "vitest";
import { countRemovalEffects } from "./count-removal-effects.ts";
import { shareByShapley } from "./share-by-shapley.ts";

describe("the removal effect of a source", () => {
  it("is everything for the only way to a sale, and nothing for one that leads nowhere", () => {
    const effects = countRemovalEffects([
      { steps: ["reel"], converted: 3, lost: 1 },
      { steps: ["banner"], converted: 0, lost: 6 },
    ]);
    expect(effects.get("reel")).toEqual({ removalEffect: 1, credit: 3 });
    expect(effects.get("banner")).toEqual({ removalEffect: 0, credit: 0 });
  });

  it("is as computed by hand for three paths of two sources", () => {
    // reel > story converts once, reel alone is lost once, story alone converts once.
    // start: reel 2/3, story 1/3; reel: story 1/2, lost 1/2; story: conversion 1. p = 2/3 · 1/2 + 1/3 = 2/3.
    // Without reel p = 1/3: effect 1/2. Without story p = 0: effect 1. Two conversions in proportion 1 : 2.
    const effects = countRemovalEffects([
      { steps: ["reel", "story"], converted: 1, lost: 0 },
      { steps: ["reel"], converted: 0, lost: 1 },
      { steps: ["story"], converted: 1, lost: 0 },
    ]);
    expect(effects.get("reel")?.removalEffect).toBeCloseTo(1 / 2, 12);
    expect(effects.get("story")?.removalEffect).toBeCloseTo(1, 12);
    expect(effects.get("reel")?.credit).toBeCloseTo(2 / 3, 12);
    expect(effects.get("story")?.credit).toBeCloseTo(4 / 3, 12);
  });

  it("follows loops: a shopper who comes back to a source before buying", () => {
    // start > reel; reel: story 1/2, conversion 1/2; story: reel 1. p = 1 with both, 1/2 without story, 0 without reel.
    const effects = countRemovalEffects([{ steps: ["reel", "story", "reel"], converted: 1, lost: 0 }]);
    expect(effects.get("reel")?.removalEffect).toBeCloseTo(1, 12);
    expect(effects.get("story")?.removalEffect).toBeCloseTo(1 / 2, 12);
  });

  it("does not depend on the order of the paths, and is nothing where nobody bought", () => {
    const paths = [
      { steps: ["search", "email"], converted: 3, lost: 2 },
      { steps: ["search", "social", "email"], converted: 5, lost: 1 },
      { steps: ["direct"], converted: 2, lost: 9 },
    ];
    expect(countRemovalEffects([...paths].reverse())).toEqual(countRemovalEffects(paths));
    expect(countRemovalEffects([{ steps: ["reel"], converted: 0, lost: 4 }]).get("reel")).toEqual({
      removalEffect: 0,
      credit: 0,
    });
    const credit = [...countRemovalEffects(paths).values()].reduce((sum, one) => sum + one.credit, 0);
    expect(credit).toBeCloseTo(10, 10);
  });
});

describe("the Shapley value of a source", () => {
  /** By its definition: the mean, over all orders of arrival, of what a source adds to the conversions of those before it. */
  function byDefinition(counts: readonly { sources: readonly string[]; converted: number }[], sources: string[]) {
    const worth = (set: readonly string[]) =>
      counts
        .filter((count) => count.sources.every((one) => set.includes(one)))
        .reduce((sum, { converted }) => sum + converted, 0);
    const orders = (rest: string[]): string[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((one) => orders(rest.filter((other) => other !== one)).map((order) => [one, ...order]));
    const all = orders(sources);
    const added = (order: string[], source: string) => {
      const before = order.slice(0, order.indexOf(source));
      return worth([...before, source]) - worth(before);
    };
    return sources.map((source) => all.reduce((sum, order) => sum + added(order, source), 0) / all.length);
  }

  it("is as computed by hand for the ten buyers: direct 2, search and email 19/6 each, social 5/3", () => {
    const values = shareByShapley([
      { sources: ["direct"], converted: 2 },
      { sources: ["search", "email"], converted: 3 },
      { sources: ["search", "social", "email"], converted: 5 },
    ]);
    expect([...values]).toEqual([
      ["direct", { numerator: 2n, denominator: 1n }],
      ["email", { numerator: 19n, denominator: 6n }],
      ["search", { numerator: 19n, denominator: 6n }],
      ["social", { numerator: 5n, denominator: 3n }],
    ]);
  });

  it("agrees with the definition over all orders of arrival, and counts a source met twice once", () => {
    const counts = [
      { sources: ["a", "b", "a"], converted: 4 },
      { sources: ["b", "c", "d"], converted: 7 },
      { sources: ["d"], converted: 1 },
      { sources: ["a", "d"], converted: 2 },
    ];
    const values = [...shareByShapley(counts).values()].map(
      ({ numerator, denominator }) => Number(numerator) / Number(denominator),
    );
    const defined = byDefinition(counts, ["a", "b", "c", "d"]);
    for (const [index, value] of values.entries()) expect(value).toBeCloseTo(defined[index] ?? Number.NaN, 12);
  });
});
