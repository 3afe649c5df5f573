import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A titled area of a page. `flush` lets a table reach the border. */
export function Panel({
  title,
  lead,
  actions,
  flush = false,
  children,
}: {
  title?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  const hasHead = title !== undefined || actions !== undefined;
  return (
    <Paper component="section" {...(title ? { "aria-label": title } : {})}>
      {hasHead && (
        <Group justify="space-between" align="flex-start" px="lg" pt="md" pb={flush ? "sm" : 0} gap="sm">
          <Stack gap={2}>
            {title !== undefined && <Title order={2}>{title}</Title>}
            {lead !== undefined && (
              <Text c="dimmed" size="sm" component="div">
                {lead}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
      )}
      {flush ? children : <Box p="lg">{children}</Box>}
    </Paper>
  );
}
