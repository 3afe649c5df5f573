import { Text, type TextProps } from "@mantine/core";
import { exponentOf } from "#app/kit/currency.ts";
import { formatDecimal } from "#app/kit/money.ts";

/** "€1,234.50": how money reads on a screen. The browser's locale never changes it, so server and browser agree. */
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

/** An amount in a table or sentence; negative ones are red and keep their sign. */
export function Amount({
  minor,
  currency,
  muteZero = false,
  ...text
}: { minor: bigint; currency: string; muteZero?: boolean } & TextProps) {
  const colour = minor < 0n ? "red.7" : muteZero && minor === 0n ? "dimmed" : undefined;
  return (
    <Text component="span" inherit className="figure" {...(colour ? { c: colour } : {})} {...text}>
      {formatAmount(minor, currency)}
    </Text>
  );
}

/** "12.5 %" for 1250 basis points. */
export function formatRate(bps: number): string {
  return `${(bps / 100).toLocaleString("en", { maximumFractionDigits: 2 })} %`;
}

/** "1,284". */
export function formatCount(count: number | bigint): string {
  return count.toLocaleString("en");
}
