import type { DecimalStyle } from "./file-choices.ts";

/**
 * Reads a number as people write it in files: 1234.50, 1.234,50, 1,234.50 or 12,5. The last mark is the decimal one. Returns a plain
 * decimal text, or null when it is no number or could mean two things: 1,234 and 1.234 may be a thousand or one and a bit.
 *
 * @param decimals With which mark the file writes decimals, when somebody said so: then the other one only groups thousands.
 * @param hasThreeDecimals True for amounts in a currency such as KWD, in which 1.234 is one and a bit.
 */
export function readCsvNumber(text: string, hasThreeDecimals = false, decimals: DecimalStyle = "each"): string | null {
  const bare = text.replace(/[\s'’\u00a0]/g, "");
  if (decimals === "point" || decimals === "comma") return readStyled(bare, decimals);
  if (!/^-?\d[\d.,]*$/.test(bare)) return null;
  const lastMark = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  if (lastMark === -1) return bare;
  const mark = bare[lastMark] ?? "";
  const other = mark === "." ? "," : ".";
  const parts = bare.split(mark);
  const fraction = parts.at(-1) ?? "";
  if (parts.length > 2) {
    // Several of the same mark can only group thousands.
    return !bare.includes(other) && isGrouped(parts) ? parts.join("") : null;
  }
  const whole = parts[0] ?? "";
  if (fraction === "") return null;
  if (whole.includes(other)) return isGrouped(whole.split(other)) ? `${whole.replaceAll(other, "")}.${fraction}` : null;
  if (fraction.length === 3 && !hasThreeDecimals) return null;
  return `${whole}.${fraction}`;
}

function isGrouped(parts: readonly string[]): boolean {
  return parts.every((part, index) => (index === 0 ? /^-?\d{1,3}$/.test(part) : /^\d{3}$/.test(part)));
}

/** 1,234.50 with a point and 1.234,50 with a comma; groups of thousands are whole or not there. */
function readStyled(bare: string, decimals: "point" | "comma"): string | null {
  const [mark, grouping] = decimals === "point" ? [".", ","] : [",", "."];
  const [whole = "", fraction, ...more] = bare.split(mark);
  const digits = whole.split(grouping);
  const isNumber = digits.length === 1 ? /^-?\d+$/.test(whole) : isGrouped(digits);
  if (more.length > 0 || !isNumber || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  return digits.join("") + (fraction === undefined ? "" : `.${fraction}`);
}
