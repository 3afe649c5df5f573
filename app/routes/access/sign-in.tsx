import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Divider, PasswordInput, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import {
  redirect,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { enterRedirect, visitorOf } from "#app/access/entering.server.ts";
import { malformed, refusedForm, tooManyTries } from "#app/access/form-answer.server.ts";
import { findSignedIn, servicesOf } from "#app/access/guards.server.ts";
import { returnPath } from "#app/access/return-path.ts";
import { signIn } from "#app/access/sign-in.server.ts";
import { signInSchema } from "#app/access/sign-in.ts";
import { inputProps } from "#app/ui/form-field.ts";
import { NarrowPage } from "#app/ui/narrow-page.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { DEMO_PASSWORD, demoPeople } from "#db/seed/demo-people.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Fairshare" }];
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader(args: LoaderFunctionArgs) {
  const services = servicesOf(args);
  const url = new URL(args.request.url);
  const to = returnPath(url.searchParams.get("to"));
  if (await findSignedIn(args)) throw redirect(to ?? "/choose");
  return {
    to,
    hasSignedOut: url.searchParams.get("done") === "signed-out",
    demo: services.isDemo
      ? { people: demoPeople.map(({ name, email, does }) => ({ name, email, does })), password: DEMO_PASSWORD }
      : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const services = servicesOf(args);
  const form = await args.request.formData();
  const submission = parseWithZod(form, { schema: signInSchema });
  if (submission.status !== "success") return malformed(submission);
  const outcome = await signIn(services, submission.value, visitorOf(args));
  if (outcome.ok) return enterRedirect(services, outcome.value, returnPath(form.get("to")?.toString()));
  if (outcome.refusal === "too-many-tries") return tooManyTries(submission, outcome.detail);
  return refusedForm(
    submission,
    "E-mail and password do not belong together. Check both, or choose a new password.",
    undefined,
    401,
  );
}

export default function SignInPage() {
  const { to, demo, hasSignedOut } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm({
    lastResult: lastResult ?? null,
    constraint: getZodConstraint(signInSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: signInSchema }),
  });
  return (
    <NarrowPage
      title="Sign in"
      foot={
        <>
          New here?{" "}
          <Anchor component={Link} to="/sign-up" inherit underline="always">
            Create an account
          </Anchor>
        </>
      }
    >
      {hasSignedOut && !lastResult && <Notice kind="done">You are signed out on this device.</Notice>}
      {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          {to && <input type="hidden" name="to" value={to} />}
          <TextInput label="E-mail" type="email" autoComplete="username" {...inputProps(fields.email)} />
          <PasswordInput label="Password" autoComplete="current-password" {...inputProps(fields.password)} />
          <Button type="submit" fullWidth>
            Sign in
          </Button>
          <Text size="sm" ta="center">
            <Anchor component={Link} to="/forgot-password" inherit>
              Forgot your password?
            </Anchor>
          </Text>
        </Stack>
      </Form>
      {demo && <DemoSignIns people={demo.people} password={demo.password} to={to} />}
    </NarrowPage>
  );
}

interface DemoSignInsProps {
  readonly people: readonly { name: string; email: string; does: string }[];
  readonly password: string;
  readonly to: string | null;
}

/** One click per person of the demo world. */
function DemoSignIns({ people, password, to }: DemoSignInsProps) {
  return (
    <Stack gap="sm">
      <Divider label="Demo: sign in with one click" />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {people.map((person) => (
          <Form method="post" key={person.email}>
            {to && <input type="hidden" name="to" value={to} />}
            <input type="hidden" name="email" value={person.email} />
            <input type="hidden" name="password" value={password} />
            <Button type="submit" variant="default" fullWidth h="auto" py={8} px="sm" justify="flex-start">
              <Stack gap={0} align="flex-start">
                <Text size="sm" fw={600}>
                  {person.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {person.does}
                </Text>
              </Stack>
            </Button>
          </Form>
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" ta="center">
        Also in the demo: its{" "}
        <Anchor component={Link} to="/dev/outbox" inherit underline="always">
          outbox
        </Anchor>{" "}
        and its{" "}
        <Anchor component={Link} to="/dev/clock" inherit underline="always">
          clock
        </Anchor>
      </Text>
    </Stack>
  );
}
