import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { codeRules } from "./name-words.ts";

/** Another code, with the rules beside it. */
export function RenameCodeForm({ code, lastResult }: { code: string; lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm<{ code: string }>({ id: "rename-code", defaultValue: { code }, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="sm">
        <TextInput label="Code" description={codeRules} autoCapitalize="characters" {...inputProps(fields.code)} />
        <Group>
          <Button type="submit" name="intent" value="rename-code" variant="default">
            Change the code
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
