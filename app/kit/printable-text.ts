import { toLatinText } from "./latin-text.ts";

/** Characters of the standard fonts of PDF (WinAnsi) outside Latin-1. */
const windowsExtras = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || windowsExtras.has(character);
}

const MAX_LENGTH = 500;

/** A text in the characters a PDF's built-in fonts can print; words with others are written in Latin letters, as in bank files. */
export function toPrintableText(text: string): string {
  const words = text.normalize("NFC").slice(0, MAX_LENGTH).split(/(\s+)/);
  return words
    .map((word) => (/^\s+$/.test(word) ? " " : [...word].every(isPrintable) ? word : toLatinText(word, MAX_LENGTH)))
    .join("");
}
