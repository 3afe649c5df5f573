import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Badge, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";

const leads = {
  none: "Stripe asks who you are and which bank you have, and then pays you there.",
  asked: "Stripe still needs something from you before it can pay you. Go on where you left off.",
  ready: "Your account at Stripe can be paid. Go there again to change your bank.",
} as const;

/** The way to Stripe's own pages, with the password: at their end the creator's money goes there. */
export function StripePanel({
  isTestMode,
  standing,
  lastResult,
}: {
  isTestMode: boolean;
  standing: keyof typeof leads;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const isOwn = lastResult !== null && "stripePassword" in (lastResult.error ?? {});
  const [form, fields] = useForm<{ stripePassword: string }>({
    id: "stripe",
    lastResult: isOwn ? lastResult : null,
  });
  return (
    <Panel title="Be paid by Stripe" lead={leads[standing]}>
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          {isTestMode && (
            <Text size="sm" component="div">
              <Badge color="yellow" variant="light">
                Test mode
              </Badge>{" "}
              No money moves.
            </Text>
          )}
          <PasswordInput
            label="Your password"
            description="Asked again, so that nobody else can send your money elsewhere."
            autoComplete="current-password"
            {...inputProps(fields.stripePassword)}
          />
          <Button type="submit" name="intent" value="stripe" variant="default">
            {standing === "none" ? "Set up with Stripe" : "Go on at Stripe"}
          </Button>
        </Stack>
      </Form>
    </Panel>
  );
}
