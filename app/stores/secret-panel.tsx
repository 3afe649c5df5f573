import { Button, Group, PasswordInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { Panel } from "#app/ui/panel.tsx";

/** Replaces the secret with which the shop signs. */
export function SecretPanel({ label, problem }: { label: string; problem: string | null }) {
  return (
    <Panel
      title="Secret"
      lead="The new secret counts at once; deliveries signed with the old one are refused from then on."
    >
      <Form method="post">
        <Group align="flex-start" gap="sm">
          <PasswordInput
            name="secret"
            label={label}
            autoComplete="off"
            required
            withAsterisk
            flex={1}
            miw={220}
            error={problem}
          />
          <Button type="submit" name="intent" value="replace-secret" variant="default" mt={25}>
            Replace the secret
          </Button>
        </Group>
      </Form>
    </Panel>
  );
}

/** Ends the connection. What was recorded stays. */
export function DisconnectPanel() {
  return (
    <Panel
      title="Disconnect"
      lead="No event of this store is taken any more, and its secret is forgotten. Its sales and commissions stay, and so do the codes in the shop."
    >
      <Form method="post">
        <Button type="submit" name="intent" value="disconnect" variant="outline" color="red">
          Disconnect the store
        </Button>
      </Form>
    </Panel>
  );
}
