import { Box, Group, Text } from "@mantine/core";
import { CopyButton } from "./copy-field.tsx";

/** Lines of code to take along. They scroll within their box, which the keyboard reaches too. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <Box>
      <Group justify="space-between" align="center" mb={6} gap="sm">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <CopyButton label={label} value={code} />
      </Group>
      <pre className="codeBlock" tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
    </Box>
  );
}
