import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, List, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatAmount } from "../ui/amount.tsx";
import { inputProps } from "../ui/form-field.ts";
import { formatDay } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { Panel } from "../ui/panel.tsx";

/** From which amount on a creator is paid in one currency. */
interface Minimum {
  readonly currency: string;
  readonly platformMinor: bigint;
  readonly ownMinor: bigint | null;
  /** What finance has planned; null where nothing changes. */
  readonly planned: { readonly platformMinor: bigint; readonly from: Date } | null;
}

/** "Pay me only from … on": the platform's smallest payouts, and the creator's own amounts above them. */
export function OwnMinimumPanel({
  minimums,
  lastResult,
}: {
  minimums: readonly Minimum[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ currency: string; ownAmount: string }>({
    id: "own-minimum",
    lastResult,
    defaultValue: { currency: minimums[0]?.currency ?? "EUR" },
  });
  return (
    <Panel title="Pay me only from" lead="Fewer, larger payouts. Until an amount is reached your money waits for you.">
      <Stack>
        <List listStyleType="none" size="sm">
          {minimums.map((minimum) => (
            <List.Item key={minimum.currency}>{minimumSentence(minimum)}</List.Item>
          ))}
        </List>
        <Form method="post" {...getFormProps(form)}>
          <Stack>
            {form.errors && <Notice kind="problem">{form.errors.join(" ")}</Notice>}
            <NativeSelect
              label="Currency earned"
              data={minimums.map(({ currency }) => currency)}
              {...inputProps(fields.currency)}
            />
            <TextInput
              label="Pay me from"
              description="Not below the smallest payout. Empty: the smallest payout."
              inputMode="decimal"
              autoComplete="off"
              {...inputProps(fields.ownAmount)}
            />
            <Group>
              <Button type="submit" name="intent" value="minimum" variant="default">
                Save the amount
              </Button>
            </Group>
          </Stack>
        </Form>
      </Stack>
    </Panel>
  );
}

function minimumSentence({ currency, platformMinor, ownMinor, planned }: Minimum) {
  const platform = formatAmount(platformMinor, currency);
  const isOwn = ownMinor !== null && ownMinor > platformMinor;
  return (
    <>
      You are paid from{" "}
      <Text span inherit fw={600} className="figure">
        {isOwn ? formatAmount(ownMinor, currency) : platform}
      </Text>{" "}
      on, {isOwn ? `as you chose; the smallest payout is ${platform}` : "the smallest payout"}.
      {planned &&
        ` From ${formatDay(planned.from)} the smallest payout is ${formatAmount(planned.platformMinor, currency)}.`}
    </>
  );
}
