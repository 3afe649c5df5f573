import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { IconKey } from "@tabler/icons-react";
import { Form } from "@remix-run/react";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day, Moment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records } from "#app/ui/records.tsx";
import type { ApiKey } from "./api-key-store.server.ts";

/** The keys of a brand. A new one is shown once, right after it was made. */
export function ApiKeysPanel({
  apiKeys,
  newKey,
  lastResult,
}: {
  apiKeys: readonly ApiKey[];
  newKey: string | null;
  lastResult: SubmissionResult<string[]> | null;
}) {
  return (
    <Panel title="API keys" lead="For programs that report sales to /api/v1. A key speaks for the whole brand." flush>
      {newKey && (
        <Stack px="lg" pb="md">
          <Notice kind="done" title="Your new key">
            <Stack gap="xs">
              <Code block style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}>
                {newKey}
              </Code>
              <Text size="sm">Copy it now. Only a fingerprint is kept, so nobody can show it to you again.</Text>
            </Stack>
          </Notice>
        </Stack>
      )}
      <Records
        caption="API keys"
        rows={apiKeys}
        rowKey={(apiKey) => apiKey.id}
        empty={
          <EmptyState icon={<IconKey size={26} />} title="No API key yet">
            Make one below when a program of yours reports sales. Stores that are connected do not need one.
          </EmptyState>
        }
        columns={[
          { label: "Name", isMain: true, cell: (apiKey) => apiKey.name },
          { label: "Begins with", cell: (apiKey) => <Code>{apiKey.prefix}…</Code> },
          { label: "Made", cell: (apiKey) => <Day at={apiKey.createdAt} /> },
          { label: "Last used", cell: (apiKey) => (apiKey.lastUsedAt ? <Moment at={apiKey.lastUsedAt} /> : "never") },
          { label: "", isFigure: true, cell: (apiKey) => <RevokeForm apiKey={apiKey} /> },
        ]}
      />
      <NewKeyForm lastResult={lastResult} />
    </Panel>
  );
}

function RevokeForm({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Form method="post">
      <input type="hidden" name="apiKeyId" value={apiKey.id} />
      <Button
        type="submit"
        name="intent"
        value="revoke-key"
        variant="subtle"
        color="red"
        size="compact-sm"
        aria-label={`Revoke the key ${apiKey.name}`}
      >
        Revoke
      </Button>
    </Form>
  );
}

function NewKeyForm({ lastResult }: { lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm<{ name: string }>({
    id: "new-key",
    lastResult,
    constraint: { name: { required: true } },
  });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Group align="flex-start" gap="sm" p="lg">
        <TextInput
          label="Name of a new key"
          placeholder="Order export"
          flex={1}
          miw={{ base: "100%", xs: 200 }}
          {...inputProps(fields.name)}
        />
        <Button type="submit" name="intent" value="create-key" variant="default" mt={{ base: 0, xs: 25 }}>
          Make a key
        </Button>
      </Group>
    </Form>
  );
}
