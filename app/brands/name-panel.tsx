import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { Panel } from "#app/ui/panel.tsx";

/** The name creators read. */
export function NamePanel({ name, lastResult }: { name: string; lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm({
    id: "brand-name",
    lastResult,
    defaultValue: { name },
    constraint: { name: { required: true } },
  });
  return (
    <Panel title="Name">
      <Form method="post" {...getFormProps(form)}>
        <Group align="flex-start" gap="sm">
          <TextInput
            label="Company name"
            description="What creators read. Addresses stay as they are."
            flex={1}
            miw={{ base: "100%", xs: 200 }}
            {...inputProps(fields.name)}
          />
          <Button type="submit" name="intent" value="rename" variant="default" mt={{ base: 0, xs: 46 }}>
            Save
          </Button>
        </Group>
      </Form>
    </Panel>
  );
}
