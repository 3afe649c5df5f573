import { Anchor } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Amount, formatCount } from "../ui/amount.tsx";
import { NoRows } from "../ui/no-rows.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { LISTED_SHOWN } from "./page-sizes.ts";
import type { NecExclusion, NecReason, NecRow } from "./yearly-nec.ts";
import { necReasonWords } from "./yearly-list-texts.ts";

interface Row extends NecRow {
  readonly name: string;
  readonly reason: NecReason | NecExclusion;
}

const columns: Column<Row>[] = [
  {
    label: "Creator",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`/finance/tax/creators/${row.creatorId}`} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  { label: "Why", isLong: true, cell: (row) => necReasonWords[row.reason] },
  { label: "Payments", isFigure: true, cell: (row) => formatCount(row.paymentCount) },
  { label: "Came back", isFigure: true, cell: (row) => <Amount minor={row.returnedMinor} currency="USD" muteZero /> },
  { label: "Withheld", isFigure: true, cell: (row) => <Amount minor={row.withheldMinor} currency="USD" muteZero /> },
  { label: "Paid", isFigure: true, cell: (row) => <Amount minor={row.paidMinor} currency="USD" fw={600} /> },
];

const formColumn: Column<Row> = {
  label: "Form W-9",
  cell: (row) => <Status tone={row.isMissingW9 ? "bad" : "good"}>{row.isMissingW9 ? "Missing" : "On file"}</Status>,
};

/** Who is on the 1099 list and why, then who was paid and is not, and why. */
export function NecPanels({
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
  return (
    <>
      <Panel title="On the list" flush>
        <Records
          caption="Creators on the list"
          columns={[...columns.slice(0, 2), formColumn, ...columns.slice(2)]}
          rows={listed}
          rowKey={(row) => row.creatorId}
          empty={<NoRows total={listedCount}>Nobody is to be reported for this year so far.</NoRows>}
        />
      </Panel>
      <Panel title="Paid, and not on the list" flush>
        <Records
          caption="Creators who are not on the list"
          columns={columns}
          rows={left}
          rowKey={(row) => row.creatorId}
          empty={<NoRows total={leftCount}>Everybody who was paid is on the list, or nobody was paid.</NoRows>}
        />
        <Pages page={page} pageSize={LISTED_SHOWN} total={Math.max(listedCount, leftCount)} />
      </Panel>
    </>
  );
}
