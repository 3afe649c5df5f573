import { parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { rulesOf } from "#app/attribution/preset-rules.ts";
import { policyToForm } from "#app/campaigns/policy-form-texts.ts";
import { isoDay } from "#app/insights/period.ts";
import { addDays } from "#app/kit/clock.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import { readChoices } from "#app/replays/read-choices.server.ts";
import { readReplays } from "#app/replays/read-replay.server.ts";
import { ReplayForm } from "#app/replays/replay-form.tsx";
import { refusalSentence } from "#app/replays/replay-refusal.ts";
import { replayStatusWords } from "#app/replays/replay-words.ts";
import { startReplay } from "#app/replays/start-replay.server.ts";
import { startReplaySchema } from "#app/replays/start-replay.ts";
import { formatCount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Replays · Fairshare" }];

const DEFAULT_DAYS = 30;

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const page = pageNumber(new URL(args.request.url).searchParams);
  const now = services.clock.now();
  const replays = await readReplays(services, brand.id, page);
  const { campaigns, currency } = await readChoices(services, brand.id);
  const days = { first: isoDay(addDays(now, 1 - DEFAULT_DAYS)), last: isoDay(now), campaign: "all" };
  const initial = { ...policyToForm(rulesOf("click-wins"), currency), ...days };
  return { ...replays, page, campaigns, currency, initial, mayAsk: role !== "analyst" };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const { currency } = await readChoices(services, brand.id);
  const submission = parseWithZod(await args.request.formData(), { schema: startReplaySchema(currency) });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await startReplay(services, { brandId: brand.id, userId }, submission.value);
  if (outcome.ok) return redirect(`/brands/${brand.slug}/replays/${outcome.value.replayId}`);
  return refusedForm(submission, refusalSentence(outcome), undefined, 409);
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Replay",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={row.id} fw={600}>
        Replay {row.number}
      </Anchor>
    ),
  },
  { label: "Sales of", cell: (row) => `${formatDay(row.firstDay)} to ${formatDay(row.lastDay)}` },
  { label: "Campaign", cell: (row) => row.campaignName ?? "All campaigns" },
  { label: "Under", cell: (row) => row.policyName },
  { label: "Sales", isFigure: true, cell: (row) => formatCount(row.saleCount) },
  {
    label: "Asked",
    cell: (row) => (
      <>
        <Day at={row.askedAt} /> by {row.askedByName}
      </>
    ),
  },
  {
    label: "Status",
    cell: (row) => (
      <Status tone={replayStatusWords[row.status].tone}>
        {row.status === "running" || row.status === "applying"
          ? `${replayStatusWords[row.status].word}, ${row.progress.percent} %`
          : replayStatusWords[row.status].word}
      </Status>
    ),
  },
];

export default function BrandReplays() {
  const { rows, total, page, campaigns, currency, initial, mayAsk } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  return (
    <Page
      title="Replays"
      lead="What would another rule have made of your sales? See who gains and who loses before you change anything, or put a period right."
    >
      <Panel title="So far" flush>
        <Records
          caption="Replays"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={<IconHistory />} title="Nothing replayed yet">
              Choose a stretch of time and a rule below. Working it out changes nothing; you see the numbers first.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={PAGE_SIZE} total={total} />
      </Panel>
      {mayAsk ? (
        <Panel
          title="Ask what another rule would change"
          lead="Each sale of these days is decided again from its clicks and codes, in the order in which they came. Nothing is posted."
        >
          {campaigns.length > 0 ? (
            <ReplayForm initial={initial} campaigns={campaigns} currency={currency} lastResult={lastResult} />
          ) : (
            <Text c="dimmed">Publish a campaign first: without one nobody can be credited.</Text>
          )}
        </Panel>
      ) : (
        <Notice kind="note">Managers and owners can ask for a replay; you can look at all of them.</Notice>
      )}
    </Page>
  );
}
