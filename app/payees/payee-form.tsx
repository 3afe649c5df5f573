import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Button, NativeSelect, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { COOLING_OFF_DAYS } from "./payee-cooling-off.ts";
import { payeeKindChoices, wantedCurrencies, type TypedPayeeKind } from "./payee-form-texts.ts";

/** What a person types, whichever kind it is for. */
interface TypedPayee {
  readonly [field: string]: unknown;
  readonly holderName: string;
  readonly iban: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
  readonly accountType: string;
  readonly email: string;
  readonly currency: string;
  readonly password: string;
}

const holderNotes: Readonly<Record<TypedPayeeKind, string>> = {
  iban: "As the bank knows it.",
  "us-account": "As the bank knows it.",
  paypal: "As PayPal knows it.",
};

/** Where a creator's money goes: one kind of account at a time, each an address of its own, so that it works without script. */
export function PayeeForm({
  kind,
  hasAccount,
  lastResult,
}: {
  kind: TypedPayeeKind;
  hasAccount: boolean;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<TypedPayee>({ id: `payee-${kind}`, lastResult });
  return (
    <Panel
      title={hasAccount ? "Change the account" : "Add your account"}
      lead={
        hasAccount
          ? `A new account may be used after ${COOLING_OFF_DAYS} days; until then nothing is paid out.`
          : "The first account may be used at once."
      }
    >
      <Stack>
        <ChoiceBar label="Where your money goes" name="kind" value={kind} choices={payeeKindChoices} />
        <Form method="post" {...getFormProps(form)}>
          <input type="hidden" name="kind" value={kind} />
          <Stack>
            {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
            <TextInput
              label="Account holder"
              description={holderNotes[kind]}
              autoComplete="name"
              required
              {...inputProps(fields.holderName)}
            />
            {kind === "iban" && (
              <TextInput
                label="IBAN"
                placeholder="DE89 3704 0044 0532 0130 00"
                autoComplete="off"
                spellCheck={false}
                required
                {...inputProps(fields.iban)}
              />
            )}
            {kind === "us-account" && (
              <>
                <TextInput
                  label="Routing number"
                  description="Nine digits, the first number at the foot of a cheque."
                  autoComplete="off"
                  inputMode="numeric"
                  required
                  {...inputProps(fields.routingNumber)}
                />
                <TextInput
                  label="Account number"
                  autoComplete="off"
                  inputMode="numeric"
                  required
                  {...inputProps(fields.accountNumber)}
                />
                <NativeSelect
                  label="Kind of account"
                  data={[
                    { label: "Checking", value: "checking" },
                    { label: "Savings", value: "savings" },
                  ]}
                  description="Accounts in the United States are paid in US dollars, converted at the rate of the day the batch is prepared."
                  {...inputProps(fields.accountType)}
                />
              </>
            )}
            {kind === "paypal" && (
              <TextInput
                type="email"
                label="E-mail address of your PayPal account"
                autoComplete="email"
                required
                {...inputProps(fields.email)}
              />
            )}
            {kind !== "us-account" && (
              <NativeSelect
                label="Paid in"
                description="Another currency than you earned is converted once, at the rate of the day the batch is prepared."
                data={[
                  { label: "Whatever I earned", value: "" },
                  ...wantedCurrencies.map((currency) => ({ label: currency, value: currency })),
                ]}
                {...inputProps(fields.currency)}
              />
            )}
            <PasswordInput
              label="Your password"
              description="Asked again, so that nobody else can send your money elsewhere."
              autoComplete="current-password"
              required
              {...inputProps(fields.password)}
            />
            <Button type="submit">{hasAccount ? "Change the account" : "Save the account"}</Button>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}
