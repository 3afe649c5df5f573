import { parseWithZod } from "@conform-to/zod/v4";
import { Grid, Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { actOnMonth } from "#app/months/act-on-month.server.ts";
import { monthRefusals, monthStepSchema } from "#app/months/close-month.ts";
import { ChecklistPanel, ChecksPanel, MonthActions, MonthHistory } from "#app/months/month-panels.tsx";
import { monthWords } from "#app/months/month-words.ts";
import { readMonthPage } from "#app/months/read-months.server.ts";
import { formatMonth, readMonth } from "#app/statements/statement.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded ? formatMonth(loaded.month) : "Month"} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const month = readMonth(args.params["month"]);
  if (!month) throw new Response("There is no such month.", { status: 404 });
  const rights = { userId, mayConfirm: roles.includes("approver") };
  return { month, page: await readMonthPage(services, month), rights };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const month = readMonth(args.params["month"]);
  if (!month) throw new Response("There is no such month.", { status: 404 });
  const submission = parseWithZod(await args.request.formData(), { schema: monthStepSchema });
  if (submission.status !== "success") {
    return data(
      {
        problem: Object.values(submission.error ?? {})
          .flat()
          .join(" "),
      },
      { status: 422 },
    );
  }
  const outcome = await actOnMonth(services, month, { userId, roles }, submission.value);
  if (outcome.ok) return redirect(`/finance/months/${month.name}?done=${submission.value.intent}`);
  const isForbidden = outcome.refusal === "not-an-approver" || outcome.refusal === "your-own-proposal";
  const problem = [monthRefusals[outcome.refusal], outcome.detail].filter(Boolean).join(" ");
  return data({ problem }, { status: isForbidden ? 403 : 409 });
}

const confirmations: Readonly<Record<string, string>> = {
  propose: "Proposed. The checks of the books run now; a second person closes the month.",
  check: "The checks of the books run now. Reload the page in a moment.",
  close: "Closed. Every creator’s statement of the month is sealed.",
  withdraw: "Taken back. The month stays open.",
  "propose-reopening": "Asked. The month stays closed until a second person reopens it.",
  reopen: "Reopened. Close it anew once it is right.",
  "keep-closed": "The month stays closed.",
};

export default function MonthClosing() {
  const { month, page, rights } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { standing, isClosed, isRunning, sealCount, checklist, events } = page;
  const status = standing?.closing.status;
  const { word, tone } = monthWords[isRunning ? "running" : (status ?? (isClosed ? "closed" : "open"))];
  const done = confirmations[search.get("done") ?? ""];
  return (
    <Page
      title={formatMonth(month)}
      lead={
        isClosed
          ? `Closed${standing?.closedByName ? ` by ${standing.closedByName}` : " with a later month"}. Nothing is booked in it any more.`
          : "Open: postings may say that they happened in it."
      }
      crumbs={[{ label: "Months", to: "/finance/months" }]}
      badge={<Status tone={tone}>{word}</Status>}
    >
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {done && !answer && <Notice kind="done">{done}</Notice>}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            {checklist.length > 0 && <ChecklistPanel items={checklist} />}
            {isClosed && standing && (
              <Panel title="Sealed">
                {sealCount === 0
                  ? "No creator had a booking in this month."
                  : `${formatCount(sealCount)} ${sealCount === 1 ? "statement" : "statements"} of creators, each with the hash of its entries. npm run verify compares them.`}
              </Panel>
            )}
            <ChecksPanel page={page} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <Panel title="What you can do">
              <MonthActions page={page} rights={rights} />
            </Panel>
            <MonthHistory events={events} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
