import { normaliseCode } from "./normalise-code.ts";
import { DEFAULT_CODE_PATTERN, fillPattern, type PatternFacts } from "./code-pattern.ts";
import { judgeCode, judgeSlug, MAX_CODE_LENGTH, MAX_SLUG_LENGTH } from "./link-name-rules.ts";
import { suffixFrom, wordsOf } from "./name-letters.ts";

/** 18^5 is 1.9 million: that all proposals are taken means that something else is wrong. */
const SUFFIX_LENGTHS = [2, 3, 4, 5] as const;
const WORD_SEPARATOR = "-";

/**
 * Slugs to try in turn, best first: `mara-lumen-tea`, then with a short suffix that grows.
 * Each is within the rules. `newId` gives the randomness of the suffixes.
 */
export function proposeSlugs(creatorHandle: string, brandSlug: string, newId: () => string): string[] {
  const words = [...wordsOf(creatorHandle), ...wordsOf(brandSlug)];
  const longest = Math.max(...SUFFIX_LENGTHS) + WORD_SEPARATOR.length;
  const base = fitWords(words.length > 0 ? words : ["link"], MAX_SLUG_LENGTH - longest);
  const proposals = [base, ...SUFFIX_LENGTHS.map((length) => `${base}-${suffixFrom(newId(), length)}`)];
  return proposals.filter((slug) => judgeSlug(slug) === null);
}

/**
 * Codes to try in turn, best first, from the campaign's pattern: for handle `mara-bakes` and `{name}{percent}` at 10 % `MARA10`,
 * `MARABAKES10`, then with a suffix that grows.
 */
export function proposeCodes(pattern: string, facts: PatternFacts, newId: () => string): string[] {
  const longestSuffix = Math.max(...SUFFIX_LENGTHS) + WORD_SEPARATOR.length;
  const maxLength = MAX_CODE_LENGTH - longestSuffix;
  const suffixed = (base: string) =>
    SUFFIX_LENGTHS.map((length) => `${base}${WORD_SEPARATOR}${suffixFrom(newId(), length).toUpperCase()}`);
  const short = fillPattern(pattern, facts, newId, { maxLength });
  const proposals = [
    short,
    fillPattern(pattern, facts, newId, { maxLength, isNameWhole: true }),
    ...suffixed(short),
    // What a pattern makes of an unlucky name may be no code at all.
    ...suffixed(fillPattern(DEFAULT_CODE_PATTERN, { ...facts, handle: "" }, newId)),
  ];
  const seen = new Set<string>();
  return proposals.filter((code) => {
    const key = normaliseCode(code);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew && judgeCode(code) === null;
  });
}

const SINGLE_USE_SUFFIX_LENGTH = 6;

/** A code for one shopper, hard to guess: 18^6 is 34 million. */
export function proposeSingleUseCode(pattern: string, facts: PatternFacts, newId: () => string): string {
  const maxLength = MAX_CODE_LENGTH - WORD_SEPARATOR.length - SINGLE_USE_SUFFIX_LENGTH;
  const base = fillPattern(pattern, facts, newId, { maxLength });
  return `${base}${WORD_SEPARATOR}${suffixFrom(newId(), SINGLE_USE_SUFFIX_LENGTH).toUpperCase()}`;
}

/** As many whole words as fit, at least the first, cut if need be. */
export function fitWords(words: readonly string[], maxLength: number): string {
  let text = (words[0] ?? "").slice(0, maxLength);
  for (const word of words.slice(1)) {
    if (text.length + WORD_SEPARATOR.length + word.length > maxLength) break;
    text += WORD_SEPARATOR + word;
  }
  return text;
}
