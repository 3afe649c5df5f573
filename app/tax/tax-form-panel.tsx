import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Button, Checkbox, NativeSelect, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { AddressInputs } from "./address-inputs.tsx";
import { classifications, usTinKinds, type TaxFormKind, type TaxpayerKind } from "./tax-form.ts";
import {
  certifications,
  classificationWords,
  taxFormNames,
  taxFormPurposes,
  tinKindWords,
  tinLabels,
} from "./tax-form-texts.ts";

/** What a person types, whichever form it is for. */
interface TypedTaxForm {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly businessName: string;
  readonly classification: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly tinKind: string;
  readonly tin: string;
  readonly vatId: string;
  readonly birthDate: string;
  readonly registrationNumber: string;
  readonly isToldToWithhold: string;
  readonly signature: string;
  readonly certifies: string;
  readonly password: string;
}

type Known = Pick<TypedTaxForm, "name" | "street" | "city" | "region" | "postalCode">;

/** One tax form to fill in and sign. */
export function TaxFormPanel({
  kind,
  residence,
  residenceName,
  taxpayer,
  known,
  lastResult,
}: {
  kind: TaxFormKind;
  residence: string;
  residenceName: string;
  taxpayer: TaxpayerKind;
  known: Known | null;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<TypedTaxForm>({ id: `tax-${kind}`, lastResult, defaultValue: known ?? {} });
  const isPerson = taxpayer === "person";
  return (
    <Panel title={taxFormNames[kind]} lead={taxFormPurposes[kind]}>
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="residence" value={residence} />
        {kind === "dac7" && <input type="hidden" name="taxpayer" value={taxpayer} />}
        <Stack>
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <Text size="sm" c="dimmed">
            Country of tax residence: {residenceName}.
          </Text>
          <TextInput
            label={kind === "w-8ben-e" || (kind === "dac7" && !isPerson) ? "Name of the company" : "Name"}
            description="As your tax office knows it."
            autoComplete="name"
            required
            {...inputProps(fields.name)}
          />
          {kind === "w-9" && (
            <>
              <TextInput label="Business name, if it differs" {...inputProps(fields.businessName)} />
              <NativeSelect
                label="What you are for tax"
                data={classifications.map((value) => ({ value, label: classificationWords[value] }))}
                {...inputProps(fields.classification)}
              />
            </>
          )}
          <AddressInputs fields={fields} />
          {kind === "w-9" && (
            <NativeSelect
              label="Which number it is"
              data={usTinKinds.map((value) => ({ value, label: tinKindWords[value] }))}
              {...inputProps(fields.tinKind)}
            />
          )}
          <TextInput
            label={tinLabels[kind]}
            description="Kept sealed; later only its last four are shown."
            autoComplete="off"
            spellCheck={false}
            required={kind === "w-9" || kind === "dac7"}
            {...inputProps(fields.tin)}
          />
          {kind === "dac7" && (
            <TextInput
              label="VAT id, if you have one"
              autoComplete="off"
              spellCheck={false}
              {...inputProps(fields.vatId)}
            />
          )}
          {(kind === "w-8ben" || (kind === "dac7" && isPerson)) && (
            <TextInput
              label="Date of birth"
              description="Year-month-day, such as 1990-04-23."
              autoComplete="bday"
              required
              {...inputProps(fields.birthDate)}
            />
          )}
          {kind === "dac7" && !isPerson && (
            <TextInput label="Registration number" required {...inputProps(fields.registrationNumber)} />
          )}
          {kind === "w-9" && (
            <Checkbox
              name={fields.isToldToWithhold.name}
              value="yes"
              label="The US tax office has told me that payments to me are subject to backup withholding."
            />
          )}
          {kind !== "dac7" && (
            <>
              <Checkbox
                name={fields.certifies.name}
                value="yes"
                label={certifications[kind]}
                error={fields.certifies.errors?.join(" ")}
              />
              <TextInput
                label="Signature"
                description="Write your full name. Today’s date is added."
                autoComplete="off"
                required
                {...inputProps(fields.signature)}
              />
            </>
          )}
          <PasswordInput
            label="Your password"
            description="Asked again, so that nobody else can declare tax for you."
            autoComplete="current-password"
            required
            {...inputProps(fields.password)}
          />
          <Button type="submit">{kind === "dac7" ? "Save" : "Sign and save"}</Button>
        </Stack>
      </Form>
    </Panel>
  );
}
