import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { inputProps } from "../ui/form-field.ts";
import { formatDay, formatDistance } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { Status } from "../ui/status.tsx";
import { appealDeadlineOf, appealStandingOf } from "./appeal.ts";
import { MAX_MESSAGE_LENGTH } from "./appeal-form-texts.ts";
import type { listOwnDeclines } from "./appeal-store.server.ts";
import { appealWords } from "./appeal-words.ts";

type OwnDecline = Awaited<ReturnType<typeof listOwnDeclines>>[number];

/** A creator's declined commission: what they can do about it and until when, what they said, and the answer. */
export function OwnAppealPanel({
  decline,
  now,
  lastResult,
}: {
  decline: OwnDecline;
  now: Date;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const { appeal, status, declinedAt } = decline;
  const deadline = appealDeadlineOf(declinedAt);
  if (appeal) return <SentAppeal decline={decline} appeal={appeal} now={now} />;
  if (status !== "declined") return null;
  if (now > deadline) {
    return (
      <Panel title="Appeal">
        <Text>The time for an appeal ended on {formatDay(deadline)}, so the decline is final.</Text>
      </Panel>
    );
  }
  return <AppealForm decline={decline} deadline={deadline} now={now} lastResult={lastResult} />;
}

function AppealForm({
  decline,
  deadline,
  now,
  lastResult,
}: {
  decline: OwnDecline;
  deadline: Date;
  now: Date;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ message: string; proofUrl: string }>({ id: "appeal", lastResult });
  return (
    <Panel
      title="Not right? Appeal the decline"
      lead={`You can until ${formatDay(deadline)}, ${formatDistance(deadline, now)}. Somebody who did not decline it answers within 14 days, with a reason.`}
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <input type="hidden" name="commissionId" value={decline.commissionId} />
          <Textarea
            label="Why is the decline wrong?"
            description="What you did and where it can be seen. Leave the buyer’s name out."
            autosize
            minRows={3}
            maxLength={MAX_MESSAGE_LENGTH}
            required
            {...inputProps(fields.message)}
          />
          <TextInput
            label="Link to a proof"
            description="Optional: a post, a screenshot you keep somewhere. Begins with https://."
            inputMode="url"
            {...inputProps(fields.proofUrl)}
          />
          <Group>
            <Button type="submit" name="intent" value="appeal">
              Send the appeal
            </Button>
          </Group>
        </Stack>
      </Form>
    </Panel>
  );
}

function SentAppeal({
  decline,
  appeal,
  now,
}: {
  decline: OwnDecline;
  appeal: NonNullable<OwnDecline["appeal"]>;
  now: Date;
}) {
  const { word, tone } = appealWords(appealStandingOf(appeal, now), appeal.answer);
  const who = appeal.answeredFor === "brand" ? decline.brandName : "Finance";
  return (
    <Panel
      title="Your appeal"
      lead={
        appeal.status === "open"
          ? `Sent on ${formatDay(appeal.openedAt)}; the answer is due ${formatDistance(appeal.dueAt, now)}, on ${formatDay(appeal.dueAt)}.`
          : `Sent on ${formatDay(appeal.openedAt)}.`
      }
      actions={<Status tone={tone}>{word}</Status>}
    >
      <Stack gap="sm">
        <Text className="prose">“{appeal.message}”</Text>
        {appeal.answeredAt && (
          <Text className="prose">
            <Text component="span" inherit fw={600}>
              {who} answered on {formatDay(appeal.answeredAt)}:
            </Text>{" "}
            {appeal.answer === "overturned"
              ? "The decline is overturned, your commission counts again."
              : "The decline stands."}{" "}
            “{appeal.answerNote}”
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
