import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Anchor, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { Form } from "@remix-run/react";
import { declineWords } from "../commissions/decline-sentences.ts";
import { formatAmount } from "../ui/amount.tsx";
import { inputProps } from "../ui/form-field.ts";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { MAX_NOTE_LENGTH } from "./appeal-form-texts.ts";
import type { AppealRow } from "./appeal-store.server.ts";

/** The decline and the creator's words, one after the other. */
export function BothSides({ row }: { row: AppealRow }) {
  const { appeal, creatorName, reason, note, declinedAt, declinedByName } = row;
  return (
    <>
      <Panel title="The decline" lead={`By ${declinedByName ?? "finance"} on ${formatDay(declinedAt)}.`}>
        <Stack gap="sm">
          {reason !== null && (
            <Text className="prose">
              {declineWords[reason].label}: {declineWords[reason].sentence}
            </Text>
          )}
          {note !== "" && <Text className="prose">“{note}”</Text>}
        </Stack>
      </Panel>
      <Panel title={`What ${creatorName} says`} lead={`Appealed on ${formatDay(appeal.openedAt)}.`}>
        <Stack gap="sm">
          <Text className="prose">{appeal.message}</Text>
          {appeal.proofUrl !== null && (
            <Text className="longWord">
              Proof:{" "}
              <Anchor href={appeal.proofUrl} rel="noopener noreferrer nofollow" target="_blank" inherit>
                {appeal.proofUrl}
              </Anchor>
            </Text>
          )}
        </Stack>
      </Panel>
    </>
  );
}

/** The two answers, with the reason the creator reads. */
export function AppealAnswerForm({
  row,
  lastResult,
}: {
  row: AppealRow;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const { creatorName, calculatedMinor, currency } = row;
  const [form, fields] = useForm<{ note: string }>({ id: "answer", lastResult });
  const amount = formatAmount(calculatedMinor, currency);
  return (
    <Panel
      title="Your answer"
      lead={`${creatorName} reads your reason word for word. It cannot be changed afterwards.`}
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="md">
          {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
          <Textarea
            label="Reason"
            description="Do not name the buyer."
            autosize
            minRows={3}
            maxLength={MAX_NOTE_LENGTH}
            required
            {...inputProps(fields.note)}
          />
          <Group gap="sm">
            <Button type="submit" name="intent" value="overturned">
              Overturn it: {amount} counts again
            </Button>
            <Button type="submit" name="intent" value="upheld" variant="default">
              The decline stands
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            Overturned, the commission goes back to where it was before the decline, and the difference is posted. The
            decline stays in the history.
          </Text>
        </Stack>
      </Form>
    </Panel>
  );
}

/** What was answered, by whom and why. */
export function GivenAppealAnswer({ row: { appeal, answeredByName, brandName } }: { row: AppealRow }) {
  const side = appeal.answeredFor === "brand" ? brandName : "finance";
  const on = appeal.answeredAt ? ` on ${formatDay(appeal.answeredAt)}` : "";
  return (
    <Panel
      title={appeal.answer === "overturned" ? "Overturned" : "The decline stands"}
      lead={`Answered by ${answeredByName ?? "somebody"} for ${side}${on}.`}
    >
      <Text className="prose">“{appeal.answerNote}”</Text>
    </Panel>
  );
}
