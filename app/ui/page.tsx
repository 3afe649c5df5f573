import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

/** The frame of every signed-in page: where you are, what it is, what you can do here, then the content. */
export function Page({
  title,
  lead,
  crumbs = [],
  badge,
  actions,
  children,
}: {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  badge?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack gap="lg">
      <Stack gap={6}>
        {crumbs.length > 0 && (
          <Breadcrumbs aria-label="Breadcrumb" classNames={{ root: "crumbs", breadcrumb: "crumb" }}>
            {crumbs.map((crumb) => (
              <Anchor key={crumb.to} component={Link} to={crumb.to} size="sm" c="dimmed">
                {crumb.label}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-start" gap="md">
          <Stack gap={4} maw={720}>
            <Group gap="sm">
              <Title order={1}>{title}</Title>
              {badge}
            </Group>
            {lead !== undefined && (
              <Text c="dimmed" component="div">
                {lead}
              </Text>
            )}
          </Stack>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
