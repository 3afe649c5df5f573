import { formatDecimal, parseDecimal } from "#app/kit/money.ts";

/** A currency of two decimal places: "12.5" percent has as many basis points as 12.50 of it has cents. */
const TWO_DECIMALS = "EUR";

/** Reads "12.5" percent as 1250 basis points; a decimal comma and a trailing % are fine. Null for anything else. */
export function parseRate(text: string): number | null {
  const minor = parseDecimal(text.replace("%", "").trim().replace(",", "."), TWO_DECIMALS);
  return minor === null ? null : Number(minor);
}

/** Writes basis points as the text of an input: 1250 is "12.5". */
export function formatRateText(bps: number): string {
  return formatDecimal(BigInt(bps), TWO_DECIMALS).replace(/\.?0+$/, "");
}

/** Reads "2.50" or "2,50" as minor units. Null for anything else. */
export function parseAmount(text: string, currency: string): bigint | null {
  return parseDecimal(text.trim().replace(",", "."), currency);
}
