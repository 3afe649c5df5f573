import { Box, Group, Table, Text } from "@mantine/core";
import { formatAmount } from "./amount.tsx";
import { formatDay } from "./moment.tsx";

export interface DayBar {
  /** "2026-11-21". */
  readonly day: string;
  readonly firstMinor: bigint;
  readonly secondMinor: bigint;
}

/**
 * Two amounts per day, stacked: the first at the bottom. Made of plain boxes, so that it stands in the first HTML, costs no script
 * and prints; the same figures follow as a table for whoever does not see bars.
 */
export function DayBars({
  caption,
  currency,
  labels,
  bars,
}: {
  caption: string;
  currency: string;
  labels: readonly [first: string, second: string];
  bars: readonly DayBar[];
}) {
  const most = bars.reduce(
    (max, { firstMinor, secondMinor }) => (firstMinor + secondMinor > max ? firstMinor + secondMinor : max),
    0n,
  );
  const heightOf = (minor: bigint) => (most === 0n || minor < 0n ? 0 : Number((minor * 1000n) / most) / 10);
  const middle = bars[Math.floor((bars.length - 1) / 2)];
  return (
    <Box component="figure" m={0}>
      <Group gap="lg" mb="sm">
        <Legend className="dayBarFirst" label={labels[0]} />
        <Legend className="dayBarSecond" label={labels[1]} />
        <Text size="sm" c="dimmed" ml="auto">
          Most in a day: {formatAmount(most, currency)}
        </Text>
      </Group>
      <div className="dayBars" aria-hidden>
        {bars.map((bar) => (
          <div
            key={bar.day}
            className="dayBar"
            title={`${formatDay(new Date(bar.day))}: ${labels[0]} ${formatAmount(bar.firstMinor, currency)}, ${labels[1]} ${formatAmount(bar.secondMinor, currency)}`}
          >
            <div className="dayBarSecond" style={{ height: `${heightOf(bar.secondMinor)}%` }} />
            <div className="dayBarFirst" style={{ height: `${heightOf(bar.firstMinor)}%` }} />
          </div>
        ))}
      </div>
      <Group justify="space-between" mt={6} aria-hidden>
        {[bars[0], bars.length > 2 ? middle : undefined, bars.length > 1 ? bars.at(-1) : undefined].map(
          (bar, index) =>
            bar && (
              <Text key={index} size="xs" c="dimmed">
                {formatDay(new Date(bar.day))}
              </Text>
            ),
        )}
      </Group>
      <details className="dayBarsTable">
        <summary>The same as a table</summary>
        <Table mt="sm" aria-label={caption} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {["Day", ...labels].map((label, index) => (
                <Table.Th key={label} scope="col" ta={index === 0 ? "left" : "right"}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bars.map((bar) => (
              <Table.Tr key={bar.day}>
                <Table.Td>{formatDay(new Date(bar.day))}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatAmount(bar.firstMinor, currency)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatAmount(bar.secondMinor, currency)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </Box>
  );
}

function Legend({ className, label }: { className: string; label: string }) {
  return (
    <Group gap={8} wrap="nowrap">
      <span className={`dayBarKey ${className}`} aria-hidden />
      <Text size="sm">{label}</Text>
    </Group>
  );
}
