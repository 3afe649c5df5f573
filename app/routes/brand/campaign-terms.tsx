import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { IconLock } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { announceTerms, previewTerms, type TermsPreview } from "#app/campaigns/announce-terms.server.ts";
import { AnnounceForm, AnnouncementPreview } from "#app/campaigns/announce-form.tsx";
import { campaignIdOf, noCampaign } from "#app/campaigns/campaign-address.server.ts";
import type { CampaignRefusal } from "#app/campaigns/campaign-refusal.ts";
import { campaignRefusals } from "#app/campaigns/campaign-words.ts";
import { ChangePolicyForm } from "#app/campaigns/change-policy-form.tsx";
import { changePolicy } from "#app/campaigns/change-policy.server.ts";
import type { TermsFacts } from "#app/campaigns/notice-rule.ts";
import { readCampaign } from "#app/campaigns/read-campaign.server.ts";
import { TermsVersions } from "#app/campaigns/terms-versions.tsx";
import { exclusiveToForm, policyToForm } from "#app/campaigns/policy-form-texts.ts";
import { changePolicySchema } from "#app/campaigns/policy-form.ts";
import { termsToForm } from "#app/campaigns/terms-form-texts.ts";
import { announceTermsSchema } from "#app/campaigns/terms-form.ts";
import { listActivePartners } from "#app/partnerships/partner-list-store.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Terms and rules · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "manager");
  const campaignId = campaignIdOf(args);
  const { view, partners } = await services.db.inBrand(brand.id, async (tx) => ({
    view: await readCampaign(services, tx, brand.id, campaignId),
    partners: await listActivePartners(tx, brand.id, campaignId),
  }));
  if (!view) throw noCampaign();
  return { view, partners, now: services.clock.now(), page: `/brands/${brand.slug}/campaigns/${campaignId}` };
}

interface Answer {
  readonly terms?: SubmissionResult<string[]>;
  readonly policy?: SubmissionResult<string[]>;
  /** What the brand is about to announce. */
  readonly preview?: { readonly plan: TermsPreview; readonly next: TermsFacts };
}

const answer = (value: Answer, status: number) => data(value, { status });

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const campaignId = campaignIdOf(args);
  const actor = { brandId: brand.id, userId };
  const page = `/brands/${brand.slug}/campaigns/${campaignId}`;
  const view = await services.db.inBrand(brand.id, (tx) => readCampaign(services, tx, brand.id, campaignId));
  if (!view) throw noCampaign();
  const form = await args.request.formData();
  if (form.get("intent") === "change-policy") {
    const submission = parseWithZod(form, { schema: changePolicySchema(view.campaign.currency) });
    if (submission.status !== "success") return answer({ policy: submission.reply() }, 422);
    const outcome = await changePolicy(services, actor, campaignId, submission.value);
    if (outcome.ok) return redirect(`${page}?done=rules-changed`);
    return answer({ policy: refusedForm(submission, campaignRefusals[outcome.refusal]).data }, 409);
  }
  const submission = parseWithZod(form, { schema: announceTermsSchema(view.campaign.currency) });
  if (submission.status !== "success") return answer({ terms: submission.reply() }, 422);
  const announcement = { campaignId, terms: submission.value, afterVersion: Number(form.get("afterVersion")) };
  const refuse = (refusal: CampaignRefusal) =>
    answer({ terms: refusedForm(submission, campaignRefusals[refusal]).data }, 409);
  if (form.get("intent") === "announce") {
    const announced = await announceTerms(services, actor, announcement);
    return announced.ok ? redirect(`${page}?done=announced`) : refuse(announced.refusal);
  }
  const previewed = await previewTerms(services, brand.id, announcement);
  if (!previewed.ok) return refuse(previewed.refusal);
  return answer({ terms: submission.reply(), preview: { plan: previewed.value, next: submission.value } }, 200);
}

export default function CampaignTermsPage() {
  const { view, partners, now, page } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { campaign, newestTerms, policy } = view;
  const isOpen = campaign.status === "published" || campaign.status === "paused";
  return (
    <Page
      title="Terms and rules"
      lead="What creators earn changes with notice: a cut takes 30 days, a rise holds at once. Who joins meanwhile agrees to the newest version."
      crumbs={[{ label: campaign.name, to: page }]}
    >
      <Panel title="Versions so far" flush>
        <TermsVersions versions={view.terms} currentVersion={view.currentTerms.version} now={now} />
      </Panel>
      {isOpen ? (
        <>
          {result?.preview && <AnnouncementPreview preview={result.preview} />}
          <Panel
            title="Announce new terms"
            lead="You see who is concerned, and from when, before anything is announced."
          >
            <AnnounceForm
              key={newestTerms.version}
              initial={termsToForm(newestTerms)}
              afterVersion={newestTerms.version}
              currency={campaign.currency}
              lastResult={result?.terms ?? null}
            />
          </Panel>
          <Panel
            title="Change how sales are credited"
            lead="Holds for sales from now on; earlier sales stay judged by the rules of their day."
          >
            <ChangePolicyForm
              key={policy.version}
              initial={{ ...policyToForm(policy, campaign.currency), ...exclusiveToForm(policy) }}
              currency={campaign.currency}
              partners={partners}
              lastResult={result?.policy ?? null}
            />
          </Panel>
        </>
      ) : (
        <EmptyState
          icon={<IconLock size={26} />}
          title={campaign.status === "draft" ? "Nothing to announce yet" : "The campaign has ended"}
        >
          {campaign.status === "draft"
            ? "A draft has promised nobody anything: change its terms in the form."
            : "What creators earned under these terms stays theirs. Start a new campaign for new terms."}
        </EmptyState>
      )}
    </Page>
  );
}
