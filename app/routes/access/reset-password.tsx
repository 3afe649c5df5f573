import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Button, Stack } from "@mantine/core";
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { NewPasswordInput } from "#app/access/account-fields.tsx";
import { enterRedirect } from "#app/access/entering.server.ts";
import { malformed, refusedForm } from "#app/access/form-answer.server.ts";
import { servicesOf } from "#app/access/guards.server.ts";
import { linkRefusal } from "#app/access/link-refusal.server.ts";
import { openResetLink, resetPassword } from "#app/access/reset-password.server.ts";
import { resetPasswordSchema } from "#app/access/reset-password.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [
  { title: "Choose a new password · Fairshare" },
  { name: "referrer", content: "no-referrer" },
];
export const headers: HeadersFunction = ({ errorHeaders, actionHeaders }) => errorHeaders ?? actionHeaders;

const LINK_GONE =
  "This link was used, is older than an hour, or is not complete. Ask for a new one at /forgot-password.";

export async function loader(args: LoaderFunctionArgs) {
  const services = servicesOf(args);
  const link = { token: args.params["token"] ?? "", clientAddress: args.context.clientAddress };
  const outcome = await openResetLink(services, link);
  if (!outcome.ok) throw linkRefusal(outcome, LINK_GONE);
  return { email: outcome.value.email };
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const submission = parseWithZod(await args.request.formData(), { schema: resetPasswordSchema });
  if (submission.status !== "success") return malformed(submission);
  const link = { token: args.params["token"] ?? "", clientAddress: args.context.clientAddress };
  const outcome = await resetPassword(services, { ...link, password: submission.value.password });
  if (outcome.ok) return enterRedirect(services, outcome.value);
  if (outcome.refusal === "poor-password")
    return refusedForm(submission, outcome.detail ?? "Choose another password.", "password");
  throw linkRefusal({ ...outcome, refusal: outcome.refusal }, LINK_GONE);
}

export default function ResetPasswordPage() {
  const { email } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(resetPasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: resetPasswordSchema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  return (
    <NarrowPage title="Choose a new password" lead={`For ${email}. It signs you out on every other device.`}>
      {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <NewPasswordInput label="New password" field={fields.password} />
          <Button type="submit" fullWidth>
            Save and sign in
          </Button>
        </Stack>
      </Form>
    </NarrowPage>
  );
}
