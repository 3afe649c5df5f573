import { Text, type TextProps } from "@mantine/core";
import { formatAmount } from "#app/kit/amount-text.ts";

export { formatAmount, formatCount, formatRate } from "#app/kit/amount-text.ts";

/** An amount in a table or sentence; negative ones are red and keep their sign. */
export function Amount({
  minor,
  currency,
  muteZero = false,
  ...text
}: { minor: bigint; currency: string; muteZero?: boolean } & TextProps) {
  const colour = minor < 0n ? "var(--mantine-color-error)" : muteZero && minor === 0n ? "dimmed" : undefined;
  return (
    <Text component="span" inherit className="figure" {...(colour ? { c: colour } : {})} {...text}>
      {formatAmount(minor, currency)}
    </Text>
  );
}
