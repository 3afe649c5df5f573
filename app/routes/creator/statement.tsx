import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { readPage } from "#app/payouts/read-page.ts";
import { readStatement } from "#app/payouts/read-statement.server.ts";
import {
  formatMonth,
  readMonth,
  statementKindWords,
  type StatementLine,
  type StatementPart,
} from "#app/payouts/statement.ts";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";

const LINES_SHOWN = 50;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Statement ${data?.month.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const month = readMonth(args.params["month"]);
  if (!month || month.from > services.clock.now())
    throw new Response("There is no statement for this month.", { status: 404 });
  const page = readPage(args.request);
  const parts = (await readStatement(services, creator.id, month)).map((part) => ({
    ...part,
    lineCount: part.lines.length,
    lines: part.lines.slice((page - 1) * LINES_SHOWN, page * LINES_SHOWN),
  }));
  return { month, parts, page, isOver: month.until <= services.clock.now() };
}

const columns: Column<StatementLine>[] = [
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
  { label: "Why", isLong: true, cell: (line) => <Text size="sm">{line.sentence}</Text> },
  { label: "Amount", isFigure: true, cell: (line) => <Amount minor={line.amountMinor} currency={line.currency} /> },
  {
    label: "Balance",
    isFigure: true,
    cell: (line) => <Amount minor={line.balanceMinor} currency={line.currency} c="dimmed" />,
  },
];

export default function Statement() {
  const { month, parts, page, isOver } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`Statement for ${formatMonth(month)}`}
      lead={
        isOver
          ? "Closed: it never changes. Later corrections stand in the month they were booked."
          : "This month still runs; the statement grows with every booking."
      }
      crumbs={[{ label: "Statements", to: "/creator/statements" }]}
      actions={
        <Group gap="sm">
          <Button
            component="a"
            href={`/creator/statements/${month.name}/pdf`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            PDF
          </Button>
          <Button
            component="a"
            href={`/creator/statements/${month.name}/csv`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            CSV
          </Button>
        </Group>
      }
    >
      {parts.length === 0 && (
        <Panel>
          <EmptyState icon={<IconDownload />} title="Nothing moved in this month">
            No balance was open, nothing was earned and nothing was paid. Your{" "}
            <Anchor component={Link} to="/creator/earnings" inherit underline="always">
              earnings
            </Anchor>{" "}
            show what is under way.
          </EmptyState>
        </Panel>
      )}
      {parts.map((part) => (
        <Stack key={part.currency} gap="md">
          <Figures figures={figuresOf(part)} />
          <Panel
            title={`Every movement in ${part.currency}`}
            lead="The balance is what is earned and not yet paid out. It stands after each line."
            flush
          >
            <Records
              caption={`Movements in ${part.currency}`}
              columns={columns}
              rows={part.lines}
              rowKey={(line) => line.transactionId}
              empty={
                <Text p="lg" c="dimmed">
                  Nothing moved; the balance stayed at {formatAmount(part.closingMinor, part.currency)}.
                </Text>
              }
            />
            <Group className="sums" px="lg" py="sm">
              <Text size="sm">
                Opening {formatAmount(part.openingMinor, part.currency)}, {formatCount(part.lineCount)}{" "}
                {part.lineCount === 1 ? "movement" : "movements"} of together{" "}
                {formatAmount(part.closingMinor - part.openingMinor, part.currency)}, closing{" "}
                <strong className="figure">{formatAmount(part.closingMinor, part.currency)}</strong>
              </Text>
            </Group>
            <Pages page={page} pageSize={LINES_SHOWN} total={part.lineCount} />
          </Panel>
        </Stack>
      ))}
    </Page>
  );
}

/** Opening, what moved and by what, closing: three figures that add up. */
function figuresOf(part: Pick<StatementPart, "currency" | "openingMinor" | "closingMinor" | "totals">) {
  const amount = (minor: bigint) => formatAmount(minor, part.currency);
  const breakdown = part.totals.map((total) => (
    <Text key={total.kind} component="span" inherit display="block">
      {statementKindWords[total.kind]} <span className="figure">{amount(total.amountMinor)}</span> in{" "}
      {formatCount(total.count)}
    </Text>
  ));
  return [
    { label: "Opening balance", value: amount(part.openingMinor), note: "What the month before closed with" },
    {
      label: "Moved",
      value: amount(part.closingMinor - part.openingMinor),
      note: breakdown.length > 0 ? breakdown : "Nothing",
    },
    { label: "Closing balance", value: amount(part.closingMinor), note: "Earned and not paid out yet" },
  ];
}
