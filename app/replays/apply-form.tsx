import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Checkbox, Group, List, Stack, Textarea } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { formatAmount, formatCount } from "../ui/amount.tsx";
import { inputProps } from "../ui/form-field.ts";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";
import type { readReplay } from "./read-replay.server.ts";
import { MAX_APPLY_REASON } from "./replay-form-texts.ts";

type Replay = NonNullable<Awaited<ReturnType<typeof readReplay>>>;

/** The second look before anything is posted: the numbers again, who is told, and what a brand promises its creators by it. */
export function ApplyForm({ replay, lastResult }: { replay: Replay; lastResult: SubmissionResult<string[]> | null }) {
  const [form, fields] = useForm({ id: "apply", defaultValue: { reason: "", seen: "" }, lastResult });
  const { changeCount, creatorCount, totals, leftMoney, firstDay, lastDay, policyName } = replay;
  return (
    <Panel
      title="Look again before you apply it"
      lead={`${policyName}, for the sales of ${formatDay(firstDay)} to ${formatDay(lastDay)}.`}
    >
      <Stack gap="md">
        <List spacing="xs">
          <List.Item>
            {formatCount(changeCount)} {changeCount === 1 ? "sale is" : "sales are"} decided again. What was decided and
            booked before stays where it is; only differences are posted.
          </List.Item>
          {totals.map(({ currency, gainedMinor, lostMinor }) => (
            <List.Item key={currency}>
              Creators gain {formatAmount(gainedMinor, currency)} and lose {formatAmount(lostMinor, currency)}.
            </List.Item>
          ))}
          {leftMoney.map(({ currency, minor }) => (
            <List.Item key={currency}>
              {formatAmount(minor, currency)} that was approved or paid already is taken back with the sales it was for,
              and set off against those creators’ next payouts.
            </List.Item>
          ))}
          <List.Item>
            {formatCount(creatorCount)} {creatorCount === 1 ? "creator is" : "creators are"} told by mail, each with
            their own sums and your reason below.
          </List.Item>
          <List.Item>
            It goes by the facts of this moment: a refund or a click that came in since the what-if counts.
          </List.Item>
        </List>
        <Notice kind="note" title="What you promised your creators">
          Their rates do not change: every sale is paid by the terms of its day, and a rate cut still needs its notice.
          But who is credited changes for sales that were made, and creators rely on that as well. Apply a replay to put
          right what was decided wrongly, or to what you have agreed with them; for a new rule, change the campaign’s
          rules from now on instead.
        </Notice>
        <Form method="post" {...getFormProps(form)}>
          <Stack gap="md">
            {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
            <Textarea
              label="Why, in your words"
              description={`Every creator concerned reads it. At most ${MAX_APPLY_REASON} characters.`}
              autosize
              minRows={2}
              maxLength={MAX_APPLY_REASON}
              {...inputProps(fields.reason)}
            />
            <Checkbox
              id={fields.seen.id}
              name={fields.seen.name}
              value="yes"
              label="I have looked at who gains and who loses."
              error={fields.seen.errors?.join(" ")}
            />
            <Group>
              <Button type="submit" name="intent" value="apply">
                Apply and post the differences
              </Button>
              <Button component={Link} to="?" variant="default">
                Not now
              </Button>
            </Group>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}
