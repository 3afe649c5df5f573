import { MAX_CODE_LENGTH, MIN_CODE_LENGTH } from "./link-name-rules.ts";
import { suffixFrom, wordsOf } from "./name-letters.ts";

/** name: the first word of the creator's handle. handle: all of it. percent: the whole percents off. random…: letters and digits. */
export const patternWords = ["name", "handle", "brand", "percent", "random4", "random6"] as const;
export type PatternWord = (typeof patternWords)[number];

export const DEFAULT_CODE_PATTERN = "{name}{percent}";
export const MAX_PATTERN_LENGTH = 60;
/** Letters of the campaign's own in a pattern; the rest of a code is the creator's name. */
export const MAX_FIXED_LENGTH = 8;

/** Why a pattern cannot be used. */
export type PatternFault = "unknown-word" | "not-allowed-characters" | "too-long" | "same-for-everybody";

export const patternFaults: Readonly<Record<PatternFault, string>> = {
  "unknown-word": `Only these words in braces are filled in: ${patternWords.map((word) => `{${word}}`).join(", ")}.`,
  "not-allowed-characters": "Outside the braces use letters, digits and dashes: shops take nothing else.",
  "too-long": `At most ${MAX_FIXED_LENGTH} letters of your own, so that a name fits beside them.`,
  "same-for-everybody": "Put {name}, {handle} or {random6} in, so that creators get different codes.",
};

type Part = { readonly text: string } | { readonly word: PatternWord };

/** Checks a pattern as typed; null when it can be used. */
export function judgePattern(pattern: string): PatternFault | null {
  const parts = readPattern(pattern);
  if (parts === null)
    return /\{[^{}]*\}/.test(pattern.replace(knownWord, "")) ? "unknown-word" : "not-allowed-characters";
  const fixed = parts.flatMap((part) => ("text" in part ? [part.text] : [])).join("");
  if (pattern.length > MAX_PATTERN_LENGTH || fixed.length > MAX_FIXED_LENGTH) return "too-long";
  const words = parts.flatMap((part) => ("word" in part ? [part.word] : []));
  if (words.length > patternWords.length) return "too-long";
  return words.some((word) => tellingWords.includes(word)) ? null : "same-for-everybody";
}

const tellingWords: readonly PatternWord[] = ["name", "handle", "random4", "random6"];
const knownWord = new RegExp(`\\{(${patternWords.join("|")})\\}`, "g");

function readPattern(pattern: string): Part[] | null {
  const parts = pattern.split(/(\{[^{}]*\})/).filter((part) => part !== "");
  const read = parts.map((part): Part | null => {
    const word = patternWords.find((one) => part === `{${one}}`);
    if (word) return { word };
    return /^[A-Za-z0-9-]+$/.test(part) ? { text: part.toUpperCase() } : null;
  });
  return read.every((part) => part !== null) ? read : null;
}

export interface PatternFacts {
  readonly handle: string;
  readonly brandName: string;
  readonly discountBps: number;
}

/**
 * Fills a pattern in, at most so long; names are cut where they do not fit. A discount that is no whole percent, or none, leaves the
 * number out: a code must not promise what it does not give. A pattern that cannot be read counts as the usual one.
 */
export function fillPattern(
  pattern: string,
  { handle, brandName, discountBps }: PatternFacts,
  newId: () => string,
  { maxLength = MAX_CODE_LENGTH, isNameWhole = false } = {},
): string {
  const parts = readPattern(pattern) ?? readPattern(DEFAULT_CODE_PATTERN) ?? [];
  const percent = discountBps > 0 && discountBps % 100 === 0 ? String(discountBps / 100) : "";
  const whole = plainName(handle) || "CODE";
  const first = wordsOf(handle)[0]?.toUpperCase() ?? "";
  const names: Partial<Record<PatternWord, string>> = {
    name: isNameWhole || first.length < MIN_CODE_LENGTH - 1 ? whole : first,
    handle: whole,
    brand: plainName(brandName),
  };
  const filled = parts.map((part): { text: string; isName: boolean } => {
    if ("text" in part) return { text: part.text, isName: false };
    const name = names[part.word];
    if (name !== undefined) return { text: name, isName: true };
    if (part.word === "percent") return { text: percent, isName: false };
    return { text: suffixFrom(newId(), part.word === "random4" ? 4 : 6).toUpperCase(), isName: false };
  });
  return fitParts(filled, maxLength).replace(/-+/g, "-").replace(/^-|-$/g, "");
}

/** Cuts the longest name, letter by letter, until the whole fits. */
function fitParts(parts: { text: string; isName: boolean }[], maxLength: number): string {
  const lengthOf = () => parts.reduce((sum, { text }) => sum + text.length, 0);
  const names = parts.filter(({ isName }) => isName);
  while (lengthOf() > maxLength) {
    const longest = names.reduce<{ text: string } | null>(
      (most, name) => (most === null || name.text.length > most.text.length ? name : most),
      null,
    );
    if (longest === null || longest.text.length <= 1) break;
    longest.text = longest.text.slice(0, -1);
  }
  return parts
    .map(({ text }) => text)
    .join("")
    .slice(0, maxLength);
}

function plainName(name: string): string {
  return wordsOf(name).join("").toUpperCase();
}
