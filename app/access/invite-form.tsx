import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { Notice } from "#app/ui/notice.tsx";
import { roleSentences } from "./role-sentences.ts";
import { brandRoles, staffRoles } from "./roles.ts";

/** Invites somebody to a brand or to the platform's staff. */
export function InviteForm({
  team,
  lastResult,
}: {
  team: "brand" | "staff";
  lastResult: SubmissionResult<string[]> | null;
}) {
  const isBrand = team === "brand";
  const roles = isBrand ? [...brandRoles].reverse() : staffRoles;
  const [form, fields] = useForm<{ email: string; role: string }>({
    id: "invite",
    lastResult,
    // The server's answer says what is wrong: two fields are not worth a validator in every browser.
    constraint: { email: { required: true }, role: { required: true } },
  });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack>
        {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="E-mail" type="email" {...inputProps(fields.email)} />
          <NativeSelect label="Role" data={[...roles]} {...inputProps(fields.role)} />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {roles.map((role) => roleSentences[role]).join(" ")}
        </Text>
        <Button type="submit" name="intent" value="invite" style={{ alignSelf: "flex-start" }}>
          Send the invitation
        </Button>
      </Stack>
    </Form>
  );
}
