import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconPackages } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { answerOf } from "#app/payouts/batch-refusals.ts";
import { rails } from "#app/payouts/payout.ts";
import { railWords } from "#app/payouts/payout-words.tsx";
import { PreviewTables } from "#app/payouts/preview-tables.tsx";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { BatchDayNotice } from "#app/payouts/batch-day-notice.tsx";
import { readPrepareForm } from "#app/payouts/read-prepare-form.ts";
import { readBatchDay } from "#app/payouts/read-payout-terms.server.ts";
import { readPreview } from "#app/payouts/read-batches.server.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";

export const meta: MetaFunction = () => [{ title: "Prepare a batch · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer"]);
  const { command, errors, typed } = readPrepareForm(new URL(args.request.url).searchParams, services.clock.now());
  const preview = command && (await readPreview(services, command));
  const page = pageNumber(new URL(args.request.url).searchParams);
  return { typed, errors, page, preview, currency: typed.currency, batchDay: await readBatchDay(services) };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer"]);
  const { command, errors } = readPrepareForm(await args.request.formData(), services.clock.now());
  if (!command) return data({ problem: Object.values(errors).join(" ") }, { status: 422 });
  const outcome = await prepareBatch(services, { ...command, userId });
  if (outcome.ok) return redirect(`/finance/batches/${outcome.value.batchId}?done=prepared`);
  const { status, sentence } = answerOf(outcome.refusal, outcome.detail);
  return data({ problem: sentence }, { status });
}

export default function Prepare() {
  const { typed, errors, preview, currency, page, batchDay } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Prepare a batch"
      lead="Every approved commission up to the cut-off, one payout per creator over all brands, clawbacks netted. Look at who gets what, then prepare it."
      crumbs={[{ label: "Batches", to: "/finance/batches" }]}
    >
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      <BatchDayNotice {...batchDay} />
      <Panel>
        <Form method="get" preventScrollReset>
          <Group align="flex-start" gap="sm">
            <NativeSelect
              name="rail"
              label="Travels"
              className="filterField"
              defaultValue={typed.rail}
              error={errors.rail}
              data={rails.map((value) => ({ label: railWords[value], value }))}
            />
            <TextInput
              name="currency"
              label="Currency"
              w={110}
              className="filterField"
              defaultValue={typed.currency}
              error={errors.currency}
              maxLength={3}
              autoComplete="off"
            />
            <TextInput
              type="date"
              name="cutOff"
              label="Approved up to"
              className="filterField"
              defaultValue={typed.cutOff}
              error={errors.cutOffAt}
              description="Empty: until now"
              inputWrapperOrder={["label", "input", "description", "error"]}
            />
            <Button type="submit" variant="default" mt={25}>
              Preview
            </Button>
          </Group>
        </Form>
      </Panel>
      {preview && preview.payouts.length === 0 && preview.skipped.length === 0 && (
        <Panel>
          <EmptyState icon={<IconPackages />} title={`Nothing is payable in ${currency}`}>
            Approve commissions in the review queue first, or choose another currency.
          </EmptyState>
        </Panel>
      )}
      {preview && (
        <PreviewTables preview={preview} currency={currency} page={page}>
          <Form method="post">
            <input type="hidden" name="rail" value={typed.rail} />
            <input type="hidden" name="currency" value={typed.currency} />
            <input type="hidden" name="cutOff" value={typed.cutOff} />
            <Stack gap={6} align="flex-start">
              <Button type="submit">Prepare this batch</Button>
              <Text size="sm" c="dimmed">
                Nothing is sent: a second person approves first.
              </Text>
            </Stack>
          </Form>
        </PreviewTables>
      )}
    </Page>
  );
}
