import { parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Grid, Stack } from "@mantine/core";
import { IconArrowsDiff, IconDownload } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import type { Services } from "#app/platform/services.server.ts";
import { rails, type Rail } from "#app/payouts/payout.ts";
import { railWords } from "#app/payouts/payout-words.tsx";
import { findingWords } from "#app/reconciliation/finding-words.ts";
import { FetchPanel } from "#app/reconciliation/fetch-panel.tsx";
import { fetchStripe } from "#app/reconciliation/fetch-stripe.server.ts";
import { confirmationOf, counted, fetchRefusals } from "#app/reconciliation/fetch-words.tsx";
import { FINDINGS_SHOWN } from "#app/reconciliation/page-sizes.ts";
import { readReconciliation, standings } from "#app/reconciliation/read-reconciliation.server.ts";
import { StatementsPanel } from "#app/reconciliation/statements-panel.tsx";
import { UploadPanel } from "#app/reconciliation/upload-panel.tsx";
import { uploadStatement } from "#app/reconciliation/upload-statement.server.ts";
import { uploadStatementSchema } from "#app/reconciliation/upload-statement.ts";
import { MAX_UPLOAD_BYTES, readLimitedForm } from "#app/stores/body-limits.server.ts";
import { decodeText } from "#app/stores/decode-text.ts";
import { Amount, formatCount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Reconciliation · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const search = new URL(args.request.url).searchParams;
  const rail: Rail | null = rails.find((each) => each === search.get("rail")) ?? null;
  const standing = standings.find((each) => each === search.get("standing")) ?? "open";
  const [page, statementPage] = [pageNumber(search), pageNumber(search, "statements")];
  return {
    rail,
    standing,
    page,
    statementPage,
    ...(await readReconciliation(services, { rail, standing, page, statementPage })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const form = await readLimitedForm(args.request, MAX_UPLOAD_BYTES);
  if (form?.get("intent") === "fetch-stripe") return fetchFromStripe(services, userId);
  const file = form?.get("file");
  form?.delete("file");
  const submission = parseWithZod(form ?? new FormData(), { schema: uploadStatementSchema });
  if (!form) return refusedForm(submission, "This file is larger than 10 MB. Upload a shorter period.", undefined, 413);
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  if (!(file instanceof File) || file.size === 0) return refusedForm(submission, "Choose the file of the statement.");
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  const outcome = await uploadStatement(services, { ...submission.value, name: file.name, text, userId });
  if (outcome.ok) {
    const { statementId, settledCount, returnedCount } = outcome.value;
    const counts = new URLSearchParams({ settled: String(settledCount), returned: String(returnedCount) });
    return redirect(`/finance/reconciliation/statements/${statementId}?done=kept&${counts.toString()}`);
  }
  switch (outcome.refusal) {
    case "unreadable-statement":
      return refusedForm(submission, outcome.detail ?? "This file cannot be read.");
    case "known-statement":
      return refusedForm(submission, "This statement was uploaded before, so nothing was changed.", undefined, 409);
    case "empty-statement":
      return refusedForm(submission, "This statement tells of no payment that left and of none that came back.");
  }
}

async function fetchFromStripe(services: Services, userId: string) {
  const outcome = await fetchStripe(services, { userId });
  if (!outcome.ok) {
    const [status, sentence] = fetchRefusals[outcome.refusal];
    return data({ fetchProblem: sentence }, { status });
  }
  const { days, newLineCount, settledCount, returnedCount } = outcome.value;
  if (days === null) return redirect("/finance/reconciliation?done=up-to-date");
  const counts = { lines: String(newLineCount), settled: String(settledCount), returned: String(returnedCount) };
  return redirect(`/finance/reconciliation?${new URLSearchParams({ done: "fetched", ...counts }).toString()}`);
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["findings"][number];

const columns: Column<Row>[] = [
  {
    label: "Difference",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`/finance/reconciliation/findings/${row.key}`} fw={600} className="wrapAnywhere">
        {row.payout?.creatorName ?? row.topUp?.brandName ?? (row.reference || "Without a reference")}
      </Anchor>
    ),
  },
  { label: "What", cell: (row) => <Status tone={findingWords[row.kind].tone}>{findingWords[row.kind].word}</Status> },
  { label: "Rail", cell: (row) => railWords[row.rail] },
  { label: "Day", cell: (row) => row.day },
  { label: "We say", isFigure: true, cell: (row) => <Amount minor={row.oursMinor} currency={row.currency} /> },
  { label: "They say", isFigure: true, cell: (row) => <Amount minor={row.theirsMinor} currency={row.currency} /> },
];

export default function Reconciliation() {
  const loaded = useLoaderData<typeof loader>();
  const {
    rail,
    standing,
    page,
    findings,
    findingCount,
    openCount,
    resolvedCount,
    matchedCount,
    matchedTopUpCount,
    coverage,
  } = loaded;
  const answer = useActionData<typeof action>();
  const fetchProblem = answer && "fetchProblem" in answer ? answer.fetchProblem : null;
  const lastResult = answer && "fetchProblem" in answer ? null : answer;
  const [search] = useSearchParams();
  const railChoices = [
    { label: "All rails", value: "" },
    ...rails.map((value) => ({ label: railWords[value], value })),
  ];
  const confirmation = confirmationOf(search);
  const told = coverage.filter((each) => rail === null || each.rail === rail);
  return (
    <Page
      title="Reconciliation"
      lead="What the ledger, the batches and the rails say about every payout, side by side."
      actions={
        <Button
          component="a"
          href={`/finance/reconciliation.csv${rail === null ? "" : `?rail=${rail}`}`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Report as CSV
        </Button>
      }
    >
      {fetchProblem !== null && <Notice kind="problem">{fetchProblem}</Notice>}
      {confirmation !== null && !answer && <Notice kind="done">{confirmation}</Notice>}
      <Figures
        figures={[
          {
            label: "Matched",
            value: formatCount(matchedCount + matchedTopUpCount),
            note:
              matchedTopUpCount === 0
                ? "Payouts on which all three agree to the cent"
                : `Agree to the cent: ${counted(matchedCount, "payout")}, ${counted(matchedTopUpCount, "top-up")} of brands`,
          },
          {
            label: "Open differences",
            value: formatCount(openCount),
            note: openCount === 0 ? "Nothing to look at" : "Somebody has to look",
          },
          { label: "Resolved", value: formatCount(resolvedCount), note: "Differences with a note" },
        ]}
      />
      <ChoiceBar label="Rail" name="rail" value={rail ?? ""} choices={railChoices} />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <Panel
              title="Differences"
              lead={
                told.length === 0
                  ? "No rail has told us anything yet."
                  : `Told of: ${told.map((each) => `${railWords[each.rail]} ${each.from} to ${each.until}`).join(", ")}.`
              }
              flush
            >
              <Stack px="lg" pb="sm">
                <ChoiceBar
                  label="Standing"
                  name="standing"
                  value={standing}
                  choices={[
                    { label: "Open", value: "open" },
                    { label: "Resolved", value: "resolved" },
                  ]}
                />
              </Stack>
              <Records
                caption="Differences"
                columns={columns}
                rows={findings}
                rowKey={(row) => row.key}
                empty={
                  <EmptyState
                    icon={<IconArrowsDiff />}
                    title={standing === "open" ? "No open difference" : "None resolved yet"}
                  >
                    {standing === "open"
                      ? "Upload the next statement when the bank has it; what disagrees then stands here."
                      : "Open a difference and write what you found out; it then stands here."}
                  </EmptyState>
                }
              />
              <Pages page={page} pageSize={FINDINGS_SHOWN} total={findingCount} />
            </Panel>
            <StatementsPanel statements={loaded.statements} page={loaded.statementPage} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            {loaded.canFetchStripe && (rail === null || rail === "stripe") && <FetchPanel />}
            <UploadPanel rail={rail} lastResult={lastResult ?? null} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
