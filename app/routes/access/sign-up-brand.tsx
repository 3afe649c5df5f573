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
import { AccountFields } from "#app/access/account-fields.tsx";
import { enterRedirect } from "#app/access/entering.server.ts";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { findSignedIn, servicesOf } from "#app/access/guards.server.ts";
import { addBrand, signUpBrand } from "#app/access/sign-up.server.ts";
import { signUpBrandSchema } from "#app/access/sign-up.ts";
import { createBrandSchema } from "#app/brands/create-brand.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [{ title: "Sign up as a brand · Fairshare" }];
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader(args: LoaderFunctionArgs) {
  return { signedInEmail: (await findSignedIn(args))?.email ?? null };
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const person = await findSignedIn(args);
  const form = await args.request.formData();
  if (person) {
    const submission = parseWithZod(form, { schema: createBrandSchema });
    if (submission.status !== "success") return malformed(submission);
    return redirect(`/brands/${await addBrand(services, person.userId, submission.value)}`);
  }
  const submission = parseWithZod(form, { schema: signUpBrandSchema });
  if (submission.status !== "success") return malformed(submission);
  const { companyName, website, ...account } = submission.value;
  const { clientAddress } = args.context;
  const outcome = await signUpBrand(services, { account, company: { companyName, website }, clientAddress });
  if (outcome.ok) return enterRedirect(services, outcome.value);
  switch (outcome.refusal) {
    case "too-many-tries":
      return tooManyTries(submission, outcome.detail);
    case "poor-password":
      return refusedForm(submission, outcome.detail ?? "Choose another password.", "password");
    case "email-taken":
      return refusedForm(
        submission,
        "There is an account with this e-mail already. Sign in first, then add the brand.",
        "email",
        409,
      );
  }
}

export default function SignUpBrandPage() {
  const { signedInEmail } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  // Who is signed in sees and sends only the fields of the smaller schema.
  const schema = (signedInEmail ? createBrandSchema : signUpBrandSchema) as typeof signUpBrandSchema;
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  return (
    <NarrowPage
      title={signedInEmail ? "Add a brand" : "Sign up as a brand"}
      lead={
        signedInEmail
          ? `It will belong to your account ${signedInEmail}.`
          : "Your company, and you as its owner. You can invite others afterwards."
      }
      foot={
        <Anchor component={Link} to={signedInEmail ? "/choose" : "/sign-up"} inherit>
          Back
        </Anchor>
      }
    >
      {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          <TextInput label="Company name" autoComplete="organization" {...inputProps(fields.companyName)} />
          <TextInput
            label="Website"
            description="Tracked links may only lead to this site. You can add others later."
            placeholder="lumentea.example"
            inputMode="url"
            {...inputProps(fields.website)}
          />
          {!signedInEmail && <AccountFields fields={fields} />}
          <Button type="submit" fullWidth>
            {signedInEmail ? "Add the brand" : "Create the account"}
          </Button>
        </Stack>
      </Form>
    </NarrowPage>
  );
}
