import { Anchor, Box, Center, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { BrandMark } from "./shell.tsx";

/** The frame of pages with one short form and nothing else: sign-in, sign-up, password, errors. */
export function NarrowPage({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <Box component="main" mih="100vh" px="md" py={{ base: 32, sm: 64 }}>
      <Stack maw={460} mx="auto" gap="lg">
        <Center>
          <Anchor component={Link} to="/" underline="never" c="inherit">
            <BrandMark />
          </Anchor>
        </Center>
        <Paper p={{ base: "lg", sm: 32 }}>
          <Stack gap="lg">
            <Stack gap={6}>
              <Title order={1}>{title}</Title>
              {lead !== undefined && (
                <Text c="dimmed" component="div">
                  {lead}
                </Text>
              )}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {foot !== undefined && (
          <Text ta="center" size="sm" c="dimmed" component="div">
            {foot}
          </Text>
        )}
      </Stack>
    </Box>
  );
}
