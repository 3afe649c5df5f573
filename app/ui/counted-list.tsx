import { Table, Text } from "@mantine/core";
import { formatCount } from "./amount.tsx";

export interface CountedRow {
  readonly key: string;
  readonly label: string;
  /** What counts, and everything it is a part of. */
  readonly net: number;
  readonly gross: number;
}

/** Counts by one thing, each with a bar that shows its part of the most; the figures stand beside, so that the bar only helps. */
export function CountedList({
  caption,
  labels,
  rows,
}: {
  caption: string;
  labels: readonly [thing: string, net: string, gross: string];
  rows: readonly CountedRow[];
}) {
  const most = Math.max(1, ...rows.map(({ gross }) => gross));
  return (
    <Table aria-label={caption} verticalSpacing={6} horizontalSpacing={4} layout="fixed" withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          {labels.map((label, index) => (
            <Table.Th
              key={label}
              scope="col"
              ta={index === 0 ? "left" : "right"}
              {...(index === 0 ? {} : { w: 88, style: { whiteSpace: "nowrap" } })}
              c="dimmed"
              fz="xs"
              fw={500}
            >
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, label, net, gross }) => (
          <Table.Tr key={key}>
            <Table.Td>
              <Text size="sm" className="longWord">
                {label}
              </Text>
              <div className="partBar" aria-hidden>
                <div className="dayBarFirst" style={{ width: `${(100 * net) / most}%` }} />
                <div className="dayBarSecond" style={{ width: `${(100 * (gross - net)) / most}%` }} />
              </div>
            </Table.Td>
            <Table.Td ta="right" className="figure" fw={600} fz="sm">
              {formatCount(net)}
            </Table.Td>
            <Table.Td ta="right" className="figure" c="dimmed" fz="sm">
              {formatCount(gross)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
