import { Group, Text } from "@mantine/core";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import type { CurrencySum } from "./currency-sums.ts";

/** What the rows of a list add up to, over all its pages; each currency stands for itself. */
export function CurrencyTotals({ label, sums }: { label: string; sums: readonly CurrencySum[] }) {
  if (sums.length === 0) return null;
  return (
    <Group className="sums" px="lg" py="sm" gap="xl" role="group" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {sums.map((sum) => (
        <Text key={sum.currency} size="sm" fw={600} className="figure">
          {formatAmount(sum.minor, sum.currency)}{" "}
          <Text span inherit c="dimmed" fw={400}>
            in {formatCount(sum.count)}
          </Text>
        </Text>
      ))}
    </Group>
  );
}
