import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Checkbox, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
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
import { addCreator, signUpCreator } from "#app/access/sign-up.server.ts";
import { creatorSchema, signUpCreatorSchema } from "#app/access/sign-up.ts";
import { niches } from "#app/creators/creator.ts";
import { countryChoices } from "#app/kit/country.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";

export const meta: MetaFunction = () => [{ title: "Sign up as a creator · Fairshare" }];
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader(args: LoaderFunctionArgs) {
  return { signedInEmail: (await findSignedIn(args))?.email ?? null, countries: countryChoices() };
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const person = await findSignedIn(args);
  const form = await args.request.formData();
  if (person) {
    const submission = parseWithZod(form, { schema: creatorSchema });
    if (submission.status !== "success") return malformed(submission);
    const outcome = await addCreator(services, person.userId, submission.value);
    if (!outcome.ok && outcome.refusal === "handle-taken") return refusedForm(submission, HANDLE_TAKEN, "handle", 409);
    return redirect("/creator");
  }
  const submission = parseWithZod(form, { schema: signUpCreatorSchema });
  if (submission.status !== "success") return malformed(submission);
  const { personName, email, password, ...creator } = submission.value;
  const { clientAddress } = args.context;
  const outcome = await signUpCreator(services, { account: { personName, email, password }, creator, clientAddress });
  if (outcome.ok) return enterRedirect(services, outcome.value);
  switch (outcome.refusal) {
    case "too-many-tries":
      return tooManyTries(submission, outcome.detail);
    case "poor-password":
      return refusedForm(submission, outcome.detail ?? "Choose another password.", "password");
    case "handle-taken":
      return refusedForm(submission, HANDLE_TAKEN, "handle", 409);
    case "email-taken":
    case "already-creator":
      return refusedForm(submission, "There is an account with this e-mail already. Sign in first.", "email", 409);
  }
}

const HANDLE_TAKEN = "This handle is taken. Add a word, or choose another.";

function nicheLabel(niche: string): string {
  const words = niche.replaceAll("-", " ");
  return words === "diy" ? "DIY" : words.charAt(0).toUpperCase() + words.slice(1);
}

export default function SignUpCreatorPage() {
  const { signedInEmail, countries } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  // Who is signed in sees and sends only the fields of the smaller schema.
  const schema = (signedInEmail ? creatorSchema : signUpCreatorSchema) as typeof signUpCreatorSchema;
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  const chosen = fields.niches.initialValue;
  const chosenNiches: readonly unknown[] = Array.isArray(chosen) ? chosen : [chosen];
  return (
    <NarrowPage
      title={signedInEmail ? "Become a creator" : "Sign up as a creator"}
      lead={
        signedInEmail
          ? `It will belong to your account ${signedInEmail}.`
          : "You can add your channels and more about your audience afterwards."
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
          <TextInput
            label="Creator name"
            description="The name your followers know."
            {...inputProps(fields.creatorName)}
          />
          <TextInput
            label="Handle"
            description="It stands in your links and codes: letters, digits and dashes."
            placeholder="mara-bakes"
            autoCapitalize="none"
            {...inputProps(fields.handle)}
          />
          <NativeSelect
            label="Country you live in"
            data={[{ value: "", label: "Choose a country" }, ...countries]}
            {...inputProps(fields.country)}
          />
          <Checkbox.Group
            label="What you talk about"
            description="One to five to start with."
            withAsterisk
            defaultValue={chosenNiches.filter((each): each is string => typeof each === "string")}
            error={fields.niches.errors?.join(" ")}
          >
            <SimpleGrid cols={2} spacing="xs" mt="xs">
              {niches.map((niche) => (
                <Checkbox key={niche} name={fields.niches.name} value={niche} label={nicheLabel(niche)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          {!signedInEmail && <AccountFields fields={fields} />}
          <Button type="submit" fullWidth>
            {signedInEmail ? "Become a creator" : "Create the account"}
          </Button>
        </Stack>
      </Form>
    </NarrowPage>
  );
}
