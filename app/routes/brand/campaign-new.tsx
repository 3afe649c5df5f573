import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { malformed } from "#app/access/form-answer.server.ts";
import { requireBrandMember } from "#app/access/guards.server.ts";
import { campaignFormSchema } from "#app/campaigns/campaign-form.ts";
import { emptyForm } from "#app/campaigns/campaign-form-texts.ts";
import { DraftForm } from "#app/campaigns/campaign-form-fields.tsx";
import { createCampaign } from "#app/campaigns/create-campaign.server.ts";
import { publishCampaign } from "#app/campaigns/publish-campaign.server.ts";
import { listBrandHosts } from "#app/links/link-store.server.ts";
import { Page } from "#app/ui/page.tsx";

export const meta: MetaFunction = () => [{ title: "New campaign · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, brand } = await requireBrandMember(args, "manager");
  const hosts = await services.db.inBrand(brand.id, (tx) => listBrandHosts(tx, brand.id));
  return { initial: emptyForm(services.clock.now()), hosts, base: `/brands/${brand.slug}/campaigns` };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, brand } = await requireBrandMember(args, "manager");
  const form = await args.request.formData();
  const submission = parseWithZod(form, { schema: campaignFormSchema(services.clock.now()) });
  // Adding or removing a product row is no submission yet.
  if (!submission.status) return data(submission.reply());
  if (submission.status !== "success") return malformed(submission);
  const actor = { brandId: brand.id, userId };
  const { campaignId } = await createCampaign(services, actor, submission.value);
  const page = `/brands/${brand.slug}/campaigns/${campaignId}`;
  if (form.get("intent") !== "publish") return redirect(`${page}?done=created`);
  const published = await publishCampaign(services, actor, campaignId);
  return redirect(published.ok ? `${page}?done=published` : `${page}?done=kept-as-draft`);
}

export default function NewCampaignPage() {
  const { initial, hosts, base } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <Page
      title="New campaign"
      lead="Say what you want, what you pay and how sales are credited. Nobody sees it before you publish it."
      crumbs={[{ label: "Campaigns", to: base }]}
    >
      <DraftForm initial={initial} lastResult={lastResult} hosts={hosts} />
    </Page>
  );
}
