/** Widths of Inter Bold per 1 of font size, rounded up: what a line takes before anybody draws it. Lighter weights are narrower. */
const widths: ReadonlyMap<string, number> = new Map(
  (
    [
      [" ", 0.25],
      ["Iijl", 0.3],
      ["!',.:;", 0.35],
      ["()/[]ft", 0.4],
      ["1r", 0.45],
      ["-^{}", 0.5],
      ['"_', 0.55],
      ["7?FJLaceksxz", 0.6],
      ["235689#EPbdghnopquvy", 0.65],
      ["04$&*+<=>BRSTZ~", 0.7],
      ["ACDGHKUVXY", 0.75],
      ["NOQ", 0.8],
      ["w", 0.85],
      ["Mm", 0.95],
      ["%@W", 1.05],
    ] as const
  ).flatMap(([characters, width]) => [...characters].map((character) => [character, width] as const)),
);
/** Letters outside the table by their kind: the widest of each. */
const wideLetter = /[ЖШЩФМЮЫЖжшщюфмыÆŒæœΩω—…™]/u;
const OTHER_WIDTH = { wide: 1.1, capital: 0.82, small: 0.68 };

/** At most this wide is a text drawn on one line. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text.normalize("NFC")) width += widths.get(character) ?? otherWidth(character);
  return width * fontSize;
}

function otherWidth(character: string): number {
  if (wideLetter.test(character)) return OTHER_WIDTH.wide;
  return /\p{Lu}/u.test(character) ? OTHER_WIDTH.capital : OTHER_WIDTH.small;
}

/** Scripts and signs that Inter draws. */
const drawable =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{Nd} .,:;'’‘"“”„«»|!?()[\]{}\-–—/@%#$€£¥+=<>~_*&·•…°©®™№]*$/u;

/** A text as this font can draw it: without pictures such as 🍵. Null when something that carries meaning would be missing. */
export function drawableText(text: string): string | null {
  const plain = text
    .normalize("NFC")
    .replace(/[\p{Extended_Pictographic}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, (sign) =>
      drawable.test(sign) ? sign : "",
    )
    .replace(/\s+/gu, " ")
    .trim();
  return drawable.test(plain) && (plain !== "" || text.trim() === "") ? plain : null;
}

export interface FittedText {
  readonly lines: readonly string[];
  readonly fontSize: number;
}

/** Breaks a text into lines of a width, in the largest of the sizes in which it fits; in the smallest it is cut with an ellipsis. */
export function fitText(text: string, maxWidth: number, maxLines: number, fontSizes: readonly number[]): FittedText {
  let fitted: FittedText = { lines: [], fontSize: 0 };
  for (const fontSize of fontSizes) {
    const lines = breakText(text, maxWidth, fontSize);
    if (lines.length <= maxLines) return { lines, fontSize };
    fitted = { lines: cutLines(lines, maxLines, maxWidth, fontSize), fontSize };
  }
  return fitted;
}

function breakText(text: string, maxWidth: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => breakWord(one, maxWidth, fontSize))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, fontSize) <= maxWidth) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].filter((one) => one !== "");
}

/** A word wider than a line is broken where it must be. */
function breakWord(word: string, maxWidth: number, fontSize: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && textWidth(part + character, fontSize) > maxWidth) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

function cutLines(lines: readonly string[], maxLines: number, maxWidth: number, fontSize: number): string[] {
  const kept = lines.slice(0, maxLines);
  let last = [...(kept.pop() ?? "")];
  while (last.length > 0 && textWidth(`${last.join("")}…`, fontSize) > maxWidth) last = last.slice(0, -1);
  return [...kept, `${last.join("").trimEnd()}…`];
}
