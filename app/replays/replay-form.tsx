import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { PolicyFields } from "../campaigns/policy-fields.tsx";
import type { policyToForm } from "../campaigns/policy-form-texts.ts";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";

/** Which sales, and by which rules: the question of a what-if. */
export function ReplayForm({
  initial,
  campaigns,
  currency,
  lastResult,
}: {
  initial: ReturnType<typeof policyToForm> & { first: string; last: string; campaign: string };
  campaigns: readonly { readonly id: string; readonly name: string }[];
  currency: string;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm({ id: "replay", defaultValue: initial, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="md">
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <Group align="flex-start" gap="md">
          <TextInput type="date" label="First day" className="filterField" {...inputProps(fields.first)} />
          <TextInput type="date" label="Last day" className="filterField" {...inputProps(fields.last)} />
          <NativeSelect
            label="Campaign"
            className="filterField"
            {...inputProps(fields.campaign)}
            data={[
              { label: "All campaigns", value: "all" },
              ...campaigns.map(({ id, name }) => ({ label: name, value: id })),
            ]}
          />
        </Group>
        <PolicyFields fields={fields} currency={currency} />
        <Group>
          <Button type="submit" name="intent" value="start">
            Work out what would change
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
