import "./terms-fields.css";
import { SimpleGrid, Stack, TextInput } from "@mantine/core";
import { ChoiceCards } from "#app/ui/choice-cards.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { MAX_HOLD_DAYS } from "./campaign-draft.ts";
import type { TermsFieldName } from "./terms-form-texts.ts";

/** What conform knows of one field, as far as it is shown here. */
export interface FormField {
  readonly id: string;
  readonly name: string;
  readonly errors?: string[] | undefined;
  readonly initialValue?: unknown;
}

const textOf = (field: FormField) => (typeof field.initialValue === "string" ? field.initialValue : undefined);

/** What creators earn: a share or a fixed amount, for new and for returning customers, and how long it is held. */
export function TermsFields({
  fields,
  currency,
}: {
  fields: Readonly<Record<TermsFieldName, FormField>>;
  currency: string;
}) {
  return (
    <Stack className="termsFields" gap="md">
      <ChoiceCards
        legend="How creators earn"
        name={fields.kind.name}
        initial={textOf(fields.kind)}
        error={fields.kind.errors?.join(" ")}
        choices={[
          {
            value: "percent",
            label: "A share of the sale",
            sentence: "A percentage of each line after discount, without tax and shipping.",
          },
          { value: "fixed", label: "A fixed amount", sentence: "The same amount for every sale, however large." },
        ]}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} data-kind="percent">
        <TextInput label="New customers" rightSection="%" inputMode="decimal" {...inputProps(fields.newCustomerRate)} />
        <TextInput
          label="Returning customers"
          rightSection="%"
          inputMode="decimal"
          description="0 pays for new customers only."
          inputWrapperOrder={["label", "input", "description", "error"]}
          {...inputProps(fields.returningCustomerRate)}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} data-kind="fixed">
        <TextInput
          label={`New customers, ${currency} per sale`}
          inputMode="decimal"
          {...inputProps(fields.newCustomerAmount)}
        />
        <TextInput
          label={`Returning customers, ${currency} per sale`}
          inputMode="decimal"
          {...inputProps(fields.returningCustomerAmount)}
        />
      </SimpleGrid>
      <TextInput
        label="Hold"
        description="How many days after the sale its commission waits for returns before finance may approve it."
        rightSection="days"
        rightSectionWidth={52}
        inputMode="numeric"
        maw={420}
        placeholder={`0 to ${MAX_HOLD_DAYS}`}
        {...inputProps(fields.holdDays)}
      />
    </Stack>
  );
}
