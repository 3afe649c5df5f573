import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Anchor, Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatCount } from "#app/ui/amount.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { networks, type Channel } from "./creator.ts";
import { networkWords } from "./creator-words.ts";

/** The channels on the profile, each with its way off it. */
export function ChannelRows({ channels }: { channels: readonly Channel[] }) {
  if (channels.length === 0) {
    return (
      <Text c="dimmed" mb="md">
        No channels yet. Brands answer applications by them, so add the one you are best known for first.
      </Text>
    );
  }
  return (
    <Stack component="ul" gap="sm" m={0} mb="lg" p={0} style={{ listStyle: "none" }}>
      {channels.map((channel) => (
        <Group key={channel.id} component="li" justify="space-between" gap="sm">
          <Stack gap={0} miw={0} maw="100%">
            <Text fw={600}>{networkWords[channel.network]}</Text>
            <Anchor href={channel.url} rel="noreferrer" size="sm" truncate>
              {channel.url}
            </Anchor>
          </Stack>
          <Group gap="md" wrap="nowrap">
            <Text size="sm" className="figure">
              {formatCount(channel.followers)} followers
            </Text>
            <Form method="post">
              <input type="hidden" name="channelId" value={channel.id} />
              <Button
                type="submit"
                name="intent"
                value="remove-channel"
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={`Remove ${networkWords[channel.network]}, ${channel.url}`}
              >
                Remove
              </Button>
            </Form>
          </Group>
        </Group>
      ))}
    </Stack>
  );
}

interface ChannelTexts {
  network: string;
  url: string;
  followers: string;
}

export function ChannelForm({ lastResult }: { lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm<ChannelTexts>({ id: "channel", lastResult });
  const choices = networks.map((value) => ({ value, label: networkWords[value] }));
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NativeSelect label="Where" data={choices} {...inputProps(fields.network)} />
          <TextInput label="Address" placeholder="https://" inputMode="url" {...inputProps(fields.url)} />
          <TextInput label="Followers" inputMode="numeric" {...inputProps(fields.followers)} />
        </SimpleGrid>
        <Group>
          <Button type="submit" name="intent" value="add-channel" variant="default">
            Add the channel
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
