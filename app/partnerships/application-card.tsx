import { Button, Group, Paper, SimpleGrid, Stack, Text, Textarea, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import { ChannelList } from "#app/creators/channel-list.tsx";
import { NicheBadges } from "#app/creators/niche-badges.tsx";
import type { Channel } from "#app/creators/creator.ts";
import { listInWords } from "#app/creators/creator-words.ts";
import { sharedNiches } from "#app/matching/rank-offers.ts";
import { ConfirmButton } from "#app/ui/confirm-button.tsx";
import { formatDistance } from "#app/ui/moment.tsx";
import { MAX_NOTE_LENGTH } from "./answer-application.ts";
import type { ApplicationRow } from "./partner-list-store.server.ts";

/** One application: who asks, for which campaign, with what reach, and the two answers. */
export function ApplicationCard({
  application,
  mayAnswer,
  now,
}: {
  application: ApplicationRow & { readonly channels: readonly Channel[]; readonly countryNames: readonly string[] };
  mayAnswer: boolean;
  now: Date;
}) {
  const { partnership, creatorName, campaignName, campaignNiches, niches, bio, channels, countryNames } = application;
  const shared = sharedNiches(campaignNiches, niches);
  return (
    <Paper component="section" p="lg" aria-label={`Application of ${creatorName} to ${campaignName}`}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Title order={2}>{creatorName}</Title>
            <Text size="sm" c="dimmed">
              applied to {campaignName} {formatDistance(partnership.createdAt, now)}
            </Text>
          </Stack>
          {mayAnswer && <Answers partnershipId={partnership.id} creatorName={creatorName} />}
        </Group>
        <Text className="prose">{partnership.message}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Stack gap={6}>
            <Text size="sm" fw={600}>
              Channels
            </Text>
            <ChannelList channels={channels} />
          </Stack>
          <Stack gap={6}>
            <Text size="sm" fw={600}>
              Niches
            </Text>
            <NicheBadges niches={niches} shared={shared} />
            <Text size="sm" c="dimmed">
              {shared.length === 0
                ? "Shares no niche with this campaign."
                : `${shared.length} of the ${campaignNiches.length} this campaign looks for.`}
              {countryNames.length > 0 && ` Audience in ${listInWords(countryNames)}.`}
            </Text>
            {bio !== "" && (
              <Text size="sm" className="prose">
                {bio}
              </Text>
            )}
          </Stack>
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

function Answers({ partnershipId, creatorName }: { partnershipId: string; creatorName: string }) {
  return (
    <Group gap="sm">
      <Form method="post">
        <input type="hidden" name="partnershipId" value={partnershipId} />
        <Button type="submit" name="intent" value="approve" aria-label={`Approve ${creatorName}`}>
          Approve
        </Button>
      </Form>
      <ConfirmButton
        label="Decline"
        question={`${creatorName} reads your reason word for word.`}
        confirmLabel="Decline the application"
        intent="decline"
        hidden={{ partnershipId }}
      >
        <Textarea label="Reason" name="note" required maxLength={MAX_NOTE_LENGTH} autosize minRows={3} />
      </ConfirmButton>
    </Group>
  );
}
