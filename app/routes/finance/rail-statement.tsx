import { Anchor, Text } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { railWords } from "#app/payouts/payout-words.tsx";
import { extraKeyOf } from "#app/reconciliation/finding.ts";
import { formatWords, lineWords } from "#app/reconciliation/finding-words.ts";
import { LINES_SHOWN } from "#app/reconciliation/page-sizes.ts";
import { readRailStatement } from "#app/reconciliation/read-reconciliation.server.ts";
import { Amount, formatCount } from "#app/ui/amount.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Statement · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const { statementId } = args.params;
  const page = pageNumber(new URL(args.request.url).searchParams);
  const loaded = isId(statementId) ? await readRailStatement(services, statementId, page) : null;
  if (!loaded) throw new Response("There is no such statement.", { status: 404 });
  return { ...loaded, page };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

function columns(statementId: string): Column<Row>[] {
  return [
    {
      label: "Payment",
      isMain: true,
      cell: (row) => (
        <Anchor
          component={Link}
          className="wrapAnywhere"
          fw={600}
          to={
            row.payoutId === null
              ? `/finance/reconciliation/findings/${extraKeyOf(statementId, row.position)}`
              : `/finance/batches/${row.batchId}/payouts/${row.payoutId}`
          }
        >
          {row.reference || "Without a reference"}
        </Anchor>
      ),
    },
    { label: "Booked", cell: (row) => row.bookedOn },
    { label: "Batch", cell: (row) => row.batchName ?? <Text span c="dimmed">None of ours</Text> },
    { label: "What", cell: (row) => <Status tone={lineWords[row.kind].tone}>{lineWords[row.kind].word}</Status> },
    { label: "Reason", isLong: true, cell: (row) => row.reason || <Text span c="dimmed">–</Text> },
    {
      label: "Amount",
      isFigure: true,
      cell: (row) => row.kind === "rejected" ? <Text span c="dimmed">–</Text> : <Amount minor={row.amountMinor} currency={row.currency} />,
    },
  ]; // prettier-ignore
}

export default function RailStatement() {
  const { statement, lines, page } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <Page
      title={statement.name}
      lead={`${railWords[statement.rail]}, ${formatWords[statement.format]}, ${statement.periodFrom} to ${statement.periodUntil}.`}
      crumbs={[{ label: "Reconciliation", to: "/finance/reconciliation" }]}
    >
      {search.get("done") === "kept" && (
        <Notice kind="done">
          {`Compared. ${formatCount(Number(search.get("settled") ?? 0))} settled, ${formatCount(Number(search.get("returned") ?? 0))} came back. What disagrees stands under Reconciliation.`}
        </Notice>
      )}
      <Figures
        figures={[
          { label: "New payments", value: formatCount(statement.newLineCount), note: "Kept from this statement" },
          {
            label: "Told before",
            value: formatCount(statement.lineCount - statement.newLineCount),
            note: "In a statement that overlaps this one",
          },
          {
            label: "Other money in",
            value: formatCount(statement.otherCount),
            note: "No payouts, so not compared here",
          },
        ]}
      />
      <Panel title="Payments" lead="In the order of the statement." flush>
        <Records
          caption="Payments"
          columns={columns(statement.id)}
          rows={lines}
          rowKey={(row) => String(row.position)}
          empty={<Text p="lg">Every payment of this statement was told by an earlier one, or go back a page.</Text>}
        />
        <Pages page={page} pageSize={LINES_SHOWN} total={statement.newLineCount} />
      </Panel>
    </Page>
  );
}
