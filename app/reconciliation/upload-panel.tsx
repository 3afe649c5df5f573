import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import type { Rail } from "../payouts/payout.ts";
import { railWords } from "../payouts/payout-words.tsx";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";

interface TypedUpload {
  readonly [field: string]: unknown;
  readonly rail: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly day: string;
  readonly status: string;
}

/** Takes a rail's statement. The headings matter for CSV alone, and only where a file does not use the usual ones. */
export function UploadPanel({
  rail,
  lastResult,
}: {
  rail: Rail | null;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<TypedUpload>({ lastResult, defaultValue: { rail: rail ?? "sepa" } });
  return (
    <Panel
      title="Upload a statement"
      lead="A bank statement (camt.053), a status report (pain.002) or CSV, up to 10 MB. What arrived is settled, what came back is payable again."
    >
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <NativeSelect
            label="Rail"
            data={Object.entries(railWords).map(([value, label]) => ({ value, label }))}
            {...inputProps(fields.rail)}
          />
          <TextInput
            type="file"
            name="file"
            label="Statement"
            accept=".xml,.csv,.txt,text/xml,text/csv"
            required
            withAsterisk
          />
          <details>
            <summary>Headings of a CSV file</summary>
            <Stack gap="sm" mt="sm">
              <Text size="sm" c="dimmed">
                Fill in what your file calls its columns; empty means the word in grey.
              </Text>
              <TextInput label="Reference" placeholder="reference" {...inputProps(fields.reference)} />
              <TextInput label="Amount" placeholder="amount" {...inputProps(fields.amount)} />
              <TextInput label="Currency" placeholder="currency" {...inputProps(fields.currency)} />
              <TextInput label="Day" placeholder="date" {...inputProps(fields.day)} />
              <TextInput label="Status" placeholder="status" {...inputProps(fields.status)} />
            </Stack>
          </details>
          <Button type="submit" style={{ alignSelf: "flex-start" }}>
            Compare it
          </Button>
        </Stack>
      </Form>
    </Panel>
  );
}
