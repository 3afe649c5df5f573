import { Button, Group, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";

/** A text to take along: one tap copies it; without script it can be selected. */
export function CopyField({ label, description, value }: { label: string; description?: string; value: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const [canCopy, setCanCopy] = useState(false);
  useEffect(() => setCanCopy(true), []);
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        label={label}
        {...(description ? { description } : {})}
        value={value}
        readOnly
        flex={1}
        miw={0}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontVariantNumeric: "tabular-nums", textOverflow: "ellipsis" } }}
      />
      {canCopy && <CopyButton label={label} isCopied={clipboard.copied} onCopy={() => clipboard.copy(value)} />}
    </Group>
  );
}

function CopyButton({ label, isCopied, onCopy }: { label: string; isCopied: boolean; onCopy: () => void }) {
  const icon = isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  return (
    <Button variant="default" leftSection={icon} onClick={onCopy} aria-label={`Copy: ${label}`} aria-live="polite">
      {isCopied ? "Copied" : "Copy"}
    </Button>
  );
}
