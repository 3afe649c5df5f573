import { MAX_UTM_LENGTH, MAX_UTM_PAIRS, utmWords, type UtmFault } from "./utm-template.ts";

const wordList = utmWords.map((word) => `{${word}}`).join(", ");

/** Why a template cannot be used, and what to do. */
export const utmFaultSentences: Readonly<Record<UtmFault, string>> = {
  "too-long": `Use at most ${MAX_UTM_LENGTH} characters.`,
  "too-many": `Use at most ${MAX_UTM_PAIRS} parameters.`,
  "not-pairs": "Write pairs of name=value joined by &, such as utm_source={network}&utm_medium=creator.",
  "bad-name": "A parameter’s name begins with a letter and holds letters, digits, dots, dashes and underscores.",
  "bad-value":
    "A value holds letters, digits, dots, dashes, underscores and words in braces. For a space write a dash.",
  "unknown-word": `The words in braces are ${wordList}. Check the spelling.`,
  twice: "Each parameter stands once.",
  "kept-for-clicks": "fs_click is how your shop learns the click, so it is set for you.",
};
