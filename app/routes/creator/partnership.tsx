import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { LinkList } from "#app/links/link-list.tsx";
import { listStandingsOfPartnership } from "#app/links/code-list-store.server.ts";
import { CodeStandings } from "#app/links/code-standing-view.tsx";
import { RenameCodeForm } from "#app/links/rename-code-form.tsx";
import { renameCode } from "#app/links/rename-code.server.ts";
import { renameCodeSchema } from "#app/links/rename-code.ts";
import { OfferRules } from "#app/matching/offer-rules.tsx";
import { endPartnership, partnershipRefusals } from "#app/partnerships/end-partnership.server.ts";
import { noPartnership, partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { partnershipStatusWords } from "#app/partnerships/partnership-words.ts";
import { ClicksByPlacement, PartnershipFigures } from "#app/partnerships/partnership-figures.tsx";
import { PartnershipStanding } from "#app/partnerships/partnership-standing.tsx";
import { readPartnership, type PartnershipView } from "#app/partnerships/read-partnership.server.ts";
import { codeRefusals } from "#app/links/name-words.ts";
import { ShareKit } from "#app/partnerships/share-kit.tsx";
import { TermsOfPartnership } from "#app/partnerships/terms-of-partnership.tsx";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.view.campaignName ?? "Partnership"} · Fairshare` },
];

const confirmations: Readonly<Record<string, string>> = {
  claimed: "You are in. Your link and code work from now on.",
  applied: "Your application is with the brand. You get a mail with its answer.",
  "rename-code": "The code is changed. The old one goes on crediting you for a while.",
  ended: "The partnership has ended.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const view = await readPartnership(services, creator.id, partnershipIdOf(args));
  if (!view) throw noPartnership();
  const now = services.clock.now();
  const { brandId, id } = view.partnership;
  const codeStandings = await services.db.inBrand(brandId, (tx) => listStandingsOfPartnership(tx, brandId, id));
  return {
    view,
    codeStandings,
    now,
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  };
}

interface Answer {
  readonly problem?: string;
  readonly code?: SubmissionResult<string[]>;
}

const answer = (value: Answer, status: number) => data(value, { status });

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const partnershipId = partnershipIdOf(args);
  const form = await args.request.formData();
  const done = (word: string) => redirect(`/creator/partnerships/${partnershipId}?done=${word}`);
  const owner = { userId, creatorId: creator.id };
  switch (String(form.get("intent"))) {
    case "rename-code": {
      const submission = parseWithZod(form, { schema: renameCodeSchema });
      if (submission.status !== "success") return answer({ code: submission.reply() }, 422);
      const outcome = await renameCode(services, { ...owner, partnershipId, code: submission.value.code });
      if (!outcome.ok && outcome.refusal === "not-found") throw noPartnership();
      return outcome.ok
        ? done("rename-code")
        : answer({ code: refusedForm(submission, codeRefusals[outcome.refusal], "code").data }, 422);
    }
    case "end": {
      const outcome = await endPartnership(services, { side: "creator", ...owner }, partnershipId);
      return outcome.ok
        ? done("ended")
        : answer({ problem: partnershipRefusals[outcome.refusal] }, outcome.refusal === "not-found" ? 404 : 409);
    }
  }
  return answer({ problem: "This form was not complete. Reload the page and try again." }, 422);
}

export default function PartnershipPage() {
  const { view, codeStandings, now, confirmation } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { partnership, campaign, link, code } = view;
  const words = partnershipStatusWords[partnership.status];
  const isRunning = partnership.status === "active" || partnership.status === "paused";
  return (
    <Page
      title={view.campaignName}
      lead={`With ${view.brandName}.`}
      crumbs={[{ label: "Partnerships", to: "/creator/partnerships" }]}
      badge={<Status tone={words.tone}>{words.word}</Status>}
      actions={isRunning || partnership.status === "applied" ? <EndButton view={view} /> : undefined}
    >
      {result?.problem && <Notice kind="problem">{result.problem}</Notice>}
      {confirmation && !result && <Notice kind="done">{confirmation}</Notice>}
      <PartnershipStanding view={view} />
      {link && <PartnershipFigures view={view} />}
      {link && isRunning && (
        <>
          <Panel title="Link and code">
            <Stack gap="lg">
              <ShareKit view={view} />
              {codeStandings.length > 0 && <CodeStandings standings={codeStandings} now={now} />}
            </Stack>
          </Panel>
          <Panel
            title="Links"
            lead="One for each post or place, so that you see what works."
            actions={<LinkActions view={view} />}
            flush
          >
            <LinkList links={view.links} base={`/creator/partnerships/${partnership.id}/links`} now={now} />
          </Panel>
        </>
      )}
      {link && <ClicksByPlacement view={view} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel title="What you earn">
          <TermsOfPartnership view={view} />
        </Panel>
        <Panel title="The rules">
          <OfferRules offer={{ policy: view.policy, campaign }} />
        </Panel>
      </SimpleGrid>
      {link && code && isRunning && (
        <Panel title="Another code">
          <RenameCodeForm key={code} code={code} lastResult={result?.code ?? null} />
        </Panel>
      )}
    </Page>
  );
}

function LinkActions({ view: { partnership, linkCount } }: { view: PartnershipView }) {
  const links = `/creator/partnerships/${partnership.id}/links`;
  return (
    <Group gap="sm">
      {linkCount > 1 && (
        <Button component={Link} to={links} variant="default" size="sm">
          {`All ${linkCount} links`}
        </Button>
      )}
      <Button component={Link} to={`${links}/new`} size="sm">
        New link
      </Button>
    </Group>
  );
}

function EndButton({ view: { partnership, policy } }: { view: PartnershipView }) {
  const isWaiting = partnership.status === "applied";
  return (
    <ConfirmButton
      label={isWaiting ? "Withdraw" : "End partnership"}
      question={
        isWaiting
          ? "The brand will not see your application any more, and you cannot apply to this campaign again."
          : `It ends today and cannot be claimed again. Earlier clicks and your code go on earning for ${policy.tailDays} days.`
      }
      confirmLabel={isWaiting ? "Withdraw the application" : "End it today"}
      intent="end"
      isDangerous
    />
  );
}
