import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, Stack, TextInput, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import { CheckList } from "#app/ui/check-list.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Notice } from "#app/ui/notice.tsx";
import { isFilled, PolicyFields } from "./policy-fields.tsx";
import type { exclusiveToForm, policyToForm } from "./policy-form-texts.ts";

/** A creator who could be an exclusive partner. */
export interface PartnerChoice {
  readonly partnershipId: string;
  readonly creatorName: string;
}

export function ChangePolicyForm({
  initial,
  currency,
  partners,
  lastResult,
}: {
  initial: ReturnType<typeof policyToForm> & ReturnType<typeof exclusiveToForm>;
  currency: string;
  partners: readonly PartnerChoice[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm({ id: "policy", defaultValue: initial, lastResult });
  const chosen = fields.exclusivePartners.initialValue;
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="md">
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <PolicyFields
          fields={fields}
          currency={currency}
          isAdjusted={[fields.exclusiveHours, fields.exclusivePartners].some(isFilled)}
        >
          {partners.length > 0 && (
            <Stack gap="sm">
              <Title order={3} fz="md">
                Exclusive partners
              </Title>
              <TextInput
                label="Exclusive window"
                description="A touch of an exclusive partner this long before the sale, or less, shuts out everybody else."
                placeholder="none"
                rightSection="hours"
                rightSectionWidth={60}
                inputMode="numeric"
                maw={420}
                {...inputProps(fields.exclusiveHours)}
              />
              <CheckList
                legend="Who has it"
                name={fields.exclusivePartners.name}
                options={partners.map(({ partnershipId, creatorName }) => ({
                  value: partnershipId,
                  label: creatorName,
                }))}
                initial={Array.isArray(chosen) ? chosen.filter((id) => typeof id === "string") : []}
                error={fields.exclusivePartners.errors?.join(" ")}
              />
            </Stack>
          )}
        </PolicyFields>
        <Group>
          <Button type="submit" name="intent" value="change-policy" variant="default">
            Change the rules from now on
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
