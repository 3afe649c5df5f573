import { MAX_CODE_LENGTH, MAX_SLUG_LENGTH, MIN_CODE_LENGTH, MIN_SLUG_LENGTH } from "./link-name-rules.ts";
import type { RenameCodeRefusal } from "./rename-code.ts";
import { MAX_NAMES, type RenameRefusal } from "./rename-link.ts";

export const slugShape = `${MIN_SLUG_LENGTH} to ${MAX_SLUG_LENGTH} letters and digits, with single dashes between words.`;
export const slugRules = `${slugShape} The old one goes on redirecting.`;
export const codeRules = `${MIN_CODE_LENGTH} to ${MAX_CODE_LENGTH} letters and digits, at least one letter. The old one goes on working and crediting you for a while, so that older posts still count.`;

export const slugRefusals: Readonly<Record<RenameRefusal, string>> = {
  "too-short": `A link name has at least ${MIN_SLUG_LENGTH} characters.`,
  "too-long": `A link name has at most ${MAX_SLUG_LENGTH} characters.`,
  "not-allowed-characters": "Use letters a to z, digits and single dashes between words.",
  reserved: "This name is kept for pages of ours. Choose another.",
  taken: "Somebody else has this link name. Add a word, or choose another.",
  "not-found": "This link does not exist.",
  "too-many-changes": `A link can have ${MAX_NAMES} names in all, because every old one goes on working. Take up one of the earlier ones.`,
};

export const codeRefusals: Readonly<Record<RenameCodeRefusal, string>> = {
  ended: "This code was yours before and its time is over. Choose another.",
  "too-short": `A code has at least ${MIN_CODE_LENGTH} letters and digits.`,
  "too-long": `A code has at most ${MAX_CODE_LENGTH} characters: shops accept no more.`,
  "not-allowed-characters": "Use letters and digits with single dashes between, and at least one letter.",
  reserved: "Shops use this word for something else. Choose another.",
  taken: "Somebody else has this code at the brand. Choose another.",
  "not-found": "This code does not exist.",
  "too-many-changes": `A partnership can have ${MAX_NAMES} codes in all. Keep the one you have.`,
};
