import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatDecimal } from "../kit/money.ts";
import { ChoiceBar } from "../ui/choice-bar.tsx";
import { inputProps } from "../ui/form-field.ts";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import type { BatchSchedule, ScheduleKind } from "./batch-schedule.ts";
import type { PayoutTerms } from "./payout-terms.ts";
import { MAX_REASON_LENGTH, scheduleChoices, weekdayNames } from "./payout-terms-words.ts";

type TypedTerms = {
  readonly schedule: string;
  readonly weekday: string;
  readonly firstDay: string;
  readonly dayOfMonth: string;
  readonly minimums: { currency: string; amount: string }[];
  readonly fromDay: string;
  readonly reason: string;
};

/** Sets new terms, beginning with those in force. Each kind of schedule is an address of its own, so that it works without script. */
export function PayoutTermsForm({
  kind,
  inForce,
  today,
  lastResult,
}: {
  kind: ScheduleKind;
  inForce: PayoutTerms;
  /** Such as `2026-06-01`. */
  today: string;
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<TypedTerms>({
    id: `terms-${kind}`,
    lastResult,
    defaultValue: { ...typedSchedule(inForce.schedule, today), minimums: typedMinimums(inForce), fromDay: today },
  });
  return (
    <Panel
      title="Set terms"
      lead="They hold from the day you choose, for batches prepared from then on. Batches that are prepared keep what they were prepared with."
    >
      <Stack>
        <ChoiceBar label="How often batches go out" name="schedule" value={kind} choices={scheduleChoices} />
        <Form method="post" {...getFormProps(form)}>
          <input type="hidden" name="schedule" value={kind} />
          <Stack maw={640}>
            {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
            {kind === "weekly" && (
              <NativeSelect
                label="Weekday"
                data={weekdayNames.map((label, weekday) => ({ label, value: String(weekday) }))}
                {...inputProps(fields.weekday)}
              />
            )}
            {kind === "every-two-weeks" && (
              <TextInput
                type="date"
                label="First batch day"
                description="Within the two weeks after the terms begin; the others are fourteen days apart."
                {...inputProps(fields.firstDay)}
              />
            )}
            {kind === "monthly-on-day" && (
              <TextInput
                label="Day of the month"
                description="1 to 31; in a shorter month its last day."
                inputMode="numeric"
                {...inputProps(fields.dayOfMonth)}
              />
            )}
            {kind === "monthly-last-working-day" && (
              <Text size="sm" c="dimmed">
                The last Monday to Friday of each month. Bank holidays differ by country and are not known here.
              </Text>
            )}
            <MinimumLines lines={fields.minimums.getFieldList().map((line) => line.getFieldset())} />
            <TextInput
              type="date"
              label="From"
              description="Today means from now on; a later day from its beginning, in UTC."
              {...inputProps(fields.fromDay)}
            />
            <Textarea
              label="Why"
              description="Kept with the terms, for whoever asks later."
              maxLength={MAX_REASON_LENGTH}
              autosize
              minRows={2}
              {...inputProps(fields.reason)}
            />
            <Group>
              <Button type="submit">Set these terms</Button>
            </Group>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}

type LineField = Parameters<typeof inputProps>[0];

/** The smallest payout by currency. The last line is for a further currency; an emptied amount takes its currency off the list. */
function MinimumLines({ lines }: { lines: readonly { readonly currency: LineField; readonly amount: LineField }[] }) {
  return (
    <Stack component="fieldset" gap="xs" p={0} m={0} bd="none">
      <Text component="legend" size="sm" fw={500} mb={4}>
        Smallest payout
      </Text>
      <Text size="xs" c="dimmed">
        Empty an amount to take its currency off the list: then ten of its main unit count.
      </Text>
      {lines.map(({ currency, amount }, index) => (
        <Group key={currency.id} gap="sm" align="flex-start" wrap="nowrap">
          <TextInput
            w={96}
            maxLength={3}
            autoComplete="off"
            aria-label={`Currency, line ${index + 1}`}
            placeholder="SEK"
            {...inputProps(currency)}
          />
          <TextInput
            flex={1}
            inputMode="decimal"
            autoComplete="off"
            aria-label={`Smallest payout, line ${index + 1}`}
            placeholder="100"
            {...inputProps(amount)}
          />
        </Group>
      ))}
    </Stack>
  );
}

const FURTHER_LINE = { currency: "", amount: "" };

function typedMinimums({ minimumMinor }: PayoutTerms): TypedTerms["minimums"] {
  const lines = Object.entries(minimumMinor).map(([currency, minor]) => ({
    currency,
    amount: formatDecimal(minor, currency),
  }));
  return [...lines, FURTHER_LINE];
}

function typedSchedule(
  schedule: BatchSchedule,
  today: string,
): Pick<TypedTerms, "weekday" | "firstDay" | "dayOfMonth"> {
  return {
    weekday: String(schedule.kind === "weekly" ? schedule.weekday : 4),
    firstDay: today,
    dayOfMonth: String(schedule.kind === "monthly-on-day" ? schedule.dayOfMonth : 15),
  };
}
