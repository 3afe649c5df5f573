import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { codeRules, slugRules } from "#app/links/name-words.ts";

/** Another name for the link and another code, each with the rules beside it. */
export function RenameForms({
  slug,
  code,
  slugResult,
  codeResult,
}: {
  slug: string;
  code: string;
  slugResult: SubmissionResult<string[]> | null;
  codeResult: SubmissionResult<string[]> | null;
}) {
  const [slugForm, slugFields] = useForm<{ slug: string }>({
    id: "rename-link",
    defaultValue: { slug },
    lastResult: slugResult,
  });
  const [codeForm, codeFields] = useForm<{ code: string }>({
    id: "rename-code",
    defaultValue: { code },
    lastResult: codeResult,
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      <Form method="post" {...getFormProps(slugForm)}>
        <Stack gap="sm">
          <TextInput
            label="Name of the link"
            description={slugRules}
            autoCapitalize="none"
            {...inputProps(slugFields.slug)}
          />
          <Group>
            <Button type="submit" name="intent" value="rename-link" variant="default">
              Rename the link
            </Button>
          </Group>
        </Stack>
      </Form>
      <Form method="post" {...getFormProps(codeForm)}>
        <Stack gap="sm">
          <TextInput
            label="Code"
            description={codeRules}
            autoCapitalize="characters"
            {...inputProps(codeFields.code)}
          />
          <Group>
            <Button type="submit" name="intent" value="rename-code" variant="default">
              Change the code
            </Button>
          </Group>
        </Stack>
      </Form>
    </SimpleGrid>
  );
}
