import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { EmptyState } from "../ui/empty-state.tsx";
import { Day, formatDay, Moment } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import { TERMS_SHOWN } from "./page-sizes.ts";
import type { PayoutTerms } from "./payout-terms.ts";
import { minimumsInWords, scheduleAsTitle, scheduleInWords, weekdayNames } from "./payout-terms-words.ts";

/** What holds now: how often, the days this leads to, and from which amount on. */
export function TermsInForce({
  inForce,
  planned,
  batchDays,
}: {
  inForce: PayoutTerms;
  planned: readonly PayoutTerms[];
  batchDays: readonly Date[];
}) {
  const { inForceFrom, schedule, minimumMinor } = inForce;
  const [next, ...later] = batchDays;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Panel
        title={scheduleAsTitle(schedule)}
        lead={inForceFrom === null ? "The default: nobody has set terms yet." : `Since ${formatDay(inForceFrom)}.`}
      >
        <Stack gap="sm">
          {next && (
            <Text>
              The next batch day is{" "}
              <Text span inherit fw={650}>
                {weekdayNames[next.getUTCDay()]}, {formatDay(next)}
              </Text>
              .
            </Text>
          )}
          <Text size="sm" c="dimmed">
            Then {later.map(formatDay).join(", ")}.
          </Text>
          {planned.map((terms) => (
            <Text key={terms.id} size="sm">
              From {formatDay(terms.inForceFrom ?? new Date(0))} on: {scheduleInWords(terms.schedule)}, smallest payout{" "}
              {minimumsInWords(terms)}.
            </Text>
          ))}
        </Stack>
      </Panel>
      <Panel title="Smallest payout" lead="Less than this waits and is added to the next batch.">
        <Text className="figure" style={{ whiteSpace: "normal" }}>
          {minimumsInWords({ minimumMinor })}
        </Text>
        <Text size="sm" c="dimmed" mt="sm">
          In every other currency ten of its main unit. A creator may choose to be paid from a higher amount on.
        </Text>
      </Panel>
    </SimpleGrid>
  );
}

interface SetTerms extends PayoutTerms {
  readonly reason: string;
  readonly setAt: Date;
  readonly setByName: string;
}

/** Everything that was ever set, the latest first: from when, what, who and why. */
export function TermsHistory({
  rows,
  total,
  page,
  inForceId,
  now,
}: {
  rows: readonly SetTerms[];
  total: number;
  page: number;
  inForceId: string | null;
  now: Date;
}) {
  const columns: Column<SetTerms>[] = [
    { label: "In force from", isMain: true, cell: (row) => <Day at={row.inForceFrom ?? row.setAt} /> },
    { label: "State", cell: (row) => <TermsState row={row} inForceId={inForceId} now={now} /> },
    { label: "Batches", cell: (row) => scheduleAsTitle(row.schedule) },
    { label: "Smallest payout", isLong: true, cell: (row) => minimumsInWords(row) },
    { label: "Why", isLong: true, cell: (row) => row.reason },
    {
      label: "Set by",
      isLong: true,
      cell: (row) => (
        <Stack gap={0}>
          {row.setByName}
          <Text span size="xs" c="dimmed">
            <Moment at={row.setAt} />
          </Text>
        </Stack>
      ),
    },
  ];
  return (
    <Panel title="Every version" lead="Nothing is ever changed: new terms take over from those before." flush>
      <Records
        caption="Versions of the payout terms"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id ?? ""}
        empty={
          <EmptyState icon={<IconCalendarEvent />} title="The defaults hold">
            Batches go out every Thursday. Once an approver sets terms, each version stands here with who set it and
            why.
          </EmptyState>
        }
      />
      <Pages page={page} pageSize={TERMS_SHOWN} total={total} />
    </Panel>
  );
}

function TermsState({ row, inForceId, now }: { row: SetTerms; inForceId: string | null; now: Date }) {
  if (row.id === inForceId) return <Status tone="good">In force</Status>;
  const isPlanned = row.inForceFrom !== null && row.inForceFrom > now;
  return <Status tone={isPlanned ? "waiting" : "stopped"}>{isPlanned ? "Planned" : "Replaced"}</Status>;
}
