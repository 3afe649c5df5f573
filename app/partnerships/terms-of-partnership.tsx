import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { RulebookSentences } from "#app/campaigns/rulebook-sentences.tsx";
import { describeChanges, describeHold, describeTerms } from "#app/campaigns/terms-words.ts";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { PartnershipView } from "./read-partnership.server.ts";

/** What the creator earns by today, and what changes when. */
export function TermsOfPartnership({ view: { partnership, currentTerms, upcomingTerms } }: { view: PartnershipView }) {
  return (
    <Stack gap="sm">
      <Text fw={600}>{describeTerms(currentTerms)}</Text>
      <RulebookSentences terms={currentTerms} />
      <Text size="sm" c="dimmed">
        Each commission is {describeHold(currentTerms)}.
      </Text>
      <Anchor component={Link} to={`/creator/partnerships/${partnership.id}/simulate`} size="sm">
        Try an order
      </Anchor>
      {upcomingTerms.map((terms) => (
        <Notice key={terms.id} kind="note" title="Announced by the brand">
          <Stack gap={4}>
            <Text size="sm">
              From <Day at={terms.inForceFrom} />; told to you on <Day at={terms.announcedAt} />.
            </Text>
            {describeChanges(currentTerms, terms).map((change) => (
              <Text key={change} size="sm">
                {change}
              </Text>
            ))}
          </Stack>
        </Notice>
      ))}
    </Stack>
  );
}
