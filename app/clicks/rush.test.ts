import { expect, test } from "vitest";
import { createRush } from "./rush.ts";

test("a twentieth of a second with clicks at the rate said begins a rush, a quarter of a second with fewer ends it", () => {
  const rush = createRush(1_000);
  expect([rush.count(40, 0), rush.count(9, 40)]).toEqual([false, false]);
  expect(rush.count(1, 50)).toBe(false);
  expect([rush.count(49, 60), rush.isOn(100), rush.isOn(349)]).toEqual([false, true, true]);
  expect(rush.count(50, 350)).toBe(false);
});

test("a rush goes on as long as each quarter of a second has enough, however they come", () => {
  const rush = createRush(1_000);
  rush.count(50, 0);
  expect([rush.count(0, 50), rush.count(250, 290), rush.isOn(300), rush.isOn(549), rush.isOn(550)]).toEqual([
    ...[true, true, true, true, false],
  ]);
});

test("a rush ends when no click comes any more", () => {
  const rush = createRush(1_000);
  rush.count(500, 0);
  expect([rush.isOn(50), rush.isOn(299), rush.isOn(300)]).toEqual([true, true, false]);
});

test("clicks after a long silence are no rush for what came before it", () => {
  const rush = createRush(1_000);
  rush.count(2_000, 0);
  expect([rush.count(1, 60_000), rush.count(1, 61_000)]).toEqual([false, false]);
});
