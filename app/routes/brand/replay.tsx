import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { ApplyForm } from "#app/replays/apply-form.tsx";
import { applyReplay } from "#app/replays/apply-replay.server.ts";
import { applyReplaySchema } from "#app/replays/apply-replay.ts";
import { cancelReplay } from "#app/replays/cancel-replay.server.ts";
import { readReplay } from "#app/replays/read-replay.server.ts";
import { noReplay, replayIdOf } from "#app/replays/replay-address.server.ts";
import { ReplayNotices } from "#app/replays/replay-notices.tsx";
import { refusalSentence } from "#app/replays/replay-refusal.ts";
import { ReplayChanges, ReplayFates, ReplayTotals } from "#app/replays/replay-result.tsx";
import { replayStatusWords } from "#app/replays/replay-words.ts";
import { ReplayWork } from "#app/replays/replay-work.tsx";
import { formatDay, Moment } from "#app/ui/moment.tsx";
import { Page } from "#app/ui/page.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Replay ${data?.replay.number ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  const replay = await readReplay(services, brand.id, replayIdOf(args), page);
  if (!replay) throw noReplay();
  const isLookingAgain = search.get("step") === "apply" && role === "owner" && replay.status === "done";
  return { replay, page, role, isLookingAgain, base: `/brands/${brand.slug}` };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const replayId = replayIdOf(args);
  // Whose replay it is comes before who may apply it: another brand's is not there at all.
  if (!(await readReplay(services, brand.id, replayId, 1))) throw noReplay();
  const actor = { brandId: brand.id, userId };
  const form = await args.request.formData();
  if (form.get("intent") === "cancel") {
    const outcome = await cancelReplay(services, actor, replayId);
    if (!outcome.ok && outcome.refusal === "not-found") throw noReplay();
    return redirect(`/brands/${brand.slug}/replays/${replayId}`);
  }
  if (form.get("intent") !== "apply") return data(null, { status: 422 });
  await requireBrandMember(args, "owner");
  const submission = parseWithZod(form, { schema: applyReplaySchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await applyReplay(services, actor, replayId, submission.value.reason);
  if (outcome.ok) return redirect(`/brands/${brand.slug}/replays/${replayId}`);
  if (outcome.refusal === "not-found") throw noReplay();
  return refusedForm(submission, refusalSentence(outcome), undefined, 409);
}

export default function BrandReplay() {
  const { replay, page, role, isLookingAgain, base } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const { status, policySentences } = replay;
  const isAtWork = status === "running" || status === "applying";
  const mayApply = status === "done" && role === "owner" && replay.changeCount > 0;
  const days = `${formatDay(replay.firstDay)} to ${formatDay(replay.lastDay)}`;
  return (
    <Page
      title={`Replay ${replay.number}`}
      lead={`The sales of ${days} under “${replay.policyName}”, ${replay.campaignName ?? "all campaigns"}.`}
      crumbs={[{ label: "Replays", to: `${base}/replays` }]}
      badge={<Status tone={replayStatusWords[status].tone}>{replayStatusWords[status].word}</Status>}
      actions={
        mayApply &&
        !isLookingAgain && (
          <Button component={Link} to="?step=apply">
            Apply it …
          </Button>
        )
      }
    >
      <ReplayNotices replay={replay} />
      {isAtWork && (
        <ReplayWork
          progress={replay.progress}
          isApplying={status === "applying"}
          mayStop={status === "running" && role !== "analyst"}
        />
      )}
      {(status === "done" || status === "applying" || status === "applied") && (
        <>
          <ReplayTotals replay={replay} />
          {isLookingAgain && <ApplyForm replay={replay} lastResult={lastResult} />}
          <ReplayFates fates={replay.fates} />
          <ReplayChanges
            replay={replay}
            base={base}
            page={page}
            actions={
              <Button
                component="a"
                href={`${base}/replays/${replay.id}/changes.csv`}
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
              >
                Download CSV
              </Button>
            }
          />
        </>
      )}
      <Text size="sm" c="dimmed">
        Asked by {replay.askedByName} on <Moment at={replay.askedAt} />. {policySentences.join(" ")}
      </Text>
    </Page>
  );
}
