import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Badge, Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";

interface Debtor {
  readonly name: string;
  readonly iban: string;
  readonly bic: string;
}

interface TopUpChoices {
  readonly currencies: readonly string[];
  readonly stripe: { readonly isTestMode: boolean } | null;
  readonly debtor: Debtor | null;
  readonly reference: string;
  readonly lastResult: SubmissionResult<string[]> | null;
}

/** The two ways to pay in: Stripe's page, and a bank transfer with the brand's reference. */
export function TopUpForm({ currencies, stripe, debtor, reference, lastResult }: TopUpChoices) {
  const [form, fields] = useForm<{ amount: string; currency: string }>({ id: "top-up", lastResult });
  return (
    <Panel title="Top up" lead="Creators are paid from money that is here, oldest sales first.">
      <Stack gap="lg">
        {stripe && (
          <Form method="post" {...getFormProps(form)}>
            <Stack gap="sm">
              {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
              {stripe.isTestMode && (
                <Text size="sm" component="div">
                  <Badge color="yellow" variant="light">
                    Test mode
                  </Badge>{" "}
                  Stripe’s page opens, and no money moves.
                </Text>
              )}
              <Group align="flex-start" gap="sm">
                <TextInput
                  label="Amount"
                  inputMode="decimal"
                  autoComplete="off"
                  w={150}
                  {...inputProps(fields.amount)}
                />
                <NativeSelect label="Currency" w={110} data={[...currencies]} {...inputProps(fields.currency)} />
              </Group>
              <Button type="submit" name="intent" value="top-up" w="fit-content">
                Pay with Stripe
              </Button>
            </Stack>
          </Form>
        )}
        <Stack gap={4}>
          <Text fw={600}>By bank transfer</Text>
          {debtor ? (
            <Text size="sm" className="prose">
              Send it to {debtor.name}, IBAN <span className="figure">{debtor.iban}</span>, BIC {debtor.bic}, with the
              reference <strong>{reference}</strong>. It is in your balance once finance has seen it arrive.
            </Text>
          ) : (
            <Text size="sm">Ask us for the account to send it to, and use the reference {reference}.</Text>
          )}
        </Stack>
      </Stack>
    </Panel>
  );
}
