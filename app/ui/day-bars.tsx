import { Box, Group, Table, Text } from "@mantine/core";
import { formatDay } from "./moment.tsx";

export interface DayBar {
  /** "2026-11-21", or what else `labelOf` understands. */
  readonly day: string;
  readonly first: bigint;
  readonly second: bigint;
}

/**
 * Two amounts or counts per day or hour, stacked: the first at the bottom. Made of plain boxes, so that it stands in the first HTML, costs no script
 * and prints; the same figures follow as a table for whoever does not see bars.
 */
export function DayBars({
  caption,
  format,
  labels,
  bars,
  stretch = "day",
  labelOf = (day) => formatDay(new Date(day)),
}: {
  caption: string;
  format: (value: bigint) => string;
  labels: readonly [first: string, second: string];
  bars: readonly DayBar[];
  /** What one bar stands for. */
  stretch?: "day" | "hour";
  labelOf?: (day: string) => string;
}) {
  const most = bars.reduce((max, { first, second }) => (first + second > max ? first + second : max), 0n);
  const heightOf = (value: bigint) => (most === 0n || value < 0n ? 0 : Number((value * 1000n) / most) / 10);
  const middle = bars[Math.floor((bars.length - 1) / 2)];
  return (
    <Box component="figure" m={0}>
      <Group gap="lg" mb="sm">
        <Legend className="dayBarFirst" label={labels[0]} />
        <Legend className="dayBarSecond" label={labels[1]} />
        <Text size="sm" c="dimmed" ml="auto">
          Most in {stretch === "day" ? "a day" : "an hour"}: {format(most)}
        </Text>
      </Group>
      <div className="dayBars" aria-hidden>
        {bars.map((bar) => (
          <div
            key={bar.day}
            className="dayBar"
            title={`${labelOf(bar.day)}: ${labels[0]} ${format(bar.first)}, ${labels[1]} ${format(bar.second)}`}
          >
            <div className="dayBarSecond" style={{ height: `${heightOf(bar.second)}%` }} />
            <div className="dayBarFirst" style={{ height: `${heightOf(bar.first)}%` }} />
          </div>
        ))}
      </div>
      <Group justify="space-between" mt={6} aria-hidden>
        {[bars[0], bars.length > 2 ? middle : undefined, bars.length > 1 ? bars.at(-1) : undefined].map(
          (bar, index) =>
            bar && (
              <Text key={index} size="xs" c="dimmed">
                {labelOf(bar.day)}
              </Text>
            ),
        )}
      </Group>
      <details className="dayBarsTable">
        <summary>The same as a table</summary>
        <Table mt="sm" aria-label={caption} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {[stretch === "day" ? "Day" : "Hour", ...labels].map((label, index) => (
                <Table.Th key={label} scope="col" ta={index === 0 ? "left" : "right"}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bars.map((bar) => (
              <Table.Tr key={bar.day}>
                <Table.Td>{labelOf(bar.day)}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {format(bar.first)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {format(bar.second)}
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
