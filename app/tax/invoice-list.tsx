import { Anchor, Stack, Text } from "@mantine/core";
import { Amount } from "../ui/amount.tsx";
import { Day } from "../ui/moment.tsx";
import { NoRows } from "../ui/no-rows.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { invoiceName, type InvoiceKind } from "./invoice.ts";

interface ListedInvoice {
  readonly id: string;
  readonly kind: InvoiceKind;
  readonly year: number;
  readonly number: number;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly issuedAt: Date;
  readonly payoutId: string;
  readonly brandName: string;
}

const columns: Column<ListedInvoice>[] = [
  {
    label: "Number",
    isMain: true,
    cell: (row) => (
      <Stack gap={0}>
        <Anchor href={`/creator/tax/invoices/${row.id}`} fw={600}>
          {invoiceName(row.year, row.number)}
        </Anchor>
        <Text size="xs" c="dimmed" fw={400}>
          {`${row.kind === "invoice" ? "Invoice" : "Credit note"}, ${row.brandName}`}
        </Text>
      </Stack>
    ),
  },
  { label: "Issued", cell: (row) => <Day at={row.issuedAt} /> },
  {
    label: "Payout",
    cell: (row) => (
      <Anchor href={`/creator/payouts/${row.payoutId}`} size="sm">
        Its sales
      </Anchor>
    ),
  },
  {
    label: "VAT in it",
    isFigure: true,
    cell: (row) => <Amount minor={row.vatMinor} currency={row.currency} muteZero />,
  },
  { label: "Total", isFigure: true, cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} fw={600} /> },
];

/** Invoices and credit notes written for the creator. */
export function InvoiceList({
  rows,
  total,
  page,
  pageSize,
}: {
  rows: readonly ListedInvoice[];
  total: number;
  page: number;
  pageSize: number;
}) {
  return (
    <Panel
      title="Invoices written for you"
      lead="Numbered without gaps, each year from 1; never changed once issued."
      flush
    >
      <Records
        caption="Self-billing invoices"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <NoRows total={total}>
            None yet. One is written for each brand when a payout arrives after you agreed and the brand has said who it
            is on invoices.
          </NoRows>
        }
      />
      <Pages page={page} pageSize={pageSize} total={total} />
    </Panel>
  );
}
