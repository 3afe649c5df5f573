import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatAmount } from "../ui/amount.tsx";
import { inputProps } from "../ui/form-field.ts";
import { Panel } from "../ui/panel.tsx";

interface Limit {
  readonly currency: string;
  readonly limitMinor: bigint;
}

/** From which balance on the brand wants to be told. */
export function LimitForm({
  limits,
  lastResult,
}: {
  limits: readonly Limit[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const [form, fields] = useForm<{ limit: string; currency: string }>({ id: "limit", lastResult });
  return (
    <Panel title="Warn us" lead="By mail to owners and managers, once until there is enough again.">
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="sm">
          <Text size="sm">
            {limits.map(({ currency, limitMinor }) => `Below ${formatAmount(limitMinor, currency)}`).join(", ")}, and
            whenever commissions wait.
          </Text>
          <Group align="flex-start" gap="sm">
            <TextInput label="Below" inputMode="decimal" autoComplete="off" w={150} {...inputProps(fields.limit)} />
            <NativeSelect
              label="Currency"
              w={110}
              data={limits.map(({ currency }) => currency)}
              {...inputProps(fields.currency)}
            />
          </Group>
          <Button type="submit" name="intent" value="limit" variant="default" w="fit-content">
            Save the limit
          </Button>
        </Stack>
      </Form>
    </Panel>
  );
}
