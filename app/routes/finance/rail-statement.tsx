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

const NOTHING = (
  <Text span inherit c="dimmed">
    –
  </Text>
);

type Row = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

/** What a line is about, as a page of ours: its payout, its brand's books, or the difference it is; null where it is nobody's payment. */
function pageOf(row: Row, statementId: string): string | null {
  if (row.payoutId !== null) return `/finance/batches/${row.batchId}/payouts/${row.payoutId}`;
  if (row.brandSlug !== null) return `/finance/ledger/${row.brandSlug}`;
  if (row.kind === "fee" || row.kind === "own") return null;
  return `/finance/reconciliation/findings/${extraKeyOf(statementId, row.position)}`;
}

function columns(statementId: string, has: { fees: boolean; reasons: boolean }): Column<Row>[] {
  const fee: Column<Row> = {
    label: "Kept as fee",
    isFigure: true,
    cell: (row) => (row.feeMinor === 0n ? NOTHING : <Amount minor={row.feeMinor} currency={row.currency} />),
  };
  const reason: Column<Row> = { label: "Reason", isLong: true, cell: (row) => row.reason || null };
  return [
    {
      label: "Payment",
      isMain: true,
      cell: (row) => {
        const to = pageOf(row, statementId);
        const name = row.reference || "Without a reference";
        if (to === null) return <Text span fw={600} className="wrapAnywhere">{name}</Text>;
        return <Anchor component={Link} className="wrapAnywhere" fw={600} to={to}>{name}</Anchor>;
      },
    },
    { label: "Booked", cell: (row) => row.bookedOn },
    { label: "Whose", cell: (row) => ownerOf(row) },
    { label: "What", cell: (row) => <Status tone={lineWords[row.kind].tone}>{lineWords[row.kind].word}</Status> },
    ...(has.reasons ? [reason] : []),
    {
      label: "Amount",
      isFigure: true,
      cell: (row) => (row.kind === "rejected" ? NOTHING : <Amount minor={row.amountMinor} currency={row.currency} />),
    },
    ...(has.fees ? [fee] : []),
  ];
} // prettier-ignore

function ownerOf({ batchName, brandName, kind }: Row) {
  if (batchName !== null) return `Batch ${batchName}`;
  if (brandName !== null) return brandName;
  return kind === "fee" ? (
    "Stripe"
  ) : kind === "own" ? (
    "The platform"
  ) : (
    <Text span inherit c="dimmed">
      None of ours
    </Text>
  );
}

export default function RailStatement() {
  const { statement, lines, sums, page } = useLoaderData<typeof loader>();
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
          {
            label: statement.format === "api" ? "New movements" : "New payments",
            value: formatCount(statement.newLineCount),
            note: "Kept from this statement",
          },
          {
            label: "Told before",
            value: formatCount(statement.lineCount - statement.newLineCount),
            note: "In a statement that overlaps this one",
          },
          ...(statement.format === "api"
            ? []
            : [
                {
                  label: "Other money in",
                  value: formatCount(statement.otherCount),
                  note: "No payouts, so not compared here",
                },
              ]),
        ]}
      />
      {statement.format === "api" && sums.length > 0 && <SumsPanel sums={sums} />}
      <Panel title="Payments" lead="In the order of the statement." flush>
        <Records
          caption="Payments"
          columns={columns(statement.id, {
            fees: sums.some(({ feeMinor }) => feeMinor !== 0n),
            reasons: lines.some(({ reason }) => reason !== ""),
          })}
          rows={lines}
          rowKey={(row) => String(row.position)}
          empty={<Text p="lg">{emptySentence(statement)}</Text>}
        />
        <Pages page={page} pageSize={LINES_SHOWN} total={statement.newLineCount} />
      </Panel>
    </Page>
  );
}

function emptySentence({ lineCount }: { readonly lineCount: number }): string {
  return lineCount === 0
    ? "Nothing moved on these days."
    : "Every payment of this statement was told by an earlier one, or go back a page.";
}

type Sum = ReturnType<typeof useLoaderData<typeof loader>>["sums"][number];

/** What moved the balance at the provider, added up: payouts that left make it smaller. */
function SumsPanel({ sums }: { sums: readonly Sum[] }) {
  const fees: Column<Sum> = {
    label: "Kept as fees",
    isFigure: true,
    cell: (row) => (row.feeMinor === 0n ? NOTHING : <Amount minor={row.feeMinor} currency={row.currency} />),
  };
  const columnsOfSums: Column<Sum>[] = [
    { label: "What", isMain: true, cell: (row) => lineWords[row.kind].plural },
    { label: "Movements", isFigure: true, cell: (row) => formatCount(row.lineCount) },
    {
      label: "Changed the balance by",
      isFigure: true,
      cell: (row) => (
        <Amount minor={row.kind === "paid" ? -row.amountMinor : row.amountMinor} currency={row.currency} />
      ),
    },
    ...(sums.some(({ feeMinor }) => feeMinor !== 0n) ? [fees] : []),
  ];
  return (
    <Panel title="What moved the balance" lead="All new movements of this statement, by what they are." flush>
      <Records
        caption="Sums by what moved the balance"
        columns={columnsOfSums}
        rows={sums}
        rowKey={(row) => `${row.kind} ${row.currency}`}
        empty={null}
      />
    </Panel>
  );
}
