import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import {
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { malformed, tooManyTries } from "#app/access/form-answer.server.ts";
import { servicesOf } from "#app/access/guards.server.ts";
import { requestPasswordReset } from "#app/access/request-password-reset.server.ts";
import { forgotPasswordSchema } from "#app/access/reset-password.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [{ title: "Choose a new password · Fairshare" }];
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export function loader(args: LoaderFunctionArgs) {
  const services = servicesOf(args);
  return { isSent: new URL(args.request.url).searchParams.get("done") === "sent", isDemo: services.isDemo };
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const submission = parseWithZod(await args.request.formData(), { schema: forgotPasswordSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await requestPasswordReset(services, {
    ...submission.value,
    clientAddress: args.context.clientAddress,
  });
  if (!outcome.ok) return tooManyTries(submission, outcome.detail);
  return redirect("/forgot-password?done=sent");
}

export default function ForgotPasswordPage() {
  const { isSent, isDemo } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(forgotPasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: forgotPasswordSchema }),
  });
  return (
    <NarrowPage
      title="Choose a new password"
      lead="We mail you a link that works once, for one hour."
      foot={
        <Anchor component={Link} to="/sign-in" inherit>
          Back to sign-in
        </Anchor>
      }
    >
      {isSent && !lastResult && (
        <Notice kind="done">
          If there is an account with this e-mail, the link is on its way. Look in your spam folder too.
          {isDemo && " In the demo, mails are at /dev/outbox."}
        </Notice>
      )}
      {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          <TextInput label="E-mail" type="email" autoComplete="username" {...inputProps(fields.email)} />
          <Button type="submit" fullWidth>
            Mail me the link
          </Button>
        </Stack>
      </Form>
    </NarrowPage>
  );
}
