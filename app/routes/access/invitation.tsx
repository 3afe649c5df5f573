import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import {
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import {
  acceptAsNew,
  acceptSignedIn,
  acceptWithPassword,
  openInvitationLink,
} from "#app/access/accept-invitation.server.ts";
import { NewPasswordInput } from "#app/access/account-fields.tsx";
import { isSecure } from "#app/access/cookies.server.ts";
import { enterRedirect, visitorOf } from "#app/access/entering.server.ts";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { findSignedIn, servicesOf } from "#app/access/guards.server.ts";
import { acceptAsNewSchema, acceptWithPasswordSchema } from "#app/access/invitation.ts";
import { linkRefusal } from "#app/access/link-refusal.server.ts";
import { roleSentences } from "#app/access/role-sentences.ts";
import { writeOwnCookie } from "#app/clicks/own-people.server.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { formatDay } from "#app/ui/moment.tsx";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [
  { title: "Your invitation · Fairshare" },
  { name: "referrer", content: "no-referrer" },
];
export const headers: HeadersFunction = ({ errorHeaders, actionHeaders }) => errorHeaders ?? actionHeaders;

const LINK_GONE = "This invitation was accepted, taken back, or has run out. Ask the person who sent it for a new one.";

async function openLink(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const link = { token: args.params["token"] ?? "", clientAddress: args.context.clientAddress };
  const outcome = await openInvitationLink(servicesOf(args), link);
  if (!outcome.ok) throw linkRefusal(outcome, LINK_GONE);
  return outcome.value;
}

export async function loader(args: LoaderFunctionArgs) {
  const { email, role, expiresAt, brand, inviterName, hasAccount } = await openLink(args);
  const signedIn = await findSignedIn(args);
  const way = signedIn?.email === email ? "signed-in" : hasAccount ? "with-password" : "as-new";
  const otherEmail = signedIn && signedIn.email !== email ? signedIn.email : null;
  return {
    email,
    role,
    expiresAt,
    teamName: brand?.name ?? "the Fairshare team",
    inviterName,
    way,
    otherEmail,
  } as const;
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const invitation = await openLink(args);
  const signedIn = await findSignedIn(args);
  const form = await args.request.formData();
  if (signedIn?.email === invitation.email) {
    const outcome = await acceptSignedIn(services, invitation, signedIn);
    if (!outcome.ok) throw linkRefusal({ refusal: "unknown-link" }, LINK_GONE);
    const { landing, belongings } = outcome.value;
    return redirect(landing, {
      headers: { "Set-Cookie": writeOwnCookie(services.keys, belongings, isSecure(services)) },
    });
  }
  if (invitation.hasAccount) {
    const submission = parseWithZod(form, { schema: acceptWithPasswordSchema });
    if (submission.status !== "success") return malformed(submission);
    const outcome = await acceptWithPassword(services, invitation, submission.value.password, visitorOf(args));
    if (outcome.ok) return enterRedirect(services, outcome.value);
    if (outcome.refusal === "too-many-tries") return tooManyTries(submission, outcome.detail);
    if (outcome.refusal === "unknown-link") throw linkRefusal({ refusal: "unknown-link" }, LINK_GONE);
    return refusedForm(submission, "This is not the password of your account.", "password", 401);
  }
  const submission = parseWithZod(form, { schema: acceptAsNewSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await acceptAsNew(services, invitation, submission.value);
  if (outcome.ok) return enterRedirect(services, outcome.value);
  if (outcome.refusal === "poor-password")
    return refusedForm(submission, outcome.detail ?? "Choose another password.", "password");
  if (outcome.refusal === "email-taken") return redirect(new URL(args.request.url).pathname);
  throw linkRefusal({ refusal: "unknown-link" }, LINK_GONE);
}

export default function InvitationPage() {
  const { email, role, expiresAt, teamName, inviterName, way, otherEmail } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  // An account that exists sends only its password.
  const schema = (way === "as-new" ? acceptAsNewSchema : acceptWithPasswordSchema) as typeof acceptAsNewSchema;
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(schema),
    ...(way === "signed-in"
      ? {}
      : { onValidate: ({ formData }: { formData: FormData }) => parseWithZod(formData, { schema }) }),
  });
  return (
    <NarrowPage
      title={`Join ${teamName}`}
      lead={`${inviterName} invites ${email} as ${role}. ${roleSentences[role]}`}
      foot={`The invitation is open until ${formatDay(expiresAt)}.`}
    >
      {otherEmail && (
        <Notice kind="note">
          You are signed in as {otherEmail}. If you accept, you will be signed in as {email} instead.
        </Notice>
      )}
      {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          {way === "as-new" && <TextInput label="Your name" autoComplete="name" {...inputProps(fields.personName)} />}
          {way === "as-new" && <NewPasswordInput label="Password" field={fields.password} />}
          {way === "with-password" && (
            <PasswordInput
              label={`Password of ${email}`}
              autoComplete="current-password"
              {...inputProps(fields.password)}
            />
          )}
          <Button type="submit" fullWidth>
            {way === "as-new" ? "Create the account and join" : "Accept and join"}
          </Button>
        </Stack>
      </Form>
    </NarrowPage>
  );
}
