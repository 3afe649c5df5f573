import { normaliseCode } from "./normalise-code.ts";
import { judgeCode, judgeSlug, MAX_CODE_LENGTH, MAX_SLUG_LENGTH, MIN_CODE_LENGTH } from "./link-name-rules.ts";

/** None of 0 O, 1 l I, 2 Z, 5 S, 6 G, 8 B, 9 q g: read off a photo each can only be itself; and no vowels, so that no word appears. */
const suffixAlphabet = "347cdfhjkmnprtvwxy";
/** 18^5 is 1.9 million: that all proposals are taken means that something else is wrong. */
const SUFFIX_LENGTHS = [2, 3, 4, 5] as const;
const WORD_SEPARATOR = "-";

/** A suffix made from the random last digits of a UUID, so that proposals are an argument's doing and repeatable in tests. */
export function suffixFrom(id: string, length: number): string {
  let random = BigInt(`0x${id.replaceAll("-", "").slice(-15)}`);
  let suffix = "";
  for (let index = 0; index < length; index += 1) {
    suffix += suffixAlphabet[Number(random % BigInt(suffixAlphabet.length))] ?? "";
    random /= BigInt(suffixAlphabet.length);
  }
  return suffix;
}

/** Any name as words of a–z and 0–9: accents fall off, everything else separates. */
export function wordsOf(name: string): string[] {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
}

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
 * Codes to try in turn, best first, from handle `mara-bakes` and 10 %: `MARA10`, `MARABAKES10`, then with a suffix that grows.
 * A discount that is no whole percent, or none, leaves the number out: a code must not promise what it does not give.
 */
export function proposeCodes(creatorHandle: string, discountBps: number, newId: () => string): string[] {
  const words = wordsOf(creatorHandle).map((word) => word.toUpperCase());
  const percent = discountBps > 0 && discountBps % 100 === 0 ? String(discountBps / 100) : "";
  const longest = percent.length + Math.max(...SUFFIX_LENGTHS) + WORD_SEPARATOR.length;
  const whole = words.join("").slice(0, MAX_CODE_LENGTH - longest) || "CODE";
  const first = (words[0] ?? "").slice(0, MAX_CODE_LENGTH - longest);
  const short = first.length >= MIN_CODE_LENGTH - 1 ? first : whole;
  const suffixed = SUFFIX_LENGTHS.map((length) => `${short}${percent}-${suffixFrom(newId(), length).toUpperCase()}`);
  const proposals = [`${short}${percent}`, `${whole}${percent}`, ...suffixed];
  const seen = new Set<string>();
  return proposals.filter((code) => {
    const key = normaliseCode(code);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew && judgeCode(code) === null;
  });
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
