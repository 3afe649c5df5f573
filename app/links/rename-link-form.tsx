import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { slugRules } from "./name-words.ts";

/** Another name for a link, with the rules beside it. */
export function RenameLinkForm({ slug, lastResult }: { slug: string; lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm<{ slug: string }>({ id: "rename-link", defaultValue: { slug }, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="sm">
        <TextInput
          label="Name of the link"
          description={slugRules}
          autoCapitalize="none"
          {...inputProps(fields.slug)}
        />
        <Group>
          <Button type="submit" name="intent" value="rename-link" variant="default">
            Rename the link
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
