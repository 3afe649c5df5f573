import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { readTaxStanding } from "#app/tax/read-tax.server.ts";
import { rejectTaxForm } from "#app/tax/reject-tax-form.server.ts";
import { rejectTaxFormSchema } from "#app/tax/reject-tax-form.ts";
import { standingWords, taxFormNames } from "#app/tax/tax-form-texts.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { formatCalendarDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Tax of ${data?.creator.name ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const { creatorId } = args.params;
  const loaded = isId(creatorId) ? await readTaxStanding(services, creatorId) : null;
  if (!loaded) throw new Response("There is no such creator.", { status: 404 });
  return loaded;
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const { creatorId } = args.params;
  const loaded = isId(creatorId) ? await readTaxStanding(services, creatorId) : null;
  if (!loaded) throw new Response("There is no such creator.", { status: 404 });
  const submission = parseWithZod(await args.request.formData(), { schema: rejectTaxFormSchema });
  if (submission.status !== "success") return malformed(submission);
  const isTheirs = loaded.versions.some(({ id }) => id === submission.value.formId);
  const outcome = isTheirs ? await rejectTaxForm(services, { ...submission.value, userId }) : null;
  if (outcome?.ok) return redirect(`/finance/tax/creators/${creatorId}?done=rejected`);
  return refusedForm(submission, "This form does not count already. Look at the list again.", undefined, 409);
}

type Version = ReturnType<typeof useLoaderData<typeof loader>>["versions"][number];

const columns: Column<Version>[] = [
  { label: "Form", isMain: true, cell: (row) => taxFormNames[row.kind] },
  { label: "Country", cell: (row) => row.country },
  { label: "Signed", cell: (row) => formatCalendarDay(row.signedOn) },
  { label: "Counts until", cell: (row) => (row.validUntil === null ? "Replaced" : formatCalendarDay(row.validUntil)) },
  {
    label: "Standing",
    cell: (row) =>
      row.isLatest ? (
        <Status tone={standingWords[row.standing].tone}>{standingWords[row.standing].word}</Status>
      ) : (
        <Status tone="stopped">Replaced</Status>
      ),
  },
  { label: "Why it does not count", isLong: true, cell: (row) => row.rejection ?? "–" },
];

export default function TaxOfCreator() {
  const { creator, versions } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const lastResult = useActionData<typeof action>() ?? null;
  const [form, fields] = useForm<{ formId: string; reason: string }>({ lastResult });
  const rejectable = versions.filter((version) => version.isLatest && version.rejection === null);
  return (
    <Page
      title={`Tax of ${creator.name}`}
      lead={
        creator.isDeclared
          ? `Country of tax residence: ${creator.residence}.`
          : `Nothing declared yet. Country on the profile: ${creator.residence}.`
      }
      crumbs={[{ label: "Tax", to: "/finance/tax" }]}
    >
      {search.get("done") === "rejected" && !lastResult && (
        <Notice kind="done">Recorded. The creator was told by mail to give the form again.</Notice>
      )}
      {creator.forms
        .filter(({ standing }) => standing !== "valid")
        .map(({ kind, standing }) => (
          <Notice key={kind} kind="note">
            {taxFormNames[kind]}: {standingWords[standing].word.toLowerCase()}.{" "}
            {kind === "w-9" && "24 % of each payout is withheld for the US tax office until it counts."}
          </Notice>
        ))}
      <Panel title="What was given" lead="Every version, newest first; what it says is shown to its owner alone." flush>
        <Records
          caption="Tax forms"
          columns={columns}
          rows={versions}
          rowKey={(row) => row.id}
          empty={
            <Text p="lg" c="dimmed">
              Nothing yet. The creator finds what is asked under Tax.
            </Text>
          }
        />
      </Panel>
      {rejectable.length > 0 && (
        <Panel
          title="A form is wrong"
          lead="For a notice of the tax office, such as that name and number do not match. It stops counting at once."
        >
          <Form method="post" {...getFormProps(form)}>
            <Stack maw={640}>
              {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
              <NativeSelect
                label="Form"
                data={rejectable.map(({ id, kind, signedOn }) => ({
                  value: id,
                  label: `${taxFormNames[kind]} of ${formatCalendarDay(signedOn)}`,
                }))}
                {...inputProps(fields.formId)}
              />
              <TextInput
                label="Why it does not count"
                description="The creator reads this. Leave numbers out."
                required
                {...inputProps(fields.reason)}
              />
              <Group>
                <Button type="submit">It does not count</Button>
              </Group>
            </Stack>
          </Form>
        </Panel>
      )}
    </Page>
  );
}
