import { Box, Group, Progress, Stack, Text } from "@mantine/core";
import { formatAmount } from "#app/ui/amount.tsx";

/** How much of the budget creators have earned. Without a budget there is nothing to burn down, only what is spent. */
export function BudgetBar({
  spentMinor,
  budgetMinor,
  currency,
}: {
  spentMinor: bigint;
  budgetMinor: bigint | null;
  currency: string;
}) {
  if (budgetMinor === null) {
    return <Text size="sm">{formatAmount(spentMinor, currency)} spent, no limit set</Text>;
  }
  const remainingMinor = budgetMinor > spentMinor ? budgetMinor - spentMinor : 0n;
  const percent = budgetMinor === 0n ? 100 : Number((spentMinor * 1_000n) / budgetMinor) / 10;
  const words = `${formatAmount(spentMinor, currency)} of ${formatAmount(budgetMinor, currency)} spent, ${formatAmount(remainingMinor, currency)} left`;
  return (
    <Stack gap={6}>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section
          value={Math.min(100, percent)}
          color={percent >= 90 ? "yellow" : "fair"}
          aria-label={`Budget spent: ${words}`}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <Box component="span" fw={600} className="figure">
            {formatAmount(spentMinor, currency)}
          </Box>{" "}
          spent
        </Text>
        <Text size="sm" c="dimmed" className="figure">
          {formatAmount(remainingMinor, currency)} left of {formatAmount(budgetMinor, currency)}
        </Text>
      </Group>
    </Stack>
  );
}
