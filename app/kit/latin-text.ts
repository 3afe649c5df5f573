/**
 * The restricted Latin set of SEPA messages: a-z A-Z 0-9 / - ? : ( ) . , ' + and space. What is outside is converted after the
 * best practices of the European Payments Council (EPC217-08): accents fall, "&" becomes "+", Greek and Cyrillic letters become
 * their Latin equivalents; "ß" becomes "ss", the alternative of the German banks. What has no equivalent becomes a full stop.
 */
const equivalents: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "TH",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  ŋ: "n",
  Ŋ: "N",
  "&": "+",
  "€": "E",
  "@": "(at)",
  _: "-",
  "–": "-",
  "—": "-",
  "‐": "-",
  "‑": "-",
  "’": "'",
  "‘": "'",
  "`": "'",
  "“": "'",
  "”": "'",
  '"': "'",
  "·": ".",
  "…": "...",
  "#": ".",
  α: "a",
  β: "v",
  γ: "g",
  δ: "d",
  ε: "e",
  ζ: "z",
  η: "i",
  θ: "th",
  ι: "i",
  κ: "k",
  λ: "l",
  μ: "m",
  ν: "n",
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  д: "d",
  е: "e",
  ж: "zh",
  з: "z",
  и: "i",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "h",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sht",
  ъ: "a",
  ы: "y",
  ь: "y",
  э: "e",
  ю: "yu",
  я: "ya",
  є: "ye",
  і: "i",
  ђ: "d",
  ј: "j",
  љ: "lj",
  њ: "nj",
  ћ: "c",
  џ: "dz",
  ґ: "g",
};

const allowed = /^[a-zA-Z0-9/\-?:().,'+ ]$/;

function equivalentOf(character: string): string {
  if (allowed.test(character)) return character;
  const known = equivalents[character];
  if (known !== undefined) return known;
  const lower = character.toLowerCase();
  const ofLower = lower === character ? undefined : equivalents[lower];
  return ofLower === undefined ? "." : ofLower.charAt(0).toUpperCase() + ofLower.slice(1);
}

/**
 * A text in the restricted Latin set, at most `maxLength` characters, without double, leading or trailing spaces and slashes
 * (which the rulebooks forbid at both ends). Never empty: a text of which nothing is left becomes "NOTPROVIDED".
 */
export function toLatinText(text: string, maxLength: number): string {
  const withoutAccents = [...text.normalize("NFC")].map((character) =>
    equivalents[character] === undefined ? character.normalize("NFD").replace(/\p{M}/gu, "") : character,
  );
  const latin = [...withoutAccents.join("").replaceAll("ου", "ou").replaceAll("Ου", "Ou")]
    .map((character) => (/\s/.test(character) ? " " : equivalentOf(character)))
    .join("");
  const tidy = latin
    .replace(/ {2,}/g, " ")
    .replace(/\/{2,}/g, "/")
    .replace(/^[ /]+/, "")
    .slice(0, maxLength)
    .replace(/[ /]+$/, "");
  return /[a-zA-Z0-9]/.test(tidy) ? tidy : "NOTPROVIDED";
}
