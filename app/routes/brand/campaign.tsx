import { Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { reachesRole } from "#app/access/role-rank.ts";
import { campaignIdOf, noCampaign } from "#app/campaigns/campaign-address.server.ts";
import { BudgetBurnDown } from "#app/campaigns/budget-burn-down.tsx";
import { CampaignActions } from "#app/campaigns/campaign-actions.tsx";
import { CampaignSummary } from "#app/campaigns/campaign-summary.tsx";
import { campaignRefusals, campaignStatusWords, describeStatus } from "#app/campaigns/campaign-words.ts";
import { endCampaign } from "#app/campaigns/end-campaign.server.ts";
import { gapSentences } from "#app/campaigns/find-gaps.ts";
import { pauseCampaign, resumeCampaign } from "#app/campaigns/pause-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { readCampaign } from "#app/campaigns/read-campaign.server.ts";
import { isId } from "#app/kit/ids.ts";
import { PAGE_SIZE, pageNumber } from "#app/kit/page-number.ts";
import {
  endPartnership,
  partnershipRefusals,
  pausePartnership,
  resumePartnership,
} from "#app/partnerships/end-partnership.server.ts";
import { listPartnersOfCampaign } from "#app/partnerships/partner-list-store.server.ts";
import { PartnersTable } from "#app/partnerships/partners-table.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.view.campaign.name ?? "Campaign"} · Fairshare` },
];

const confirmations: Readonly<Record<string, string>> = {
  created: "The draft is kept. Publish it when nothing is missing any more.",
  "kept-as-draft": "The campaign is kept as a draft: something is still missing, listed below.",
  saved: "The changes are saved.",
  published: "The campaign is published. Creators can see it.",
  paused: "The campaign is paused. Running links and codes go on earning.",
  resumed: "The campaign takes creators again.",
  ended: "The campaign has ended, and its creators have been told.",
  announced: "The new terms are announced, and the creators have been told.",
  "rules-changed": "The new rules hold from now on.",
  "partnership-ended": "The partnership has ended, and the creator has been told.",
  "partnership-paused": "The partnership is paused.",
  "partnership-resumed": "The partnership is active again.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand, role } = await requireBrandMember(args, "analyst");
  const campaignId = campaignIdOf(args);
  const search = new URL(args.request.url).searchParams;
  const page = pageNumber(search);
  return services.db.inBrand(brand.id, async (tx) => {
    const view = await readCampaign(services, tx, brand.id, campaignId);
    if (!view) throw noCampaign();
    return {
      view,
      partners: await listPartnersOfCampaign(tx, brand.id, campaignId, { page, pageSize: PAGE_SIZE }),
      page,
      now: services.clock.now(),
      mayEdit: reachesRole(role, "manager"),
      base: `/brands/${brand.slug}/campaigns`,
      confirmation: confirmations[search.get("done") ?? ""] ?? null,
    };
  });
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const campaignId = campaignIdOf(args);
  const form = await args.request.formData();
  const intent = String(form.get("intent"));
  const actor = { brandId: brand.id, userId };
  const done = (word: string) => redirect(`/brands/${brand.slug}/campaigns/${campaignId}?done=${word}`);
  const problem = (sentence: string, refusal: string) =>
    data({ problem: sentence }, { status: refusal === "not-found" ? 404 : 409 });
  if (intent === "publish") {
    const outcome = await publishCampaign(services, actor, campaignId);
    if (outcome.ok) return done("published");
    const sentence =
      outcome.refusal === "not-ready"
        ? outcome.gaps.map((gap) => gapSentences[gap]).join(" ")
        : campaignRefusals[outcome.refusal];
    return problem(sentence, outcome.refusal);
  }
  const step = campaignSteps[intent];
  if (step) {
    const outcome = await step.take(services, actor, campaignId);
    return outcome.ok ? done(step.done) : problem(campaignRefusals[outcome.refusal], outcome.refusal);
  }
  const partnershipStep = partnershipSteps[intent];
  const partnershipId = form.get("partnershipId");
  if (!partnershipStep || !isId(partnershipId))
    return data({ problem: "This form was not complete. Reload the page and try again." }, { status: 422 });
  const outcome = await partnershipStep(services, { side: "brand", ...actor }, partnershipId);
  return outcome.ok ? done(intent) : problem(partnershipRefusals[outcome.refusal], outcome.refusal);
}

const campaignSteps: Readonly<
  Record<string, { take: typeof pauseCampaign | typeof resumeCampaign | typeof endCampaign; done: string }>
> = {
  pause: { take: pauseCampaign, done: "paused" },
  resume: { take: resumeCampaign, done: "resumed" },
  end: { take: endCampaign, done: "ended" },
};

const partnershipSteps: Readonly<Record<string, typeof pausePartnership>> = {
  "partnership-ended": endPartnership,
  "partnership-paused": pausePartnership,
  "partnership-resumed": resumePartnership,
};

export default function CampaignPage() {
  const { view, partners, page, now, mayEdit, base, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { campaign } = view;
  const words = campaignStatusWords[campaign.status];
  return (
    <Page
      title={campaign.name}
      lead={describeStatus(campaign, now)}
      crumbs={[{ label: "Campaigns", to: base }]}
      badge={<Status tone={words.tone}>{words.word}</Status>}
      actions={mayEdit ? <CampaignActions view={view} base={base} /> : undefined}
    >
      {answer && <Notice kind="problem">{answer.problem}</Notice>}
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {view.gaps.length > 0 && (
        <Notice kind="note" title="Before you can publish">
          <Stack component="ul" gap={2} m={0} pl="md">
            {view.gaps.map((gap) => (
              <li key={gap}>{gapSentences[gap]}</li>
            ))}
          </Stack>
        </Notice>
      )}
      <Panel title="Budget">
        <BudgetBurnDown view={view} now={now} />
      </Panel>
      {campaign.status !== "draft" && (
        <Panel title="Partnerships" lead="Who shares this campaign, and what it has earned them." flush>
          <PartnersTable rows={partners.rows} mayEdit={mayEdit} />
          <Pages page={page} pageSize={PAGE_SIZE} total={partners.total} />
        </Panel>
      )}
      <CampaignSummary view={view} now={now} />
    </Page>
  );
}
