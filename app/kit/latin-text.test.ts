import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLatinText } from "./latin-text.ts";

describe("a name in a bank file", () => {
  it.each([
    ["Jörg Müßigbräu", "Jorg Mussigbrau"],
    ["Zoë O’Brien–Łukasz", "Zoe O'Brien-Lukasz"],
    ["Søren & Ægir", "Soren + AEgir"],
    ["Ελένη Παπαδοπούλου", "Eleni Papadopoulou"],
    ["Жанна Щукина", "Zhanna Shtukina"],
    ['Lumen <Tea> & "Co"', "Lumen .Tea. + 'Co'"],
    ["// AC/DC //", "AC/DC"],
    ["抹茶", "NOTPROVIDED"],
    ["", "NOTPROVIDED"],
  ])("%s is written %s", (given, written) => {
    expect(toLatinText(given, 70)).toBe(written);
  });

  it("is cut at the limit and never leaves the restricted set, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 11, max: 140 }), (text, limit) => {
        const written = toLatinText(text, limit);
        expect(written.length).toBeLessThanOrEqual(limit);
        expect(written).toMatch(/^[a-zA-Z0-9/\-?:().,'+ ]+$/);
        expect(written).not.toMatch(/^[ /]|[ /]$|\/\//);
      }),
    );
  });
});
