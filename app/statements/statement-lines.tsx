import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Amount, formatAmount, formatCount } from "../ui/amount.tsx";
import { Day } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { STATEMENT_LINES_SHOWN } from "../payouts/page-sizes.ts";
import { PaidSalesList } from "../payouts/paid-sales-list.tsx";
import type { ShownLine, ShownPart } from "./read-statement.server.ts";
import { statementKindWords } from "./statement.ts";

const columns: Column<ShownLine>[] = [
  { label: "Booked", cell: (line) => <Day at={line.bookedAt} /> },
  {
    label: "What",
    isMain: true,
    cell: (line) => (
      <Stack gap={0}>
        <Text component="div" fw={600}>
          {statementKindWords[line.kind]}
          {line.sale && (
            <>
              :{" "}
              <Anchor component={Link} to={`/creator/sales/${line.sale.id}`} inherit underline="always">
                order {line.sale.orderName}
              </Anchor>
            </>
          )}
        </Text>
        <Text size="xs" c="dimmed" fw={400}>
          {line.brandName}
          {line.sale && (
            <>
              , sold <Day at={line.sale.placedAt} />
            </>
          )}
        </Text>
      </Stack>
    ),
  },
  {
    label: "Why",
    isLong: true,
    cell: (line) => (
      <Stack gap={4}>
        <Text size="sm">{line.sentence}</Text>
        <PaidSalesList line={line} />
      </Stack>
    ),
  },
  { label: "Amount", isFigure: true, cell: (line) => <Amount minor={line.amountMinor} currency={line.currency} /> },
  {
    label: "Balance",
    isFigure: true,
    cell: (line) => <Amount minor={line.balanceMinor} currency={line.currency} c="dimmed" />,
  },
];

/** One page of the movements in one currency, and the sums of all pages. */
export function StatementLines({ part, page }: { part: ShownPart; page: number }) {
  const { currency, openingMinor, closingMinor, lineCount } = part;
  return (
    <Panel
      title={`Every movement in ${currency}`}
      lead="The balance is what is earned and not yet paid out. It stands after each line."
      flush
    >
      <Records
        caption={`Movements in ${currency}`}
        columns={columns}
        rows={part.lines}
        rowKey={(line) => `${line.brandId}-${line.transactionId}`}
        empty={
          <Text p="lg" c="dimmed">
            {lineCount === 0
              ? `Nothing moved; the balance stayed at ${formatAmount(closingMinor, currency)}.`
              : "There are no more movements on this page; go back a page."}
          </Text>
        }
      />
      <Group className="sums" px="lg" py="sm">
        <Text size="sm">
          Opening {formatAmount(openingMinor, currency)}, {formatCount(lineCount)}{" "}
          {lineCount === 1 ? "movement," : "movements, together"} {formatAmount(closingMinor - openingMinor, currency)},
          closing <strong className="figure">{formatAmount(closingMinor, currency)}</strong>
        </Text>
      </Group>
      <Pages page={page} pageSize={STATEMENT_LINES_SHOWN} total={lineCount} />
    </Panel>
  );
}
