import { Anchor } from "@mantine/core";
import { Link } from "@remix-run/react";
import { IconReceipt2 } from "@tabler/icons-react";
import { Amount, formatAmount } from "../ui/amount.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Day } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { sourceWords, topUpWords } from "./balance-words.ts";
import type { TopUpSource, TopUpStatus } from "./top-up.ts";

interface Movement {
  readonly id: string;
  readonly sentence: string;
  readonly occurredAt: Date;
  readonly currency: string;
  readonly amountMinor: bigint;
}

const movementColumns: Column<Movement>[] = [
  { label: "Day", cell: (row) => <Day at={row.occurredAt} /> },
  { label: "Why", isMain: true, isLong: true, cell: (row) => row.sentence },
  { label: "Amount", isFigure: true, cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} /> },
];

/** Everything that moved the balance, with why. */
export function MovementsPanel({
  rows,
  total,
  page,
  pageSize,
}: {
  rows: readonly Movement[];
  total: number;
  page: number;
  pageSize: number;
}) {
  return (
    <Panel title="What moved it" flush>
      <Records
        caption="Movements of the balance"
        columns={movementColumns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon={<IconReceipt2 />} title="Nothing has moved yet">
            Top up the balance, and every payment in and every payout shows up here with its reason.
          </EmptyState>
        }
      />
      <Pages page={page} pageSize={pageSize} total={total} />
    </Panel>
  );
}

interface TopUp {
  readonly id: string;
  readonly source: TopUpSource;
  readonly status: TopUpStatus;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly requestedAt: Date;
}

const topUpColumns: Column<TopUp>[] = [
  { label: "Day", cell: (row) => <Day at={row.requestedAt} /> },
  { label: "By", isMain: true, cell: (row) => sourceWords[row.source] },
  { label: "Status", cell: (row) => <Status tone={topUpWords[row.status].tone}>{topUpWords[row.status].word}</Status> },
  { label: "Amount", isFigure: true, cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} /> },
];

export function TopUpsPanel({ rows }: { rows: readonly TopUp[] }) {
  if (rows.length === 0) return null;
  return (
    <Panel title="Latest top-ups" flush>
      <Records caption="Top-ups" columns={topUpColumns} rows={rows} rowKey={(row) => row.id} empty={null} />
    </Panel>
  );
}

interface InvoiceMonth {
  readonly month: string;
  readonly currency: string;
  readonly feeMinor: bigint;
  readonly vatMinor: bigint;
}

/** The invoices of months that are over. */
export function InvoicesPanel({ base, rows }: { base: string; rows: readonly InvoiceMonth[] }) {
  const columns: Column<InvoiceMonth>[] = [
    {
      label: "Month",
      isMain: true,
      cell: (row) => (
        <Anchor component={Link} to={`${base}/invoices/${row.month}/${row.currency}`} fw={600}>
          {`${row.month}, ${row.currency}`}
        </Anchor>
      ),
    },
    { label: "Fee", isFigure: true, cell: (row) => formatAmount(row.feeMinor, row.currency) },
    { label: "VAT", isFigure: true, cell: (row) => formatAmount(row.vatMinor, row.currency) },
    {
      label: "",
      cell: (row) => <Anchor href={`${base}/invoices/${row.month}/${row.currency}/pdf`}>Download the PDF</Anchor>,
    },
  ];
  return (
    <Panel title="Invoices" lead="One for each month that is over, with the fee, its VAT and what was passed on." flush>
      <Records
        caption="Invoices"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.month + row.currency}
        empty={
          <EmptyState icon={<IconReceipt2 />} title="No invoice yet">
            The first one is here when the month is over in which something moved your balance.
          </EmptyState>
        }
      />
    </Panel>
  );
}
