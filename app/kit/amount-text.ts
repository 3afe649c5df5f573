import { exponentOf } from "./currency.ts";
import { formatDecimal } from "./money.ts";

/** "€1,234.50": how money reads. The browser's locale never changes it, so server and browser agree. */
export function formatAmount(minor: bigint, currency: string): string {
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    minimumFractionDigits: exponentOf(currency),
    maximumFractionDigits: exponentOf(currency),
  });
  // A decimal text is exact where a number would not be.
  return format.format(formatDecimal(minor, currency) as Intl.StringNumericLiteral);
}

/** "12.5 %" for 1250 basis points. */
export function formatRate(bps: number): string {
  return `${(bps / 100).toLocaleString("en", { maximumFractionDigits: 2 })} %`;
}

/** "1,284". */
export function formatCount(count: number | bigint): string {
  return count.toLocaleString("en");
}
