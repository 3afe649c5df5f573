import { Anchor, Button } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { commissionStanding } from "#app/insights/commission-standing.ts";
import { listSalesOfCreator } from "#app/insights/list-sales.server.ts";
import { readSalesFilter, SALES_PAGE_SIZE } from "#app/insights/sales-filter.ts";
import { SalesFilterForm } from "#app/insights/sales-filter-form.tsx";
import { SalesTotals } from "#app/insights/sales-totals.tsx";
import { Amount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Your sales · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const { filter, problem } = readSalesFilter(new URL(args.request.url).searchParams, services.clock.now());
  return { filter, problem, ...(await listSalesOfCreator(services, creator.id, filter)) };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Order",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={row.saleId} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  { label: "Placed", cell: (row) => <Day at={row.placedAt} /> },
  { label: "Campaign", cell: (row) => `${row.brandName}: ${row.campaignName}` },
  { label: "Goods, net", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={row.currency} /> },
  {
    label: "You earn",
    isFigure: true,
    cell: (row) => <Amount minor={row.earnedMinor} currency={row.currency} muteZero />,
  },
  {
    label: "Status",
    cell: (row) => {
      const { word, tone } = commissionStanding(row);
      return <Status tone={tone}>{word}</Status>;
    },
  },
];

export default function CreatorSales() {
  const { filter, problem, rows, totals, total, campaigns } = useLoaderData<typeof loader>();
  const days = `${formatDay(new Date(filter.first))} to ${formatDay(new Date(filter.last))}`;
  return (
    <Page
      title="Your sales"
      lead="Every sale you are or were credited with. Open one to see why, what it pays and when."
      actions={
        <Button component={Link} to="/creator/missing-sale" variant="default">
          Miss a sale?
        </Button>
      }
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <SalesFilterForm filter={filter} campaigns={campaigns} />
      <SalesTotals totals={totals} days={days} />
      <Panel flush>
        <Records
          caption="Your sales"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.saleId}
          empty={
            <EmptyState
              icon={<IconReceipt />}
              title="No sales in these days"
              action={
                <Button component={Link} to="/creator/partnerships" variant="default">
                  Share a link
                </Button>
              }
            >
              Between {days} no sale was credited to you. Share your link or code, or choose other days above.
            </EmptyState>
          }
        />
        <Pages page={filter.page} pageSize={SALES_PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
