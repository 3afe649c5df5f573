import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Button, Grid, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { IconWallet } from "@tabler/icons-react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { requireCreator } from "#app/access/guards.server.ts";
import { changePayeeDetails } from "#app/payouts/payee-change.server.ts";
import { payeeChangeSchema } from "#app/payouts/payee-change.ts";
import { COOLING_OFF_DAYS } from "#app/payouts/payee-cooling-off.ts";
import { readPayee } from "#app/payouts/read-payee.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Payee details · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  return readPayee(services, creator.id);
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, creator } = await requireCreator(args);
  const submission = parseWithZod(await args.request.formData(), { schema: payeeChangeSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await changePayeeDetails(services, { ...submission.value, userId, creatorId: creator.id });
  if (outcome.ok) return redirect(`/creator/payee?done=${outcome.value.isFirst ? "added" : "changed"}`);
  switch (outcome.refusal) {
    case "too-many-tries":
      return tooManyTries(submission, outcome.detail);
    case "wrong-password":
      return refusedForm(submission, "This is not your password, so nothing was changed.", "password");
    case "same-details":
      return refusedForm(submission, "These are the details we already have, so nothing was changed.");
    case "unknown-creator":
      throw new Response("There is no such creator.", { status: 404 });
  }
}

const doneSentences: Readonly<Record<string, string>> = {
  added: "Saved. Your next payout goes to this account.",
  changed: `Saved. For your safety the new account may be used after ${COOLING_OFF_DAYS} days, and nothing is paid out until then. We told you by mail.`,
};

export default function Payee() {
  const { current, earlier } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const lastResult = useActionData<typeof action>();
  const done = doneSentences[search.get("done") ?? ""];
  return (
    <Page
      title="Payee details"
      lead="Where your money goes. Encrypted, never shown in full, and changed only with your password."
    >
      {done && !lastResult && <Notice kind="done">{done}</Notice>}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title="Account on file">
            {current ? (
              <Stack gap="sm">
                <Text fw={600}>{current.holderName}</Text>
                <Text className="figure">IBAN ending in {current.ibanEnding}</Text>
                {current.isUsable ? (
                  <Status tone="good">In use</Status>
                ) : (
                  <>
                    <Status tone="waiting">{`Usable from ${formatDay(current.usableFrom)}`}</Status>
                    <Text size="sm" c="dimmed">
                      Nothing is paid out until then. If you did not make this change, change your password and enter
                      the right account again.
                    </Text>
                  </>
                )}
                {earlier.length > 0 && (
                  <Text size="sm" c="dimmed" component="div">
                    Before:{" "}
                    {earlier.map((version, index) => (
                      <span key={version.version}>
                        {index > 0 && ", "}…{version.ibanEnding} (since <Day at={version.createdAt} />)
                      </span>
                    ))}
                  </Text>
                )}
              </Stack>
            ) : (
              <EmptyState icon={<IconWallet />} title="No account yet">
                Enter your IBAN, and approved commissions are paid out with the next batch.
              </EmptyState>
            )}
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <PayeeForm hasAccount={current !== null} lastResult={lastResult} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function PayeeForm({
  hasAccount,
  lastResult,
}: {
  hasAccount: boolean;
  lastResult: ReturnType<typeof useActionData<typeof action>>;
}) {
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(payeeChangeSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: payeeChangeSchema }),
  });
  return (
    <Panel
      title={hasAccount ? "Change the account" : "Add your account"}
      lead={
        hasAccount
          ? `A new account may be used after ${COOLING_OFF_DAYS} days; until then nothing is paid out.`
          : "The first account may be used at once."
      }
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <TextInput
            label="Account holder"
            description="As the bank knows it."
            autoComplete="name"
            {...inputProps(fields.holderName)}
          />
          <TextInput
            label="IBAN"
            placeholder="DE89 3704 0044 0532 0130 00"
            autoComplete="off"
            spellCheck={false}
            {...inputProps(fields.iban)}
          />
          <PasswordInput
            label="Your password"
            description="Asked again, so that nobody else can send your money elsewhere."
            autoComplete="current-password"
            {...inputProps(fields.password)}
          />
          <Button type="submit">{hasAccount ? "Change the account" : "Save the account"}</Button>
        </Stack>
      </Form>
    </Panel>
  );
}
