import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireBrandMember, type BrandMember } from "#app/access/guards.server.ts";
import { campaignFormSchema, publishedEditSchema } from "#app/campaigns/campaign-form.ts";
import { draftToForm } from "#app/campaigns/campaign-form-texts.ts";
import { DraftForm, PublishedForm } from "#app/campaigns/campaign-form-fields.tsx";
import { campaignRefusals } from "#app/campaigns/campaign-words.ts";
import { editCampaign, editPublishedCampaign } from "#app/campaigns/edit-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { readCampaign, toDraft } from "#app/campaigns/read-campaign.server.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { campaignIdOf, noCampaign } from "#app/campaigns/campaign-address.server.ts";

export const meta: MetaFunction = () => [{ title: "Edit campaign · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "manager");
  const campaignId = campaignIdOf(args);
  const view = await services.db.inBrand(brand.id, (tx) => readCampaign(services, tx, brand.id, campaignId));
  if (!view) throw noCampaign();
  const { name, status } = view.campaign;
  return { name, status, initial: draftToForm(toDraft(view)), hosts: view.hosts, page: pageOf(brand.slug, campaignId) };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireBrandMember(args, "manager");
  const { services, brand } = member;
  const campaignId = campaignIdOf(args);
  const view = await services.db.inBrand(brand.id, (tx) => readCampaign(services, tx, brand.id, campaignId));
  if (!view) throw noCampaign();
  const form = await args.request.formData();
  if (view.campaign.status === "draft") return saveDraft(member, campaignId, form);
  const submission = parseWithZod(form, {
    schema: publishedEditSchema(view.campaign.currency, view.campaign.startsAt),
  });
  if (!submission.status) return data(submission.reply());
  if (submission.status !== "success") return malformed(submission);
  const outcome = await editPublishedCampaign(services, actorOf(member), campaignId, submission.value);
  if (!outcome.ok) return refusedForm(submission, campaignRefusals[outcome.refusal], undefined, 409);
  return redirect(`${pageOf(brand.slug, campaignId)}?done=saved`);
}

async function saveDraft(member: BrandMember, campaignId: string, form: FormData) {
  const { services, brand } = member;
  const submission = parseWithZod(form, { schema: campaignFormSchema(services.clock.now()) });
  if (!submission.status) return data(submission.reply());
  if (submission.status !== "success") return malformed(submission);
  const outcome = await editCampaign(services, actorOf(member), campaignId, submission.value);
  if (!outcome.ok) return refusedForm(submission, campaignRefusals[outcome.refusal], undefined, 409);
  const page = pageOf(brand.slug, campaignId);
  if (form.get("intent") !== "publish") return redirect(`${page}?done=saved`);
  const published = await publishCampaign(services, actorOf(member), campaignId);
  return redirect(published.ok ? `${page}?done=published` : `${page}?done=kept-as-draft`);
}

const actorOf = ({ brand, userId }: BrandMember) => ({ brandId: brand.id, userId });
const pageOf = (brandSlug: string, campaignId: string) => `/brands/${brandSlug}/campaigns/${campaignId}`;

export default function EditCampaignPage() {
  const { name, status, initial, hosts, page } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const isDraft = status === "draft";
  return (
    <Page
      title={`Edit ${name}`}
      lead={
        isDraft
          ? "A draft: everything can change, and nobody else sees it."
          : "Published: brief, products, links, budget and dates can change."
      }
      crumbs={[{ label: name, to: page }]}
    >
      {isDraft ? (
        <DraftForm initial={initial} lastResult={lastResult} hosts={hosts} />
      ) : (
        <>
          <Notice kind="note">
            What creators earn and how sales are credited changes under “Terms and rules”, with notice. The rest stands
            as published, so that creators keep what they agreed to.
          </Notice>
          <PublishedForm initial={initial} lastResult={lastResult} />
        </>
      )}
    </Page>
  );
}
