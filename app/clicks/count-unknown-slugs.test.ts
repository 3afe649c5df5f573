import { expect, test } from "vitest";
import { addMinutes } from "../kit/clock.ts";
import { createUnknownSlugCounter, MAX_NAMED_SLUGS } from "./count-unknown-slugs.ts";

const noon = new Date("2026-06-01T12:00:00.000Z");

test("guesses by the million take no more room than the slugs of an hour that are named; the rest is one sum", () => {
  const counter = createUnknownSlugCounter();
  for (let guess = 0; guess < 5 * MAX_NAMED_SLUGS; guess += 1) counter.count(`guess-${guess}`, noon);
  const first = counter.take();
  expect(first).toHaveLength(MAX_NAMED_SLUGS + 1);
  expect(first.find(({ slug }) => slug === "")?.requestCount).toBe(4 * MAX_NAMED_SLUGS);
  counter.count("one-more", noon);
  counter.count("guess-1", noon);
  expect(counter.take().map(({ slug }) => slug)).toEqual(["", "guess-1"]);
  counter.count("one-more", addMinutes(noon, 60));
  expect(counter.take()).toEqual([{ slug: "one-more", hourAt: addMinutes(noon, 60), requestCount: 1 }]);
});

test("what could not be stored is counted with the next", () => {
  const counter = createUnknownSlugCounter();
  counter.count("maras-te", noon);
  const lost = counter.take();
  counter.count("maras-te", noon);
  counter.putBack(lost);
  expect(counter.take()).toEqual([{ slug: "maras-te", hourAt: noon, requestCount: 2 }]);
});
