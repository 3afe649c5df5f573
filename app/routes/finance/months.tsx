import { Anchor, Text } from "@mantine/core";
import { IconCalendarCheck } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { monthWords } from "#app/months/month-words.ts";
import { readMonths, type ListedMonth } from "#app/months/read-months.server.ts";
import { formatMonth } from "#app/statements/statement.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Months · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  return { months: await readMonths(services) };
}

const columns: readonly Column<ListedMonth>[] = [
  {
    label: "Month",
    isMain: true,
    cell: ({ month }) => (
      <Anchor component={Link} to={month.name} fw={600}>
        {formatMonth(month)}
      </Anchor>
    ),
  },
  {
    label: "State",
    cell: (month) => <Status tone={monthWords[month.status].tone}>{monthWords[month.status].word}</Status>,
  },
  {
    label: "Closed by",
    cell: (month) => (month.status === "closed" && month.closedByName ? month.closedByName : <Muted />),
  },
  {
    label: "On",
    cell: (month) => (month.status === "closed" && month.closedAt ? <Day at={month.closedAt} /> : <Muted />),
  },
];

function Muted() {
  return (
    <Text component="span" inherit c="dimmed">
      –
    </Text>
  );
}

export default function Months() {
  const { months } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Months"
      lead="A closed month stays as it was signed: what comes late is booked in the open month and says so. Closing takes two people."
    >
      <Panel flush>
        <Records
          caption="Months"
          columns={columns}
          rows={months}
          rowKey={({ month }) => month.name}
          empty={
            <EmptyState icon={<IconCalendarCheck />} title="No month yet">
              The first month appears with the first brand.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}
