import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconBuildingBank } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { topUpWords } from "#app/billing/balance-words.ts";
import {
  bankTransferRefusals,
  decideTransferSchema,
  recordBankTransferSchema,
  type BankTransferRefusal,
} from "#app/billing/record-bank-transfer.ts";
import {
  confirmBankTransfer,
  declineBankTransfer,
  recordBankTransfer,
} from "#app/billing/record-bank-transfer.server.ts";
import { listBankTransfers, listBrandNames } from "#app/billing/top-up-store.server.ts";
import { Amount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Brand funding · Fairshare" }];

const TRANSFERS_SHOWN = 50;

const confirmations: Readonly<Record<string, string>> = {
  recorded: "Recorded. The money is in the brand’s balance.",
  waiting: "Recorded. It is above the limit, so a second person has to confirm it before it counts.",
  confirmed: "Confirmed. The money is in the brand’s balance.",
  declined: "Declined. Nothing was booked.",
};

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  return services.db.inPlatform(async (tx) => ({
    transfers: await listBankTransfers(tx, TRANSFERS_SHOWN),
    brands: await listBrandNames(tx),
    userId,
    confirmation: confirmations[new URL(args.request.url).searchParams.get("done") ?? ""] ?? null,
  }));
}

interface Answer {
  readonly result: SubmissionResult<string[]> | null;
  readonly problem: string | null;
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const form = await args.request.formData();
  const done = (word: string) => redirect(`/finance/funding?done=${word}`);
  const refused = (refusal: BankTransferRefusal) => {
    const { status, sentence } = bankTransferRefusals[refusal];
    return data<Answer>({ result: null, problem: sentence }, { status });
  };
  const intent = form.get("intent");
  if (intent === "confirm" || intent === "decline") {
    const chosen = decideTransferSchema.safeParse(Object.fromEntries(form));
    if (!chosen.success)
      return data<Answer>({ result: null, problem: "Choose a transfer of the list." }, { status: 422 });
    const decide = intent === "confirm" ? confirmBankTransfer : declineBankTransfer;
    const outcome = await decide(services, { ...chosen.data, userId });
    return outcome.ok ? done(intent === "confirm" ? "confirmed" : "declined") : refused(outcome.refusal);
  }
  const submission = parseWithZod(form, { schema: recordBankTransferSchema });
  if (submission.status !== "success")
    return data<Answer>({ result: submission.reply(), problem: null }, { status: 422 });
  const outcome = await recordBankTransfer(services, { ...submission.value, userId });
  return outcome.ok ? done(outcome.value.isWaiting ? "waiting" : "recorded") : refused(outcome.refusal);
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Transfer = Loaded["transfers"][number];

export default function FundingPage() {
  const { transfers, brands, userId, confirmation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const columns: Column<Transfer>[] = [
    { label: "Recorded", cell: (row) => <Day at={row.requestedAt} /> },
    { label: "Brand", isMain: true, cell: (row) => row.brandName },
    { label: "Reference", cell: (row) => row.bankReference },
    { label: "By", cell: (row) => row.requestedByName },
    { label: "Amount", isFigure: true, cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} /> },
    {
      label: "Status",
      cell: (row) => <Status tone={topUpWords[row.status].tone}>{topUpWords[row.status].word}</Status>,
    },
    { label: "", cell: (row) => <TransferActions transfer={row} isOwn={row.requestedBy === userId} /> },
  ];
  return (
    <Page
      title="Brand funding"
      lead="Transfers that stand on our bank statement become the brand’s balance. Large ones need a second person."
    >
      {confirmation && !answer && <Notice kind="done">{confirmation}</Notice>}
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      <RecordForm brands={brands} lastResult={answer?.result ?? null} />
      <Panel title="Bank transfers" flush>
        <Records
          caption="Bank transfers"
          columns={columns}
          rows={transfers}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={<IconBuildingBank />} title="No transfer recorded yet">
              Record a transfer above as soon as it stands on the bank statement.
            </EmptyState>
          }
        />
      </Panel>
    </Page>
  );
}

function TransferActions({ transfer, isOwn }: { transfer: Transfer; isOwn: boolean }) {
  if (transfer.status !== "waiting") return null;
  return (
    <Form method="post">
      <input type="hidden" name="brandId" value={transfer.brandId} />
      <input type="hidden" name="topUpId" value={transfer.id} />
      <Group gap="xs" justify="flex-end">
        {isOwn ? (
          <Text size="xs" c="dimmed">
            Recorded by you
          </Text>
        ) : (
          <Button type="submit" size="xs" name="intent" value="confirm">
            Confirm
          </Button>
        )}
        <Button type="submit" size="xs" variant="default" name="intent" value="decline">
          Not there
        </Button>
      </Group>
    </Form>
  );
}

function RecordForm({ brands, lastResult }: { brands: Loaded["brands"]; lastResult: Answer["result"] }) {
  const [form, fields] = useForm<{ brandId: string; amount: string; currency: string; bankReference: string }>({
    lastResult,
  });
  return (
    <Panel title="Record a transfer" lead="Copy it from the bank statement: the reference is taken once per brand.">
      <Form method="post" {...getFormProps(form)}>
        <Stack gap="sm">
          <Group align="flex-start" gap="sm">
            <NativeSelect
              label="Brand"
              data={brands.map(({ id, name }) => ({ value: id, label: name }))}
              {...inputProps(fields.brandId)}
            />
            <TextInput label="Amount" inputMode="decimal" autoComplete="off" w={150} {...inputProps(fields.amount)} />
            <TextInput
              label="Currency"
              w={110}
              maxLength={3}
              autoComplete="off"
              {...inputProps(fields.currency)}
              defaultValue="EUR"
            />
            <TextInput label="Bank’s reference" autoComplete="off" {...inputProps(fields.bankReference)} />
          </Group>
          <Button type="submit" w="fit-content">
            Record it
          </Button>
        </Stack>
      </Form>
    </Panel>
  );
}
