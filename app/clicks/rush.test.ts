import { describe, expect, test } from "vitest";
import { createRush, createRushWait } from "./rush.ts";

test("as many clicks as a twentieth of a second has at the rate said begin a rush at once, a quarter of a second with fewer ends it", () => {
  const rush = createRush(1_000);
  expect([rush.count(40, 0), rush.count(9, 40), rush.count(1, 49)]).toEqual([false, false, true]);
  expect([rush.isOn(298), rush.isOn(299)]).toEqual([true, false]);
});

test("as many clicks in a longer time are no rush", () => {
  const rush = createRush(1_000);
  expect([rush.count(40, 0), rush.count(10, 50), rush.count(39, 99), rush.count(49, 100)]).toEqual([
    ...[false, false, false, false],
  ]);
});

test("a rush goes on as long as each quarter of a second has enough, however they come", () => {
  const rush = createRush(1_000);
  rush.count(50, 0);
  expect([rush.count(0, 50), rush.count(250, 240), rush.isOn(250), rush.isOn(499), rush.isOn(500)]).toEqual([
    ...[true, true, true, true, false],
  ]);
});

test("a rush ends when no click comes any more", () => {
  const rush = createRush(1_000);
  rush.count(500, 0);
  expect([rush.isOn(249), rush.isOn(250)]).toEqual([true, false]);
});

test("clicks after a long silence are no rush for what came before it", () => {
  const rush = createRush(1_000);
  rush.count(2_000, 0);
  expect([rush.count(1, 60_000), rush.count(1, 61_000)]).toEqual([false, false]);
});

describe("what waits for the end of a rush", () => {
  test("waits no longer than it may, and goes on from then until the rush is over", () => {
    let isRush = false;
    const mayWait = createRushWait(() => isRush, 10_000);
    expect(mayWait(0)).toBe(false);
    isRush = true;
    expect([mayWait(500), mayWait(10_499), mayWait(10_500), mayWait(10_501)]).toEqual([true, true, false, false]);
    isRush = false;
    expect(mayWait(11_000)).toBe(false);
    isRush = true;
    expect([mayWait(11_500), mayWait(21_500)]).toEqual([true, false]);
  });
});
