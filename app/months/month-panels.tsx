import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { Form } from "@remix-run/react";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { formatDay, Moment as At } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import { TimeLine } from "../ui/time-line.tsx";
import { MAX_REASON_LENGTH } from "./close-month-texts.ts";
import type { ChecklistItem } from "./month-checklist.ts";
import { monthEventWords } from "./month-words.ts";
import type { MonthPage } from "./read-months.server.ts";

const ICON = { size: 18, "aria-hidden": true } as const;

/** What must be done before the month is closed, each with how it stands. */
export function ChecklistPanel({ items }: { items: readonly ChecklistItem[] }) {
  return (
    <Panel
      title="Before it is closed"
      lead="Each line is counted anew when this page is loaded and when the month is closed."
    >
      <Stack component="ul" gap="sm" m={0} p={0} className="plainList">
        {items.map((item) => (
          <li key={item.kind}>
            <Group gap="sm" wrap="nowrap" align="flex-start">
              {item.isClear ? (
                <IconCircleCheck {...ICON} color="var(--mantine-color-fair-6)" />
              ) : item.isRequired ? (
                <IconAlertTriangle {...ICON} color="var(--mantine-color-red-6)" />
              ) : (
                <IconInfoCircle {...ICON} color="var(--mantine-color-blue-6)" />
              )}
              <Text>
                {item.sentence}
                {!item.isClear && item.isRequired && (
                  <Text component="span" inherit c="dimmed">
                    {" "}
                    To be done.
                  </Text>
                )}
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
    </Panel>
  );
}

export interface MonthRights {
  readonly userId: string;
  readonly mayConfirm: boolean;
}

/** What this person may do with the month now, and a sentence when it is somebody else's turn. */
export function MonthActions({ page, rights }: { page: MonthPage; rights: MonthRights }) {
  const { standing, isRunning, isClosed, closableFrom, now } = page;
  if (isRunning || now < closableFrom) {
    return <Text c="dimmed">It can be closed from {formatDay(closableFrom)} on, a day after its end.</Text>;
  }
  const status = standing?.closing.status;
  if (status === "proposed") return <ProposedActions page={page} rights={rights} />;
  if (status === "reopening") return <ReopeningActions page={page} rights={rights} />;
  if (isClosed) return <ClosedActions page={page} />;
  return (
    <ConfirmButton
      label="Propose to close it…"
      question="The checks of the books run at once. A second person, an approver, then closes the month; with it every month before it is closed. Until then you can take it back."
      confirmLabel="Propose to close it"
      intent="propose"
    />
  );
}

function ProposedActions({ page: { standing }, rights }: { page: MonthPage; rights: MonthRights }) {
  const isOwn = standing?.closing.proposedBy === rights.userId;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {!isOwn && rights.mayConfirm && (
          <ConfirmButton
            label="Close the month…"
            question="From then on nothing is booked as having happened in it or before it: what comes late is booked in the open month, and says so. The hash of every creator’s statement is kept."
            confirmLabel="Close the month"
            intent="close"
          />
        )}
        <Form method="post">
          <Group gap="sm">
            <Button type="submit" name="intent" value="check" variant="default">
              Run the checks again
            </Button>
            <Button type="submit" name="intent" value="withdraw" variant="default">
              Take the proposal back
            </Button>
          </Group>
        </Form>
      </Group>
      {(isOwn || !rights.mayConfirm) && (
        <Text size="sm" c="dimmed">
          {isOwn ? "You proposed it; another person closes it." : "Waits for an approver."}
        </Text>
      )}
    </Stack>
  );
}

function ReopeningActions({ page: { standing }, rights }: { page: MonthPage; rights: MonthRights }) {
  const isOwn = standing?.closing.reopenProposedBy === rights.userId;
  return (
    <Stack gap="sm">
      <Text className="prose">
        {standing?.reopenProposedByName ?? "Somebody"} asks to reopen it: “{standing?.closing.reopenReason}”
      </Text>
      <Group gap="sm">
        {!isOwn && rights.mayConfirm && (
          <ConfirmButton
            label="Reopen the month…"
            question="Postings may say again that they happened in it. The sealed statements stay kept with this closing; it has to be closed anew."
            confirmLabel="Reopen the month"
            intent="reopen"
            isDangerous
          />
        )}
        <Form method="post">
          <Button type="submit" name="intent" value="keep-closed" variant="default">
            Keep it closed
          </Button>
        </Form>
      </Group>
      {(isOwn || !rights.mayConfirm) && (
        <Text size="sm" c="dimmed">
          {isOwn ? "You asked; another person reopens it." : "Waits for an approver."}
        </Text>
      )}
    </Stack>
  );
}

function ClosedActions({ page: { isLatestClosed } }: { page: MonthPage }) {
  if (!isLatestClosed)
    return <Text c="dimmed">A later month is closed on top of it. Only the latest can be reopened.</Text>;
  return (
    <ConfirmButton
      label="Ask to reopen it…"
      question="A second person, an approver, reopens it. Your reason is kept with the books."
      confirmLabel="Ask to reopen it"
      intent="propose-reopening"
      isDangerous
    >
      <Textarea label="Reason" name="reason" required maxLength={MAX_REASON_LENGTH} autosize minRows={2} />
    </ConfirmButton>
  );
}

/** Who did what with the month, and when. */
export function MonthHistory({ events }: { events: MonthPage["events"] }) {
  if (events.length === 0) return null;
  return (
    <Panel title="Who did what">
      <TimeLine
        label="Who did what with this month"
        moments={events.map(({ id, action, actorName, occurredAt, detail }) => ({
          key: id,
          icon: <IconCircleCheck size={16} aria-hidden />,
          title: `${actorName} ${monthEventWords[action] ?? action}`,
          when: <At at={occurredAt} />,
          children: typeof detail["reason"] === "string" ? <Text size="sm">“{detail["reason"]}”</Text> : undefined,
        }))}
      />
    </Panel>
  );
}

/** What the books' own checks said, one line each where something was found. */
export function ChecksPanel({ page: { standing } }: { page: MonthPage }) {
  const checks = standing?.closing.checks;
  if (!checks) return null;
  const broken = checks.filter(({ findings }) => findings > 0);
  return (
    <Panel
      title="The checks of the books"
      lead={standing?.closing.checkedAt ? <At at={standing.closing.checkedAt} /> : undefined}
      actions={
        <Status tone={broken.length === 0 ? "good" : "bad"}>{broken.length === 0 ? "All hold" : "Findings"}</Status>
      }
    >
      {broken.length === 0 ? (
        <Text>All {checks.length} hold: the ledger balances, nothing was changed, and every list agrees with it.</Text>
      ) : (
        <Stack component="ul" gap={6} m={0} p={0} className="plainList">
          {broken.map(({ name, claim, findings }) => (
            <li key={name}>
              <Text>
                {claim} <strong>{findings === 1 ? "1 row says otherwise." : `${findings} rows say otherwise.`}</strong>
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
