import { Anchor, Button, Group, List, PasswordInput, Stack, Text } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { credentialWords, type CredentialKind } from "./store-credentials.ts";

/** How many codes of the store are in which state. */
export type CodeCounts = Readonly<Record<string, number>>;

/** What to paste so that the shop makes codes by itself, and how its codes stand once it does. */
export function CredentialsPanel({
  kind,
  storeName,
  keepsCodes,
  isTestMode,
  counts,
  codesTo,
  problems,
}: {
  kind: CredentialKind;
  storeName: string;
  keepsCodes: boolean;
  isTestMode: boolean;
  counts: CodeCounts;
  /** The page of all codes. */
  codesTo: string;
  /** A sentence per field, by its name. */
  problems: Readonly<Record<string, string>>;
}) {
  const words = credentialWords[kind];
  return (
    <Panel
      title="Discount codes"
      lead={
        keepsCodes
          ? "Codes come into this shop and leave it by themselves, and we look a few times a day whether they are as they should be."
          : "Give us a key, and every creator’s code appears in the shop by itself, ends with the campaign, and is watched over."
      }
    >
      <Stack gap="md" maw={640}>
        {isTestMode && (
          <Notice kind="note" title="Test mode">
            This store speaks with a stand-in on this machine, not with the real shop. Nothing here costs money.
          </Notice>
        )}
        {keepsCodes && <CountsLine counts={counts} codesTo={codesTo} storeName={storeName} />}
        {words.limitation !== null && (
          <Text size="sm" c="dimmed">
            {words.limitation}
          </Text>
        )}
        <details className="behind" open={!keepsCodes || Object.keys(problems).length > 0}>
          <summary>{keepsCodes ? "Use another key, or none" : "What to do"}</summary>
          <Stack gap="md" pt="sm">
            <List type="ordered" spacing="xs" size="sm" pr="md">
              {words.steps.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
            <Form method="post">
              <Stack gap="md">
                {words.fields.map(({ name, label, example }) => (
                  <PasswordInput
                    key={name}
                    name={name}
                    label={label}
                    placeholder={example}
                    description="Stored encrypted and never shown again."
                    autoComplete="off"
                    required
                    withAsterisk
                    error={problems[name]}
                  />
                ))}
                <Group gap="sm">
                  <Button type="submit" name="intent" value="save-credentials">
                    Try the key and keep it
                  </Button>
                </Group>
              </Stack>
            </Form>
            {keepsCodes && (
              <Form method="post">
                <Stack gap={6} align="flex-start">
                  <Text size="sm" c="dimmed">
                    Without a key the codes stay in the shop as they are, and nobody watches over them.
                  </Text>
                  <Button type="submit" name="intent" value="forget-credentials" variant="outline" color="red">
                    Forget the key
                  </Button>
                </Stack>
              </Form>
            )}
          </Stack>
        </details>
      </Stack>
    </Panel>
  );
}

function CountsLine({ counts, codesTo, storeName }: { counts: CodeCounts; codesTo: string; storeName: string }) {
  const live = counts["live"] ?? 0;
  const waiting = counts["waiting"] ?? 0;
  const troubled = (counts["failed"] ?? 0) + (counts["edited"] ?? 0) + (counts["missing"] ?? 0);
  return (
    <Text>
      {live === 1 ? "One code is" : `${formatCount(live)} codes are`} live in {storeName}
      {waiting > 0 && `, ${formatCount(waiting)} on the way`}
      {troubled > 0 && `, ${formatCount(troubled)} in need of a look`}.{" "}
      <Anchor component={Link} to={troubled > 0 ? `${codesTo}?show=attention` : codesTo} inherit>
        See the codes
      </Anchor>
    </Text>
  );
}
