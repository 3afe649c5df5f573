import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { Form } from "@remix-run/react";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { inputProps } from "../ui/form-field.ts";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import { MAX_NOTE_LENGTH } from "./inquiry-form-texts.ts";
import type { InquiryFacts } from "./read-inquiry.server.ts";

/** The two answers, with the reason the creator reads. */
export function AnswerForm({
  creatorName,
  partnerships,
  canCredit,
  lastResult,
}: {
  creatorName: string;
  partnerships: InquiryFacts["partnerships"];
  /** False for an order that no store has told of. */
  canCredit: boolean;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ note: string; partnershipId: string }>({ id: "answer", lastResult });
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
          {canCredit && partnerships.length > 1 && (
            <NativeSelect
              label="Campaign"
              description="Its terms say what the sale earns."
              {...inputProps(fields.partnershipId)}
              data={[
                { value: "", label: "Choose the campaign" },
                ...partnerships.map(({ id, campaignName }) => ({ value: id, label: campaignName })),
              ]}
            />
          )}
          <Group gap="sm">
            {canCredit && (
              <Button type="submit" name="intent" value="credited">
                Credit it to {creatorName}
              </Button>
            )}
            <Button type="submit" name="intent" value="stands" variant="default">
              The decision stands
            </Button>
          </Group>
          {canCredit && (
            <Text size="sm" c="dimmed">
              Crediting goes before every rule. Commission follows the campaign’s terms and budget, and whoever is
              credited now loses the credit.
            </Text>
          )}
        </Stack>
      </Form>
    </Panel>
  );
}

/** What was answered; a credit by hand may be taken back. */
export function GivenAnswer({ facts, mayAnswer }: { facts: InquiryFacts; mayAnswer: boolean }) {
  const { inquiry, creatorName, answeredByName, award } = facts;
  if (inquiry.status === "withdrawn") {
    return (
      <Panel title="Answer">
        <Text>{creatorName} took the inquiry back, so it needs no answer.</Text>
      </Panel>
    );
  }
  return (
    <Panel
      title={inquiry.answer === "credited" ? `Credited to ${creatorName}` : "The decision stands"}
      lead={`Answered by ${answeredByName ?? "your brand"}${inquiry.answeredAt ? ` on ${formatDay(inquiry.answeredAt)}` : ""}.`}
    >
      <Stack gap="md">
        <Text className="prose">“{inquiry.answerNote}”</Text>
        {award?.withdrawnAt && (
          <Text className="prose">
            Taken back on {formatDay(award.withdrawnAt)}: “{award.withdrawReason}”
          </Text>
        )}
        {award && award.withdrawnAt === null && mayAnswer && (
          <ConfirmButton
            label="Take the credit back"
            question={`The campaign’s rules decide again, and what that changes is posted. ${creatorName} reads your reason word for word.`}
            confirmLabel="Take it back"
            intent="withdraw-award"
            isDangerous
          >
            <Textarea label="Reason" name="note" required maxLength={MAX_NOTE_LENGTH} autosize minRows={3} />
          </ConfirmButton>
        )}
      </Stack>
    </Panel>
  );
}
