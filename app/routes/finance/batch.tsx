import { Anchor, Grid, Group, Stack, Text } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { isId } from "#app/kit/ids.ts";
import { actOnBatch, isBatchIntent } from "#app/payouts/act-on-batch.server.ts";
import { BatchActions } from "#app/payouts/batch-actions.tsx";
import { BatchFiles } from "#app/payouts/batch-files.tsx";
import { BatchHistory } from "#app/payouts/batch-history.tsx";
import { CallsPanel } from "#app/payouts/calls-panel.tsx";
import { BatchWarnings } from "#app/payouts/batch-warnings.tsx";
import type { PayoutRow } from "#app/payouts/batch-screen-store.server.ts";
import { accountInWords } from "#app/payees/payee-kinds.ts";
import { PAYOUTS_SHOWN } from "#app/payouts/page-sizes.ts";
import { batchWords, payoutWords, railWords, warningWords } from "#app/payouts/payout-words.tsx";
import { readBatch } from "#app/payouts/read-batches.server.ts";
import { SkippedPanel } from "#app/payouts/skipped-panel.tsx";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { formatMoment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `Batch ${loaded?.batch.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const batchId = args.params["batchId"];
  const page = pageNumber(new URL(args.request.url).searchParams);
  const loaded = isId(batchId) ? await readBatch(services, batchId, page) : null;
  if (!loaded) throw new Response("There is no such batch.", { status: 404 });
  const rights = {
    mayPrepare: roles.includes("preparer"),
    mayApprove: roles.includes("approver"),
    isPreparer: loaded.batch.preparedBy === userId,
  };
  return { ...loaded, page, rights };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const batchId = args.params["batchId"];
  const intent = (await args.request.formData()).get("intent");
  if (!isId(batchId)) throw new Response("There is no such batch.", { status: 404 });
  if (!isBatchIntent(intent)) return data({ problem: "Choose what to do with the batch." }, { status: 422 });
  const answer = await actOnBatch(services, { batchId, intent, userId, roles });
  return answer.ok
    ? redirect(`/finance/batches/${answer.batchId}?done=${answer.done}`)
    : data({ problem: answer.sentence }, { status: answer.status });
}

const doneSentences: Readonly<Record<string, string>> = {
  prepared: "Prepared. Everybody who may approve has been told by mail.",
  approve: "Approved. It can be sent.",
  send: "Sent. Where the rail is a file, download it and hand it over; every creator has been told by mail.",
  settle: "Recorded: what was on its way has arrived.",
  cancel: "Cancelled. Its commissions are free for the next batch.",
  reprepare: "Prepared again from how things stand now.",
};

const columns: Column<PayoutRow>[] = [
  {
    label: "Creator",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`payouts/${row.id}`} fw={600}>
        {row.creatorName}
      </Anchor>
    ),
  },
  { label: "Account", cell: (row) => accountInWords(row.payeeKind, row.accountEnding) },
  { label: "Sales", isFigure: true, cell: (row) => formatCount(row.lineCount) },
  {
    label: "Look twice",
    cell: (row) => row.warnings.length === 0 ? <Text span c="dimmed">–</Text> : row.warnings.map((warning) => <Status key={warning} tone="waiting">{warningWords[warning].label}</Status>),
  },
  { label: "Status", cell: (row) => <Status tone={payoutWords[row.status].tone}>{payoutWords[row.status].word}</Status> },
  { label: "Payout", isFigure: true, cell: (row) => <PaidCell row={row} /> },
]; // prettier-ignore

/** The payout, with what is withheld of it below: few payouts have that, and a column of its own makes the table wider than its panel. */
function PaidCell({ row }: { row: PayoutRow }) {
  return (
    <>
      <Amount minor={row.amountMinor} currency={row.currency} />
      {row.withheldMinor > 0n && (
        <Text size="xs" c="dimmed">
          {formatAmount(row.withheldMinor, row.currency)} withheld
        </Text>
      )}
    </>
  );
}

export default function BatchPage() {
  const {
    batch,
    sums,
    payoutCount,
    totalMinor,
    withheldMinor,
    withheldCount,
    payouts,
    warnings,
    events,
    files,
    calls,
    isTestMode,
    skipped,
    page,
    rights,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const sumOf = (status: string) => sums.find((sum) => sum.status === status) ?? { count: 0, minor: 0n };
  const amount = (minor: bigint) => formatAmount(minor, batch.currency);
  const isVoid = batch.approvalVoidReason !== null && batch.status === "prepared";
  const done = doneSentences[search.get("done") ?? ""];
  return (
    <Page
      title={`Batch ${batch.name}`}
      lead={`${railWords[batch.rail]}, ${batch.currency}. Commissions approved up to ${formatMoment(batch.cutOffAt)}.`}
      crumbs={[{ label: "Batches", to: "/finance/batches" }]}
      badge={
        <Status tone={isVoid ? "bad" : batchWords[batch.status].tone}>
          {isVoid ? "Content changed" : batchWords[batch.status].word}
        </Status>
      }
      actions={
        <BatchActions status={batch.status} isVoid={isVoid} waitingCount={sumOf("in-transit").count} {...rights} />
      }
    >
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {done && !answer && <Notice kind="done">{done}</Notice>}
      {isVoid && !answer && (
        <Notice kind="problem" title="This batch no longer stands">
          {batch.approvalVoidReason} Prepare it again; nothing was sent.
        </Notice>
      )}
      <Figures
        figures={[
          {
            label: "Total",
            value: amount(totalMinor),
            note: payoutCount === 1 ? "1 payout" : `${formatCount(payoutCount)} payouts`,
          },
          {
            label: "On its way",
            value: amount(sumOf("in-transit").minor),
            note:
              sumOf("in-transit").count === 0
                ? "Nothing"
                : `${formatCount(sumOf("in-transit").count)} not answered yet`,
          },
          {
            label: "Settled",
            value: amount(sumOf("settled").minor),
            note: sumOf("settled").count === 0 ? "Nothing yet" : `${formatCount(sumOf("settled").count)} arrived`,
          },
          {
            label: "Returned",
            value: amount(sumOf("returned").minor),
            note: sumOf("returned").count === 0 ? "None" : `${formatCount(sumOf("returned").count)}, payable again`,
          },
        ]}
      />
      {withheldCount > 0 && (
        <Notice kind="note">
          {amount(withheldMinor)} of the total is withheld for the US tax office from{" "}
          {withheldCount === 1 ? "1 payout" : `${formatCount(withheldCount)} payouts`} and does not travel: no Form W-9
          that counts is on file. Each payout says so.
        </Notice>
      )}
      <BatchWarnings warnings={warnings} isOpen={batch.status === "prepared" || batch.status === "approved"} />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <Panel title="Payouts" lead="Largest first. Open one to see the sales behind it." flush>
              <Records
                caption="Payouts"
                columns={columns}
                rows={payouts}
                rowKey={(row) => row.id}
                empty={<Text p="lg">Go back a page.</Text>}
              />
              <Group className="sums" px="lg" py="sm" justify="space-between">
                <Text size="sm" c="dimmed">
                  {payoutCount > PAYOUTS_SHOWN ? "All pages together" : "Together"}
                </Text>
                <Amount minor={totalMinor} currency={batch.currency} fw={600} />
              </Group>
              <Pages page={page} pageSize={PAYOUTS_SHOWN} total={payoutCount} />
            </Panel>
            <SkippedPanel skipped={skipped} currency={batch.currency} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <CallsPanel calls={calls} isTestMode={isTestMode} />
            {files.length > 0 && <BatchFiles batchId={batch.id} files={files} />}
            <BatchHistory events={events} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
