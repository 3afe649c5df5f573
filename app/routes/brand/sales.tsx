import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconDownload, IconReceipt } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useLocation } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { listSalesOfBrand } from "#app/insights/list-sales.server.ts";
import { readSalesFilter, SALES_PAGE_SIZE, type SalesShown } from "#app/insights/sales-filter.ts";
import { SalesFilterForm } from "#app/insights/sales-filter-form.tsx";
import { saleStanding } from "#app/insights/sale-standing.ts";
import { SalesTotals } from "#app/insights/sales-totals.tsx";
import { Amount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Sales · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "analyst");
  const { filter, problem } = readSalesFilter(new URL(args.request.url).searchParams, services.clock.now());
  return { brand, filter, problem, ...(await listSalesOfBrand(services, brand.id, filter)) };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Order",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={row.id} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  { label: "Placed", cell: (row) => <Day at={row.placedAt} /> },
  { label: "Store", cell: (row) => row.storeName },
  {
    label: "Credited to",
    cell: (row) =>
      row.creditedTo.length > 0 ? (
        row.creditedTo.join(", ")
      ) : (
        <Text span c="dimmed">
          Nobody
        </Text>
      ),
  },
  { label: "Goods, net", isFigure: true, cell: (row) => <Amount minor={row.netMinor} currency={row.currency} /> },
  {
    label: "Commission",
    isFigure: true,
    cell: (row) => <Amount minor={row.earnedMinor} currency={row.earnedCurrency} muteZero />,
  },
  {
    label: "Status",
    cell: (row) => {
      const { word, tone } = saleStanding({ ...row, isCredited: row.creditedTo.length > 0 });
      return <Status tone={tone}>{word}</Status>;
    },
  },
];

const choices: { label: string; value: SalesShown }[] = [
  { label: "All sales", value: "all" },
  { label: "Credited", value: "credited" },
  { label: "Un-attributed", value: "unattributed" },
  { label: "Refunded", value: "refunded" },
];

export default function BrandSales() {
  const { brand, filter, problem, rows, totals, total } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const days = `${formatDay(new Date(filter.first))} to ${formatDay(new Date(filter.last))}`;
  return (
    <Page
      title="Sales"
      lead="Every order of your stores, credited or not. Open one to see why."
      actions={
        <Button
          component="a"
          href={`/brands/${brand.slug}/sales.csv${search}`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export CSV
        </Button>
      }
    >
      {problem !== null && <Notice kind="problem">{problem}</Notice>}
      <Stack gap="sm">
        <ChoiceBar label="Which sales" name="shown" value={filter.shown} choices={choices} />
        <SalesFilterForm filter={filter} />
      </Stack>
      <SalesTotals totals={totals} days={days} />
      <Panel flush>
        <Records
          caption="Sales"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon={<IconReceipt />}
              title="No sales in these days"
              action={
                <Button component={Link} to={`/brands/${brand.slug}/stores`} variant="default">
                  Look at your stores
                </Button>
              }
            >
              Nothing between {days} matches. Choose other days above, or check that your store is connected and sends
              its orders.
            </EmptyState>
          }
        />
        <Pages page={filter.page} pageSize={SALES_PAGE_SIZE} total={total} />
      </Panel>
    </Page>
  );
}
