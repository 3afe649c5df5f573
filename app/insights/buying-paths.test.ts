import { expect, test } from "vitest";
import { classOfPath, countPaths, countStretches, pathBoundsMs, pathStretches } from "./buying-paths.ts";

test("every stretch between two bounds has words of its own", () => {
  expect(pathStretches).toHaveLength(pathBoundsMs.length + 1);
});

test("under an hour is impulse, days are considered, weeks are saved for later", () => {
  const classes = pathStretches.map((_, stretch) => classOfPath({ stretch, isReturning: false }));
  expect(classes).toEqual(["impulse", "considered", "considered", "considered", "saved", "saved", "saved"]);
});

test("who had bought before is returning, however fast; without a click nobody saw the way", () => {
  expect(classOfPath({ stretch: 0, isReturning: true })).toBe("returning");
  expect(classOfPath({ stretch: null, isReturning: true })).toBe("returning");
  expect(classOfPath({ stretch: null, isReturning: false })).toBe("unseen");
});

test("each sale is in one class, and those with a click are in one stretch", () => {
  const counts = [
    { stretch: 0, isReturning: false, sales: 3 },
    { stretch: 0, isReturning: true, sales: 2 },
    { stretch: 5, isReturning: false, sales: 1 },
    { stretch: null, isReturning: false, sales: 4 },
  ];
  expect(countPaths(counts)).toEqual([
    { pathClass: "impulse", sales: 3 },
    { pathClass: "considered", sales: 0 },
    { pathClass: "saved", sales: 1 },
    { pathClass: "returning", sales: 2 },
    { pathClass: "unseen", sales: 4 },
  ]);
  expect(countStretches(counts).map(({ net, gross }) => [net, gross])).toEqual([
    [3, 5],
    ...[1, 2, 3, 4].map(() => [0, 0]),
    [1, 1],
    [0, 0],
  ]);
});
