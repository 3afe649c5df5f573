import { Group, Stack, Text } from "@mantine/core";
import { Day } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import { flagWords, riskWords } from "./flag-words.ts";
import type { FlagKind } from "./flag.ts";

export interface ShownFlag {
  readonly id: string;
  readonly kind: FlagKind;
  readonly points: number;
  readonly sentence: string;
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
}

/** What was found about a commission, with the figures and the points of each finding; those no longer found stay as history. */
export function RiskPanel({
  points,
  assessedAt,
  flags,
}: {
  points: number;
  /** Null while nobody has looked. */
  assessedAt: Date | null;
  flags: readonly ShownFlag[];
}) {
  const standing = flags.filter(({ clearedAt }) => clearedAt === null);
  const { word, tone } = riskWords(points);
  return (
    <Panel
      title="Risk"
      lead={
        assessedAt === null ? (
          "Not looked at: held commissions are, every ten minutes."
        ) : (
          <>
            Last looked at on <Day at={assessedAt} />. Findings only make a person look; they take nothing from the
            creator.
          </>
        )
      }
      actions={assessedAt !== null && <Status tone={tone}>{word}</Status>}
    >
      {flags.length === 0 ? (
        <Text>{assessedAt === null ? "Nothing is known." : "Nothing unusual was found."}</Text>
      ) : (
        <Stack component="ul" gap="md" m={0} p={0} className="plainList">
          {[...standing, ...flags.filter(({ clearedAt }) => clearedAt !== null)].map((flag) => (
            <li key={flag.id}>
              <Group justify="space-between" gap="sm" align="flex-start">
                <Text fw={600}>{flagWords[flag.kind].label}</Text>
                <Text size="sm" c="dimmed" className="figure">
                  {flag.clearedAt === null ? `${flag.points} points` : "No longer found"}
                </Text>
              </Group>
              <Text className="prose">{flag.sentence}</Text>
              <Text size="sm" c="dimmed" className="prose">
                {flag.clearedAt === null ? flagWords[flag.kind].advice : ""} Found on <Day at={flag.raisedAt} />
                {flag.clearedAt !== null && (
                  <>
                    , gone on <Day at={flag.clearedAt} />
                  </>
                )}
                .
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
