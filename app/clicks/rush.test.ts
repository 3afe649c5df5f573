import { expect, test } from "vitest";
import { createRush } from "./rush.ts";

test("a quarter of a second with clicks at the rate said begins a rush, one with fewer ends it", () => {
  const rush = createRush(1_000);
  expect([rush.count(240, 0), rush.count(10, 200)]).toEqual([false, false]);
  expect([rush.count(249, 250), rush.isOn(499)]).toEqual([true, true]);
  expect(rush.count(50, 500)).toBe(false);
});

test("a rush ends when no click comes any more", () => {
  const rush = createRush(1_000);
  rush.count(500, 0);
  expect([rush.isOn(250), rush.isOn(499), rush.isOn(500)]).toEqual([true, true, false]);
});

test("clicks after a long silence are no rush for what came before it", () => {
  const rush = createRush(1_000);
  rush.count(2_000, 0);
  expect([rush.count(1, 60_000), rush.count(1, 61_000)]).toEqual([false, false]);
});
