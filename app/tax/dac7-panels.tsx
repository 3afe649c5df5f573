import { Anchor, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Amount, formatCount } from "../ui/amount.tsx";
import { NoRows } from "../ui/no-rows.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { LISTED_SHOWN } from "./page-sizes.ts";
import type { Dac7Row } from "./yearly-dac7.ts";

interface Row extends Dac7Row {
  readonly name: string;
  readonly residenceName: string;
}

const who: Column<Row> = {
  label: "Creator",
  isMain: true,
  cell: (row) => (
    <Anchor component={Link} to={`/finance/tax/creators/${row.creatorId}`} fw={600}>
      {row.name}
    </Anchor>
  ),
};

const columns: Column<Row>[] = [
  who,
  { label: "Resident in", cell: (row) => row.residenceName },
  {
    label: "Seller details",
    cell: (row) => (
      <Status tone={row.isMissingForm ? "bad" : "good"}>{row.isMissingForm ? "Missing" : "On file"}</Status>
    ),
  },
  ...[0, 1, 2, 3].map((index): Column<Row> => ({
    label: `Quarter ${index + 1}`,
    isFigure: true,
    cell: (row) => (
      <>
        <Amount minor={row.quarters[index]?.considerationMinor ?? 0n} currency={row.currency} muteZero />{" "}
        <Text span size="xs" c="dimmed">
          {formatCount(row.quarters[index]?.activityCount ?? 0)}
        </Text>
      </>
    ),
  })),
  { label: "Year", isFigure: true, cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} fw={600} /> },
];

const leftColumns: Column<Row>[] = [
  who,
  { label: "Why", isLong: true, cell: (row) => `Lives in ${row.residenceName}, outside the European Union.` },
  { label: "Paid", isFigure: true, cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} /> },
];

/** Who is reported under DAC7, by quarter, and who was paid and is not. */
export function Dac7Panels({
  listed,
  left,
  listedCount,
  leftCount,
  page,
}: {
  listed: readonly Row[];
  left: readonly Row[];
  listedCount: number;
  leftCount: number;
  page: number;
}) {
  const keyOf = (row: Row) => `${row.creatorId} ${row.currency}`;
  return (
    <>
      <Panel
        title="On the list"
        lead="What was paid in each quarter and, smaller, for how many commissions. Creators pay no fees; brands do."
        flush
      >
        <Records
          caption="Creators on the list"
          columns={columns}
          rows={listed}
          rowKey={keyOf}
          empty={<NoRows total={listedCount}>Nobody is to be reported so far.</NoRows>}
        />
      </Panel>
      <Panel title="Paid, and not on the list" flush>
        <Records
          caption="Creators who are not on the list"
          columns={leftColumns}
          rows={left}
          rowKey={keyOf}
          empty={<NoRows total={leftCount}>Nobody who was paid lives elsewhere.</NoRows>}
        />
        <Pages page={page} pageSize={LISTED_SHOWN} total={Math.max(listedCount, leftCount)} />
      </Panel>
    </>
  );
}
