/** What a brand may put into its template in braces: each becomes the link's own word when somebody follows it. */
export const utmWords = ["network", "placement", "campaign", "creator", "link"] as const;
export type UtmWord = (typeof utmWords)[number];

/** Why a template cannot be used as typed. */
export type UtmFault =
  "too-long" | "too-many" | "not-pairs" | "bad-name" | "bad-value" | "unknown-word" | "twice" | "kept-for-clicks";

export const MAX_UTM_LENGTH = 300;
/** Google's own builder knows seven; the rest is for a shop's own ones. */
export const MAX_UTM_PAIRS = 10;

/** The query parameter by which a shop learns the click. No template may set it. */
const CLICK_PARAMETER = "fs_click";
const namePattern = /^[A-Za-z][A-Za-z0-9_.-]*$/;
/** What stands in an address without escapes (RFC 3986, unreserved), and words in braces. */
const valuePattern = /^(?:[A-Za-z0-9._~-]|\{[^{}]*\})+$/;
const wordPattern = /\{([^{}]*)\}/g;

/** Judges a template as typed, such as `utm_source={network}&utm_medium=creator`. Null when it may be used; empty adds nothing. */
export function judgeUtmTemplate(template: string): UtmFault | null {
  if (template === "") return null;
  if (template.length > MAX_UTM_LENGTH) return "too-long";
  const pairs = template.split("&");
  if (pairs.length > MAX_UTM_PAIRS) return "too-many";
  const names = new Set<string>();
  for (const pair of pairs) {
    const [name = "", value, ...more] = pair.split("=");
    if (value === undefined || more.length > 0) return "not-pairs";
    if (!namePattern.test(name)) return "bad-name";
    if (name.toLowerCase() === CLICK_PARAMETER) return "kept-for-clicks";
    if (names.has(name)) return "twice";
    names.add(name);
    if (!valuePattern.test(value)) return "bad-value";
    for (const [, word = ""] of value.matchAll(wordPattern)) {
      if (!(utmWords as readonly string[]).includes(word)) return "unknown-word";
    }
  }
  return null;
}

/**
 * The template as a query, its words filled in and escaped. Parameters that the destination already has are left out: who wrote the
 * address by hand knew why. Words it does not know, from a template of other days, are left empty.
 */
export function fillUtmTemplate(
  template: string,
  words: Readonly<Record<UtmWord, string>>,
  destinationQuery: string,
): string {
  if (template === "") return "";
  const present = new URLSearchParams(destinationQuery);
  return template
    .split("&")
    .filter((pair) => !present.has(pair.slice(0, pair.indexOf("="))))
    .map((pair) => pair.replace(wordPattern, (_braced, word: UtmWord) => encodeURIComponent(words[word] ?? "")))
    .join("&");
}

/** A name as one word of a report: `First flush week` becomes `first-flush-week`. Letters of every script stay. */
export function utmWordOf(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
