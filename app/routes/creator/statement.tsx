import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { MAX_PDF_ROWS } from "#app/payouts/page-sizes.ts";
import { readStatementPage } from "#app/statements/read-statement.server.ts";
import { formatMonth, readMonth, statementKindWords, type StatementPart } from "#app/statements/statement.ts";
import { StatementLines } from "#app/statements/statement-lines.tsx";
import { formatAmount, formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Statement ${data?.month.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const month = readMonth(args.params["month"]);
  if (!month || month.from > services.clock.now())
    throw new Response("There is no statement for this month.", { status: 404 });
  const page = pageNumber(new URL(args.request.url).searchParams);
  const parts = await readStatementPage(services, creator.id, month, page);
  return { month, parts, page, isOver: month.until <= services.clock.now() };
}

export default function Statement() {
  const { month, parts, page, isOver } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
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
          {(["PDF", "CSV"] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={`/creator/statements/${month.name}/${format.toLowerCase()}`}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {format}
            </Button>
          ))}
        </Group>
      }
    >
      {search.get("problem") === "too-long" && (
        <Notice kind="problem" title="This statement is too long for a PDF">
          A PDF holds {formatCount(MAX_PDF_ROWS)} rows, the sales behind each payout among them. The CSV has every row.
        </Notice>
      )}
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
          <StatementLines part={part} page={page} />
        </Stack>
      ))}
    </Page>
  );
}

/** Opening, what moved and by what, closing: three figures that add up. */
function figuresOf(part: StatementPart) {
  const amount = (minor: bigint) => formatAmount(minor, part.currency);
  const breakdown = part.totals.map((total) => (
    <Text key={total.kind} component="span" inherit display="block">
      {statementKindWords[total.kind]} <span className="figure">{amount(total.amountMinor)}</span> in{" "}
      {total.count === 1 ? "1 booking" : `${formatCount(total.count)} bookings`}
    </Text>
  ));
  return [
    {
      label: "Opening balance",
      value: amount(part.openingMinor),
      note:
        part.openingMinor < 0n ? "Carried forward: taken off what you earn next" : "What the month before closed with",
    },
    {
      label: "Moved",
      value: amount(part.closingMinor - part.openingMinor),
      note: breakdown.length > 0 ? breakdown : "Nothing",
    },
    {
      label: "Closing balance",
      value: amount(part.closingMinor),
      note:
        part.closingMinor < 0n
          ? "More was clawed back than earned: it is carried forward and taken off your next payouts"
          : "Earned and not paid out yet",
    },
  ];
}
