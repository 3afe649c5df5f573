import { Button, Code, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

const ICON_SIZE = 16;

/** The address a shop sends its webhooks to, ready to copy. */
export function WebhookAddress({ address }: { address: string }) {
  return (
    <Group gap="sm">
      <Code fz="sm" style={{ overflowWrap: "anywhere" }}>
        {address}
      </Code>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button
            type="button"
            variant="default"
            size="compact-sm"
            onClick={copy}
            leftSection={
              copied ? <IconCheck size={ICON_SIZE} aria-hidden /> : <IconCopy size={ICON_SIZE} aria-hidden />
            }
          >
            {copied ? "Copied" : "Copy the address"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
