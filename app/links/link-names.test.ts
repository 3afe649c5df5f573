import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayCode, judgeCode, judgeSlug, normaliseSlug } from "./link-name-rules.ts";
import { normaliseCode } from "./normalise-code.ts";
import { DEFAULT_CODE_PATTERN, fillPattern, judgePattern, patternWords } from "./code-pattern.ts";
import { suffixFrom } from "./name-letters.ts";
import { proposeCodes, proposeSingleUseCode, proposeSlugs } from "./propose-names.ts";

let count = 0;
const codesFor = (handle: string, discountBps: number, pattern = DEFAULT_CODE_PATTERN) =>
  proposeCodes(pattern, { handle, brandName: "Lumen Tea", discountBps }, newId);
const newId = () => `01980000-0000-7000-8000-${String((count += 7919)).padStart(12, "0")}`;

describe("a minted name", () => {
  test("reads like its owner and the brand", () => {
    expect(proposeSlugs("mara", "lumen-tea", newId)[0]).toBe("mara-lumen-tea");
    expect(codesFor("mara-bakes", 1000).slice(0, 2)).toEqual(["MARA10", "MARABAKES10"]);
  });

  test("promises no discount that is not given to the point", () => {
    expect(codesFor("mara", 1250)[0]).toBe("MARA");
    expect(codesFor("mara", 0)[0]).toBe("MARA");
  });

  test("gets a suffix that nobody can misread when it is taken", () => {
    const [, second] = proposeSlugs("mara", "lumen-tea", newId);
    expect(second).toMatch(/^mara-lumen-tea-[347cdfhjkmnprtvwxy]{2}$/);
    expect(suffixFrom(newId(), 5)).toMatch(/^[347cdfhjkmnprtvwxy]{5}$/);
  });

  test("spells foreign names in plain letters, and does without a name in other letters", () => {
    expect(proposeSlugs("zoë-müller", "lumen-tea", newId)[0]).toBe("zoe-muller-lumen-tea");
    expect(codesFor("Мара", 1000)[0]).toBe("CODE10");
  });

  test("is always within the rules, whatever handle and brand are called", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string(),
        fc.integer({ min: 0, max: 10_000 }),
        (handle, brand, bps) => {
          const slugs = proposeSlugs(handle, brand, newId);
          const codes = codesFor(handle, bps);
          expect(slugs.length).toBeGreaterThanOrEqual(2);
          expect(codes.length).toBeGreaterThanOrEqual(2);
          expect(slugs.map(judgeSlug).every((fault) => fault === null)).toBe(true);
          expect(codes.map(judgeCode).every((fault) => fault === null)).toBe(true);
          expect(new Set(codes.map(normaliseCode)).size).toBe(codes.length);
        },
      ),
    );
  });
});

describe("the pattern of a campaign's codes", () => {
  test.each([
    ["{name}{percent}", "MARA10"],
    ["TEA-{handle}", "TEA-MARABAKES"],
    ["{brand}-{name}", "LUMENTEA-MARA"],
    ["tea{percent}-{random4}", /^TEA10-[347CDFHJKMNPRTVWXY]{4}$/],
  ])("%s makes %s", (pattern, expected) => {
    expect(judgePattern(pattern)).toBeNull();
    expect(codesFor("mara-bakes", 1000, pattern)[0]).toMatch(expected);
  });

  test.each([
    ["{surname}", "unknown-word"],
    ["{name} {percent}", "not-allowed-characters"],
    ["{name}%", "not-allowed-characters"],
    ["{name", "not-allowed-characters"],
    ["AUTUMN-TINS-{name}", "too-long"],
    ["TEA{percent}", "same-for-everybody"],
    ["", "same-for-everybody"],
  ])("%s is refused: %s", (pattern, fault) => {
    expect(judgePattern(pattern)).toBe(fault);
  });

  test("makes codes within the rules of whatever name, also for one use", () => {
    const words = fc.constantFrom(...patternWords.map((word) => `{${word}}`), "TEA", "-", "7");
    const pattern = fc.array(words, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
    const bps = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: "grapheme" }),
        fc.string(),
        bps,
        (made, handle, brandName, discountBps) => {
          fc.pre(judgePattern(made) === null);
          const facts = { handle, brandName, discountBps };
          const codes = [...proposeCodes(made, facts, newId), proposeSingleUseCode(made, facts, newId)];
          expect(codes.length).toBeGreaterThanOrEqual(3);
          expect(codes.map((code) => [code, judgeCode(code)]).filter(([, fault]) => fault !== null)).toEqual([]);
        },
      ),
    );
  });

  test("promises no discount that is not given to the point", () => {
    const facts = { handle: "mara", brandName: "Lumen Tea", discountBps: 1250 };
    expect(fillPattern("{name}-{percent}", facts, newId)).toBe("MARA");
  });
});

describe("a name that a creator chooses", () => {
  test.each([
    ["ab", "too-short"],
    ["a".repeat(61), "too-long"],
    ["mara tea", "not-allowed-characters"],
    ["mara--tea", "not-allowed-characters"],
    ["-mara", "not-allowed-characters"],
    ["mära", "not-allowed-characters"],
    ["sign-in", "reserved"],
    ["Support", "reserved"],
    ["Maras-Tea", null],
  ])("as a slug, %j is %j", (slug, fault) => {
    expect(judgeSlug(normaliseSlug(slug))).toBe(fault);
  });

  test.each([
    ["m10", "too-short"],
    ["m-1-0", "too-short"],
    ["A".repeat(21), "too-long"],
    ["mara 10", "not-allowed-characters"],
    ["MÄRA10", "not-allowed-characters"],
    ["123456", "not-allowed-characters"],
    ["=MARA", "not-allowed-characters"],
    ["free-ship", "reserved"],
    ["mara-10", null],
    [" Mara10 ", null],
  ])("as a code, %j is %j", (code, fault) => {
    expect(judgeCode(displayCode(code))).toBe(fault);
  });
});
