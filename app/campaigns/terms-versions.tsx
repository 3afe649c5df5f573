import { Stack, Text } from "@mantine/core";
import { Day } from "#app/ui/moment.tsx";
import { Records } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";
import type { CampaignTerms } from "./campaign.ts";
import { RulebookSentences } from "./rulebook-sentences.tsx";
import { describeHold, describeTerms } from "./terms-words.ts";

/** Every version of what the campaign pays, with the days each is in force for partnerships that were running. */
export function TermsVersions({
  versions,
  currentVersion,
  now,
}: {
  versions: readonly CampaignTerms[];
  currentVersion: number;
  now: Date;
}) {
  return (
    <Records
      caption="Versions of the terms"
      rows={versions}
      rowKey={(terms) => terms.id}
      empty={null}
      columns={[
        {
          label: "Pays",
          isMain: true,
          cell: (terms) => (
            <Stack gap={0}>
              <Text inherit fw={600}>
                {describeTerms(terms)}
              </Text>
              <Text size="sm" c="dimmed" fw={400}>
                {describeHold(terms)}
              </Text>
              <RulebookSentences terms={terms} />
            </Stack>
          ),
        },
        { label: "Announced", cell: (terms) => <Day at={terms.announcedAt} /> },
        { label: "In force from", cell: (terms) => <Day at={terms.inForceFrom} /> },
        { label: "State", cell: (terms) => <VersionState terms={terms} currentVersion={currentVersion} now={now} /> },
      ]}
    />
  );
}

function VersionState({ terms, currentVersion, now }: { terms: CampaignTerms; currentVersion: number; now: Date }) {
  if (terms.version === currentVersion) return <Status tone="good">In force</Status>;
  if (terms.inForceFrom > now && terms.version > currentVersion) return <Status tone="waiting">Announced</Status>;
  return <Status tone="stopped">Replaced</Status>;
}
