import { Group, Kbd, Text } from "@mantine/core";

/** The single keys of a page, folded away: `?` opens and closes it, and so does a click. */
export function KeyList({
  id,
  keys,
}: {
  id: string;
  keys: readonly { readonly key: string; readonly does: string }[];
}) {
  return (
    <details className="folded" id={id}>
      <summary>Keys</summary>
      <Group component="dl" gap="lg" mt="xs" mb={0}>
        {keys.map(({ key, does }) => (
          <Group key={key} gap={6} wrap="nowrap">
            <Text component="dt" inherit>
              <Kbd>{key}</Kbd>
            </Text>
            <Text component="dd" size="sm" m={0}>
              {does}
            </Text>
          </Group>
        ))}
      </Group>
    </details>
  );
}

/** Opens or closes the list of keys. */
export function toggleKeyList(id: string): void {
  const list = document.getElementById(id);
  if (list instanceof HTMLDetailsElement) list.open = !list.open;
}
