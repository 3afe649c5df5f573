import { Anchor, Group, Stack, Text } from "@mantine/core";
import { formatCount } from "#app/ui/amount.tsx";
import type { Channel } from "./creator.ts";
import { networkWords } from "./creator-words.ts";
import { tierOf } from "./tier.ts";

/** A creator's channels, the largest first, with the tier it makes. */
export function ChannelList({ channels }: { channels: readonly Channel[] }) {
  if (channels.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No channels listed.
      </Text>
    );
  }
  const tier = tierOf(channels.map((channel) => channel.followers));
  return (
    <Stack gap={4}>
      {channels.map((channel) => (
        <Group key={channel.id} justify="space-between" gap="sm" wrap="nowrap">
          <Anchor href={channel.url} rel="noreferrer nofollow" size="sm" truncate>
            {networkWords[channel.network]}
          </Anchor>
          <Text size="sm" className="figure">
            {formatCount(channel.followers)} followers
          </Text>
        </Group>
      ))}
      {tier && (
        <Text size="xs" c="dimmed">
          Tier: {tier}, by the largest channel.
        </Text>
      )}
    </Stack>
  );
}
