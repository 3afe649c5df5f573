import { Button, Group, TextInput } from "@mantine/core";
import { useClipboard, useMounted } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

const COPIED_FOR_MS = 2_000;

/** A text to take along: one tap copies it; without script it can be selected. */
export function CopyField({ label, description, value }: { label: string; description?: string; value: string }) {
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
      <CopyButton label={label} value={value} />
    </Group>
  );
}

/** Copies a text. It appears with the script, because without one it could do nothing. */
export function CopyButton({
  label,
  value,
  word = "Copy",
  isSmall = false,
}: {
  label: string;
  value: string;
  word?: string;
  /** For rows of a table. */
  isSmall?: boolean;
}) {
  const clipboard = useClipboard({ timeout: COPIED_FOR_MS });
  const canCopy = useMounted();
  if (!canCopy) return null;
  return (
    <Button
      variant={isSmall ? "subtle" : "default"}
      size={isSmall ? "compact-sm" : "sm"}
      leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      flex="none"
      onClick={() => clipboard.copy(value)}
      aria-label={`${word}: ${label}`}
      aria-live="polite"
    >
      {clipboard.copied ? "Copied" : word}
    </Button>
  );
}
