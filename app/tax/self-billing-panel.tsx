import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import {
  Anchor,
  Button,
  Checkbox,
  Group,
  List,
  NativeSelect,
  PasswordInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import { AddressInputs } from "./address-inputs.tsx";
import { vatStandings, type Supplier } from "./invoice.ts";
import { SELF_BILLING_WORDING, vatStandingWords } from "./self-billing-texts.ts";

type TypedSupplier = Supplier & { readonly agrees: string; readonly password: string } & Record<string, unknown>;

interface Agreement {
  readonly isAgreed: boolean;
  readonly since: Date;
  readonly supplier: Supplier | null;
}

/** Whether brands write the creator's invoices, since when and as whom. */
export function SelfBillingPanel({ agreement }: { agreement: Agreement | null }) {
  const supplier = agreement?.isAgreed ? agreement.supplier : null;
  return (
    <Panel
      title="Self-billing"
      lead="You need not write invoices: the brands write them for you, one for each payout."
      actions={<Status tone={supplier ? "good" : "plain"}>{supplier ? "Agreed" : "Not agreed"}</Status>}
    >
      <Stack gap="sm">
        {supplier && agreement ? (
          <>
            <Text size="sm">
              Since {formatDay(agreement.since)}, as {supplier.name}, {supplier.street}, {supplier.postalCode}{" "}
              {supplier.city}. {vatStandingWords[supplier.vatStanding]}
              {supplier.vatId === "" ? "." : `: ${supplier.vatId}.`}
            </Text>
            <Group>
              <Button component={Link} to="?form=self-billing" variant="default">
                Change
              </Button>
              <Form method="post">
                <Button type="submit" name="intent" value="withdraw" variant="default">
                  Take it back
                </Button>
              </Form>
            </Group>
          </>
        ) : (
          <Group>
            <Button component={Link} to="?form=self-billing" variant="default">
              Read and agree
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

/** The agreement itself, with who the creator is on invoices. */
export function SelfBillingForm({
  known,
  residence,
  countries,
  lastResult,
}: {
  known: Pick<TypedSupplier, "name" | "street" | "city" | "region" | "postalCode"> | null;
  residence: string;
  countries: readonly { value: string; label: string }[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const defaultValue = { ...(known ?? {}), country: residence };
  const [form, fields] = useForm<TypedSupplier>({ id: "self-billing", lastResult, defaultValue });
  return (
    <Panel title="Agree to self-billing" lead="It counts for payouts that arrive from now on.">
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <List size="sm" spacing={4}>
            {SELF_BILLING_WORDING.sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          <TextInput label="Name on invoices" autoComplete="name" required {...inputProps(fields.name)} />
          <AddressInputs fields={fields} />
          <NativeSelect label="Country" data={[...countries]} {...inputProps(fields.country)} />
          <NativeSelect
            label="VAT"
            data={vatStandings.map((value) => ({ value, label: vatStandingWords[value] }))}
            description="Commissions are the whole price: where VAT is due it is in them."
            {...inputProps(fields.vatStanding)}
          />
          <TextInput
            label="VAT id, if you have one"
            autoComplete="off"
            spellCheck={false}
            {...inputProps(fields.vatId)}
          />
          <Checkbox
            name={fields.agrees.name}
            value="yes"
            label={`I agree to these five points (wording ${SELF_BILLING_WORDING.name}).`}
            error={fields.agrees.errors?.join(" ")}
          />
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            required
            {...inputProps(fields.password)}
          />
          <Group>
            <Button type="submit" name="intent" value="agree">
              Agree
            </Button>
            <Anchor component={Link} to="?" size="sm">
              Not now
            </Anchor>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}
