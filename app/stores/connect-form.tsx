import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, List, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { inputProps } from "#app/ui/form-field.ts";
import { Panel } from "#app/ui/panel.tsx";
import { connectStoreSchema } from "./connect-store.ts";
import type { StoreKind } from "./store.ts";
import { kindWords } from "./store-words.ts";
import { WebhookAddress } from "./webhook-address.tsx";

/** What to do in the shop, and the form that connects it. */
export function ConnectForm({
  kind,
  storeId,
  webhookAddress,
  cancelTo,
  lastResult,
}: {
  kind: StoreKind;
  storeId: string;
  webhookAddress: string | null;
  cancelTo: string;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const words = kindWords[kind];
  const [form, fields] = useForm({
    id: "connect-store",
    lastResult,
    defaultValue: { storeId, kind, name: words.label },
    constraint: getZodConstraint(connectStoreSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: connectStoreSchema }),
  });
  return (
    <Stack gap="lg">
      <Panel title="What to do">
        <Stack gap="md">
          <List type="ordered" spacing="xs" pr="md">
            {words.steps.map((step) => (
              <List.Item key={step}>{step}</List.Item>
            ))}
          </List>
          {webhookAddress !== null && <WebhookAddress address={webhookAddress} />}
        </Stack>
      </Panel>
      <Panel title="Your store">
        <Form method="post" {...getFormProps(form)}>
          <Stack gap="md" maw={520}>
            <input type="hidden" name="storeId" value={storeId} />
            <input type="hidden" name="kind" value={kind} />
            <TextInput
              label="Name"
              description="How you call it; it stands beside each sale."
              {...inputProps(fields.name)}
            />
            {words.addressLabel !== null && (
              <TextInput
                label={words.addressLabel}
                placeholder={words.addressExample}
                inputMode="url"
                {...inputProps(fields.address)}
              />
            )}
            {words.secretLabel !== null && (
              <PasswordInput
                label={words.secretLabel}
                required
                withAsterisk
                description="Stored encrypted and never shown again."
                autoComplete="off"
                {...inputProps(fields.secret)}
              />
            )}
            <Group gap="sm">
              <Button type="submit">Connect the store</Button>
              <Button component={Link} to={cancelTo} variant="subtle" color="gray">
                Cancel
              </Button>
            </Group>
          </Stack>
        </Form>
      </Panel>
    </Stack>
  );
}
