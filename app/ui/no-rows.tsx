import { Text } from "@mantine/core";

/** What stands in place of a page's rows: the page lies behind the last one, or there are none at all, and why. */
export function NoRows({ total, children }: { total: number; children: string }) {
  return (
    <Text p="lg" c="dimmed">
      {total > 0 ? "There are no more on this page; go back a page." : children}
    </Text>
  );
}
