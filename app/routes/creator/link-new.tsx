import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { LinkFields } from "#app/links/link-fields.tsx";
import { emptyLinkForm, newLinkSchema, type LinkFormValue } from "#app/links/link-form.ts";
import { fieldOfRefusal, linkRefusals } from "#app/links/link-words.ts";
import { slugShape } from "#app/links/name-words.ts";
import { createLink } from "#app/links/save-link.server.ts";
import { noPartnership, partnershipIdOf } from "#app/partnerships/partnership-address.server.ts";
import { readLinkMaterial } from "#app/partnerships/read-links.server.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "New link · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const material = await readLinkMaterial(services, creator.id, partnershipIdOf(args));
  if (!material) throw noPartnership();
  const { partnership, campaignName, products, hosts } = material;
  return { partnershipId: partnership.id, campaignName, products, hosts };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const partnershipId = partnershipIdOf(args);
  const submission = parseWithZod(await args.request.formData(), { schema: newLinkSchema });
  if (submission.status !== "success") return malformed(submission);
  const owner = { userId, creatorId: creator.id, partnershipId };
  const outcome = await createLink(services, owner, submission.value);
  if (outcome.ok) return redirect(`/creator/partnerships/${partnershipId}/links/${outcome.value.linkId}?done=created`);
  if (outcome.refusal === "not-found") throw noPartnership();
  const field = fieldOfRefusal[outcome.refusal];
  return refusedForm(submission, linkRefusals[outcome.refusal], field, field ? 422 : 409);
}

export default function NewLinkPage() {
  const { partnershipId, campaignName, products, hosts } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>() ?? null;
  const [form, fields] = useForm<LinkFormValue>({ id: "new-link", defaultValue: emptyLinkForm, lastResult });
  const home = `/creator/partnerships/${partnershipId}`;
  return (
    <Page
      title="New link"
      lead="A link of its own for a post, a story or a flyer. You see its clicks apart."
      crumbs={[
        { label: campaignName, to: home },
        { label: "Links", to: `${home}/links` },
      ]}
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="lg">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <LinkFields fields={fields} products={products} hosts={hosts} />
          <Panel title="Its name">
            <TextInput
              label="Name of the link"
              description={`Empty lets us make one. ${slugShape}`}
              autoCapitalize="none"
              {...inputProps(fields.slug)}
            />
          </Panel>
          <Group>
            <Button type="submit" name="intent" value="create-link">
              Make the link
            </Button>
          </Group>
        </Stack>
      </Form>
    </Page>
  );
}
