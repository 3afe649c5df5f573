import { Anchor, Button } from "@mantine/core";
import { IconPackages, IconPlus } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { BATCHES_SHOWN } from "#app/payouts/page-sizes.ts";
import { batchWords, railWords } from "#app/payouts/payout-words.tsx";
import { readBatches } from "#app/payouts/read-batches.server.ts";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Moment } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Batches · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, roles } = await requireStaff(args, ["preparer", "approver"]);
  const page = pageNumber(new URL(args.request.url).searchParams);
  return { page, mayPrepare: roles.includes("preparer"), ...(await readBatches(services, page)) };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Batch",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={row.id} fw={600}>
        {row.name}
      </Anchor>
    ),
  },
  { label: "Travels", cell: (row) => railWords[row.rail] },
  { label: "Prepared", cell: (row) => <Moment at={row.preparedAt} /> },
  { label: "By", cell: (row) => row.preparedByName },
  { label: "Status", cell: (row) => <Standing row={row} /> },
  { label: "Payouts", isFigure: true, cell: (row) => formatCount(row.payoutCount) },
  { label: "Total", isFigure: true, cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} /> },
];

type RailSum = ReturnType<typeof useLoaderData<typeof loader>>["byRail"][number];

const railColumns: readonly Column<RailSum>[] = [
  { label: "Travels", isMain: true, cell: (sum) => railWords[sum.rail] },
  { label: "Currency", cell: (sum) => sum.currency },
  { label: "Payouts", isFigure: true, cell: (sum) => formatCount(sum.count) },
  { label: "Sent", isFigure: true, cell: (sum) => <Amount minor={sum.sentMinor} currency={sum.currency} /> },
  {
    label: "Arrived",
    isFigure: true,
    cell: (sum) => <Amount minor={sum.settledMinor} currency={sum.currency} muteZero />,
  },
  {
    label: "Came back",
    isFigure: true,
    cell: (sum) => <Amount minor={sum.returnedMinor} currency={sum.currency} muteZero />,
  },
];

function Standing({ row }: { row: Row }) {
  if (row.approvalVoidReason !== null && row.status === "prepared") return <Status tone="bad">Content changed</Status>;
  if (row.status === "sent" && row.waitingCount === 0) return <Status tone="good">Sent and answered</Status>;
  const { word, tone } = batchWords[row.status];
  return <Status tone={tone}>{word}</Status>;
}

export default function Batches() {
  const { rows, total, page, ready, byRail, mayPrepare } = useLoaderData<typeof loader>();
  const prepare = mayPrepare && (
    <Button component={Link} to="/finance/batches/new" leftSection={<IconPlus size={16} aria-hidden />}>
      Prepare a batch
    </Button>
  );
  return (
    <Page
      title="Batches"
      lead="One person prepares, another approves, then the file goes to the bank."
      actions={prepare}
    >
      {ready.length > 0 && (
        <Figures
          figures={ready.map((sum) => ({
            label: `Payable in ${sum.currency}`,
            value: formatAmount(sum.minor, sum.currency),
            note: `Approved and in no batch, clawbacks counted, for ${sum.creatorCount === 1 ? "one creator" : `${formatCount(sum.creatorCount)} creators`}`,
          }))}
        />
      )}
      <Panel flush>
        <Records
          caption="Batches"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={<IconPackages />} title="No batch yet" action={prepare}>
              Approve commissions in the review queue first. Then a preparer puts what is payable into a batch, one
              payout per creator.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={BATCHES_SHOWN} total={total} />
      </Panel>
      {byRail.length > 0 && (
        <Panel title="Sent in the last 31 days" lead="By rail and currency." flush>
          <Records
            caption="Sent in the last 31 days, by rail and currency"
            columns={railColumns}
            rows={byRail}
            rowKey={(sum) => `${sum.rail} ${sum.currency}`}
            empty={null}
          />
        </Panel>
      )}
    </Page>
  );
}
