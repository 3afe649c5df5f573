import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, Stack } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { LinkFields } from "#app/links/link-fields.tsx";
import { linkIdOf, noLink } from "#app/links/link-address.server.ts";
import { editLinkSchema, linkToForm, type LinkFormValue, type LinkRefusal } from "#app/links/link-form.ts";
import { fieldOfRefusal, linkRefusals, nameOfLink } from "#app/links/link-words.ts";
import { slugRefusals } from "#app/links/name-words.ts";
import { RenameLinkForm } from "#app/links/rename-link-form.tsx";
import { renameLink } from "#app/links/rename-link.server.ts";
import { renameLinkSchema } from "#app/links/rename-link.ts";
import { editLink, retireLink } from "#app/links/save-link.server.ts";
import { isGeneralLink } from "#app/links/tracked-link.ts";
import { partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readLinkMaterial } from "#app/partnerships/read-links.server.ts";
import { readShareKit } from "#app/partnerships/read-share-kit.server.ts";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Edit link · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const partnershipId = partnershipIdOf(args);
  const view = await readShareKit(services, creator, partnershipId, linkIdOf(args));
  const material = view && (await readLinkMaterial(services, creator.id, partnershipId));
  if (!view || !material) throw noLink();
  const { link, campaignName, campaignPage, products } = view;
  return {
    partnershipId,
    campaignName,
    products,
    link,
    initial: linkToForm(link, campaignPage),
    hosts: material.hosts,
  };
}

interface Answer {
  readonly problem?: string;
  readonly edit?: SubmissionResult<string[]>;
  readonly rename?: SubmissionResult<string[]>;
}

const answer = (value: Answer, status: number) => data(value, { status });
const problemOf = (refusal: LinkRefusal) => answer({ problem: linkRefusals[refusal] }, 409);

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const partnershipId = partnershipIdOf(args);
  const linkId = linkIdOf(args);
  const view = await readShareKit(services, creator, partnershipId, linkId);
  if (!view) throw noLink();
  const owner = { userId, creatorId: creator.id, partnershipId };
  const done = (word: string) => redirect(`/creator/partnerships/${partnershipId}/links/${linkId}?done=${word}`);
  const form = await args.request.formData();
  const intent = String(form.get("intent"));
  if (intent === "retire" || intent === "restore") {
    const outcome = await retireLink(services, owner, linkId, intent);
    return outcome.ok ? done(intent) : problemOf(outcome.refusal);
  }
  if (intent === "rename-link") {
    const submission = parseWithZod(form, { schema: renameLinkSchema });
    if (submission.status !== "success") return answer({ rename: submission.reply() }, 422);
    const outcome = await renameLink(services, { ...owner, linkId, slug: submission.value.slug });
    if (outcome.ok) return done("renamed");
    return answer({ rename: refusedForm(submission, slugRefusals[outcome.refusal], "slug").data }, 422);
  }
  if (intent !== "edit-link")
    return answer({ problem: "This form was not complete. Reload the page and try again." }, 422);
  const submission = parseWithZod(form, { schema: editLinkSchema });
  if (submission.status !== "success") return answer({ edit: submission.reply() }, 422);
  const outcome = await editLink(services, owner, linkId, submission.value);
  if (outcome.ok) return done("saved");
  const field = fieldOfRefusal[outcome.refusal];
  if (!field) return problemOf(outcome.refusal);
  return answer({ edit: refusedForm(submission, linkRefusals[outcome.refusal], field).data }, 422);
}

export default function EditLinkPage() {
  const { partnershipId, campaignName, link, initial, products, hosts } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const home = `/creator/partnerships/${partnershipId}`;
  const isGeneral = isGeneralLink(link);
  return (
    <Page
      title={`Edit ${nameOfLink(link)}`}
      lead={
        isGeneral
          ? "The general link leads where the campaign leads. You can give it another name."
          : "Changes hold from now on. What was counted stays where it was counted."
      }
      crumbs={[
        { label: campaignName, to: home },
        { label: nameOfLink(link), to: `${home}/links/${link.linkId}` },
      ]}
      actions={!isGeneral && <RetireButton isRetired={link.retiredAt !== null} />}
    >
      {result?.problem && <Notice kind="problem">{result.problem}</Notice>}
      {!isGeneral && <EditForm initial={initial} products={products} hosts={hosts} lastResult={result?.edit ?? null} />}
      <Panel title="Its name">
        <RenameLinkForm key={link.slug} slug={link.slug} lastResult={result?.rename ?? null} />
      </Panel>
    </Page>
  );
}

function EditForm({
  initial,
  products,
  hosts,
  lastResult,
}: {
  initial: LinkFormValue;
  products: readonly { readonly title: string; readonly url: string }[];
  hosts: readonly string[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<LinkFormValue>({ id: "edit-link", defaultValue: initial, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="lg">
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <LinkFields fields={fields} products={products} hosts={hosts} />
        <Group>
          <Button type="submit" name="intent" value="edit-link">
            Save the changes
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function RetireButton({ isRetired }: { isRetired: boolean }) {
  return isRetired ? (
    <ConfirmButton
      label="List it again"
      question="The link comes back into your list, with everything it counted."
      confirmLabel="List it again"
      intent="restore"
    />
  ) : (
    <ConfirmButton
      label="Retire the link"
      question="It leaves your list. It goes on redirecting and earning, because nobody can call a post back."
      confirmLabel="Retire it"
      intent="retire"
    />
  );
}
