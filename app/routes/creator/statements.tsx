import { Anchor } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { listStatements } from "#app/statements/read-statement.server.ts";
import { formatMonth, readMonth, type MonthSummary } from "#app/statements/statement.ts";
import { Amount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";

export const meta: MetaFunction = () => [{ title: "Statements · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  return { months: await listStatements(services, creator.id) };
}

function nameOf(summary: MonthSummary): string {
  const month = readMonth(summary.month);
  return month ? formatMonth(month) : summary.month;
}

const columns: Column<MonthSummary>[] = [
  {
    label: "Month",
    isMain: true,
    cell: (summary) => (
      <Anchor component={Link} to={summary.month} fw={600}>
        {nameOf(summary)}, {summary.currency}
      </Anchor>
    ),
  },
  {
    label: "Opening",
    isFigure: true,
    cell: (summary) => <Amount minor={summary.openingMinor} currency={summary.currency} muteZero />,
  },
  {
    label: "Earned, after reversals",
    isFigure: true,
    cell: (summary) => <Amount minor={summary.changeMinor + summary.paidMinor} currency={summary.currency} />,
  },
  {
    label: "Paid out",
    isFigure: true,
    cell: (summary) => <Amount minor={-summary.paidMinor} currency={summary.currency} muteZero />,
  },
  {
    label: "Closing",
    isFigure: true,
    cell: (summary) => <Amount minor={summary.closingMinor} currency={summary.currency} fw={600} />,
  },
];

export default function Statements() {
  const { months } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Statements"
      lead="One per calendar month. The balance is what you have earned and we have not paid out yet; what one month closes with, the next opens with."
    >
      <Panel flush>
        <Records
          caption="Statements by month"
          columns={columns}
          rows={months}
          rowKey={(summary) => `${summary.month}-${summary.currency}`}
          empty={
            <EmptyState icon={<IconFileText />} title="No statement yet">
              Your first statement begins with your first sale. Every sale, reversal and payout is a line of it.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}
