import { Box, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface Moment {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: ReactNode;
  /** When, under the title. */
  readonly when?: ReactNode;
  /** A status at the right of the title. */
  readonly badge?: ReactNode;
  readonly children?: ReactNode;
  /** The one that matters most. */
  readonly isStrong?: boolean;
}

/** What happened, in order of time: a list with a line through its marks. `label` is read out by screen readers. */
export function TimeLine({ label, moments }: { label: string; moments: readonly Moment[] }) {
  return (
    <ol className="timeLine" aria-label={label}>
      {moments.map((moment) => (
        <li key={moment.key} {...(moment.isStrong ? { "data-strong": true } : {})}>
          <Box className="timeLineMark" aria-hidden>
            {moment.icon}
          </Box>
          <Stack gap={2} className="timeLineBody">
            <Group gap={8} justify="space-between" align="flex-start">
              <Text component="div" fw={600}>
                {moment.title}
              </Text>
              {moment.badge}
            </Group>
            {moment.when !== undefined && (
              <Text component="div" size="sm" c="dimmed">
                {moment.when}
              </Text>
            )}
            {moment.children !== undefined && (
              <Text component="div" size="sm">
                {moment.children}
              </Text>
            )}
          </Stack>
        </li>
      ))}
    </ol>
  );
}
