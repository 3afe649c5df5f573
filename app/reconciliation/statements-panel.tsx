import { Anchor, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import type { Rail } from "../payouts/payout.ts";
import { railWords } from "../payouts/payout-words.tsx";
import { formatCount } from "../ui/amount.tsx";
import { formatMoment } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { STATEMENTS_SHOWN } from "./page-sizes.ts";

interface ListedStatement {
  readonly id: string;
  readonly rail: Rail;
  readonly name: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly newLineCount: number;
  readonly uploadedAt: Date;
  readonly uploadedByName: string;
}

const columns: Column<ListedStatement>[] = [
  {
    label: "Statement",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`/finance/reconciliation/statements/${row.id}`} fw={600} className="wrapAnywhere">
        {row.name}
      </Anchor>
    ),
  },
  { label: "Rail", cell: (row) => railWords[row.rail] },
  { label: "Days", cell: (row) => `${row.periodFrom} to ${row.periodUntil}` },
  { label: "Kept", isLong: true, cell: (row) => `${formatMoment(row.uploadedAt)} by ${row.uploadedByName}` },
  { label: "New payments", isFigure: true, cell: (row) => formatCount(row.newLineCount) },
];

/** What the rails have told us so far. */
export function StatementsPanel({
  statements,
  page,
}: {
  statements: { readonly rows: readonly ListedStatement[]; readonly total: number };
  page: number;
}) {
  return (
    <Panel title="Statements" lead="Newest first. The same file twice changes nothing." flush>
      <Records
        caption="Statements"
        columns={columns}
        rows={statements.rows}
        rowKey={(row) => row.id}
        empty={
          <Text c="dimmed" px="lg" pb="lg">
            None yet. Download one from the bank or the provider and upload it.
          </Text>
        }
      />
      <Pages page={page} pageSize={STATEMENTS_SHOWN} total={statements.total} name="statements" />
    </Panel>
  );
}
