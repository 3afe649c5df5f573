import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Grid, Stack, Text, TextInput } from "@mantine/core";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { isId } from "#app/kit/ids.ts";
import { actOnPayout, isPayoutIntent } from "#app/payouts/act-on-payout.server.ts";
import { askTakeBack } from "#app/payouts/ask-take-back.server.ts";
import { answerOf, type BatchRefusal } from "#app/payouts/batch-refusals.ts";
import { endToEndIdOf } from "#app/rails/payment.ts";
import { accountInWords } from "#app/payees/payee-kinds.ts";
import { conversionSentence, payoutWords, warningWords } from "#app/payouts/payout-words.tsx";
import { PAYOUT_LINES_SHOWN } from "#app/payouts/page-sizes.ts";
import { readPayout } from "#app/payouts/read-batches.server.ts";
import { returnPayout } from "#app/payouts/return-payout.server.ts";
import { returnPayoutSchema } from "#app/payouts/return-payout.ts";
import { askTakeBackSchema } from "#app/payouts/take-back.ts";
import { TakeBackPanel } from "#app/payouts/take-back-panel.tsx";
import { WithheldNotice } from "#app/tax/withheld-notice.tsx";
import { Amount, formatAmount, formatCount } from "#app/ui/amount.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day, formatMoment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `Payout to ${loaded?.payout.creatorName ?? ""} · Fairshare` },
];

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const { batchId, payoutId } = args.params;
  const page = pageNumber(new URL(args.request.url).searchParams);
  const loaded = isId(batchId) && isId(payoutId) ? await readPayout(services, batchId, payoutId, page) : null;
  if (!loaded) throw new Response("There is no such payout.", { status: 404 });
  const viewer = { userId, isPreparer: roles.includes("preparer"), isApprover: roles.includes("approver") };
  return { ...loaded, page, viewer };
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId, roles } = await requireStaff(args, ["preparer", "approver"]);
  const { batchId, payoutId } = args.params;
  // The address names a payout of this batch: one of another batch is not settled by a mistyped address.
  const isThere = isId(batchId) && isId(payoutId) && (await readPayout(services, batchId, payoutId, 1)) !== null;
  if (!isThere) throw new Response("There is no such payout.", { status: 404 });
  const form = await args.request.formData();
  const here = `/finance/batches/${batchId}/payouts/${payoutId}`;
  const refusedWith = (refusal: BatchRefusal) => {
    const { status, sentence } = answerOf(refusal);
    return data({ problem: sentence, result: null, takeBackResult: null }, { status });
  };
  const intent = form.get("intent");
  if (isPayoutIntent(intent)) {
    const outcome = await actOnPayout(services, { payoutId, intent, userId, roles });
    return outcome.ok ? redirect(`${here}?done=${outcome.value}`) : refusedWith(outcome.refusal);
  }
  if (intent === "ask-take-back") {
    const asked = parseWithZod(form, { schema: askTakeBackSchema });
    if (asked.status !== "success") {
      return data({ problem: null, result: null, takeBackResult: asked.reply() }, { status: 422 });
    }
    const outcome = await askTakeBack(services, { payoutId, userId, roles, reason: asked.value.reason });
    return outcome.ok ? redirect(`${here}?done=asked`) : refusedWith(outcome.refusal);
  }
  form.set("payoutId", payoutId);
  const submission = parseWithZod(form, { schema: returnPayoutSchema });
  if (submission.status !== "success") {
    return data({ problem: null, result: submission.reply(), takeBackResult: null }, { status: 422 });
  }
  const outcome = await returnPayout(services, { ...submission.value, userId });
  return outcome.ok ? redirect(`${here}?done=returned`) : refusedWith(outcome.refusal);
}

const doneSentences: Readonly<Record<string, string>> = {
  settled: "Recorded: the payout has arrived.",
  asked: "Asked. Nothing moves until a second person with the role approver confirms it on this page.",
  confirmed: "Confirmed. The provider is asked now; open this page again in a minute to see its answer.",
  withdrawn: "Dropped. The payout stays as it is.",
  returned:
    "Recorded: the money is payable again and goes into the next batch. Ask the creator to check their payee details.",
};

type Line = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

function columns(currency: string): Column<Line>[] {
  return [
    {
      label: "Order",
      isMain: true,
      cell: (line) => (
        <Anchor component={Link} to={`/finance/commissions/${line.commissionId}`} fw={600}>
          {line.orderName}
        </Anchor>
      ),
    },
    { label: "Brand", cell: (line) => line.brandName },
    { label: "Sold", cell: (line) => <Day at={line.placedAt} /> },
    { label: "What", cell: (line) => (line.amountMinor < 0n ? "Clawback, netted" : "Commission") },
    { label: "Amount", isFigure: true, cell: (line) => <Amount minor={line.amountMinor} currency={currency} /> },
  ];
}

export default function PayoutPage() {
  const { batch, payout, lines, page, takeBack, takeBackFault, isByApi, isTestMode, viewer } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const [form, fields] = useForm({ lastResult: answer?.result ?? null });
  const standing = payoutWords[payout.status];
  const canReturn = payout.status === "in-transit" || payout.status === "settled";
  const done = doneSentences[search.get("done") ?? ""];
  return (
    <Page
      title={`${formatAmount(payout.amountMinor, payout.currency)} to ${payout.creatorName}`}
      lead={`To the ${accountInWords(payout.payeeKind, payout.accountEnding)}. Reference ${endToEndIdOf(payout.id)}${payout.railReference === null ? "" : `, at the provider ${payout.railReference}`}.`}
      crumbs={[
        { label: "Batches", to: "/finance/batches" },
        { label: `Batch ${batch.name}`, to: `/finance/batches/${batch.id}` },
      ]}
      badge={<Status tone={standing.tone}>{standing.word}</Status>}
    >
      {answer?.problem && <Notice kind="problem">{answer.problem}</Notice>}
      {done && !answer && <Notice kind="done">{done}</Notice>}
      {payout.rate !== null && <Notice kind="note">{conversionSentence(payout)}</Notice>}
      {payout.warnings.map((warning) => (
        <Notice key={warning} kind="note">
          {warningWords[warning].one}
        </Notice>
      ))}
      <WithheldNotice {...payout} />
      {payout.returnReason !== null && payout.returnedAt !== null && (
        <Notice kind="problem" title={`Returned on ${formatMoment(payout.returnedAt)}`}>
          {takeBack?.status === "taken-back"
            ? `${takeBack.askedByName} asked to take it back and ${takeBack.confirmedByName ?? "somebody"} confirmed: ${takeBack.reason}`
            : `The rail wrote: ${payout.returnReason}`}
        </Notice>
      )}
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: canReturn ? 8 : 12 }}>
          <Panel title="The sales behind it" flush>
            <Records
              caption="Sales behind the payout"
              columns={columns(payout.currency)}
              rows={lines}
              rowKey={(line) => line.commissionId}
              empty={<Text p="lg">Go back a page.</Text>}
            />
            <Text className="sums" component="div" px="lg" py="sm" size="sm">
              {formatCount(payout.lineCount)} {payout.lineCount === 1 ? "sale" : "sales"}, together{" "}
              <Amount minor={payout.amountMinor} currency={payout.currency} fw={600} />
            </Text>
            <Pages page={page} pageSize={PAYOUT_LINES_SHOWN} total={payout.lineCount} />
          </Panel>
        </Grid.Col>
        {canReturn && (
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack gap="lg">
              {payout.status === "in-transit" && (
                <Panel title="It arrived">
                  <Form method="post">
                    <Button type="submit" name="intent" value="settle">
                      Record as settled
                    </Button>
                  </Form>
                </Panel>
              )}
              {isByApi && (
                <TakeBackPanel
                  canAsk={takeBackFault === null}
                  lastResult={answer?.takeBackResult ?? null}
                  {...{ takeBack, isTestMode, viewer }}
                />
              )}
              <Panel title="It came back">
                <Form method="post" {...getFormProps(form)}>
                  <Stack>
                    <TextInput
                      label="The bank’s reason"
                      description="As it stands on the return, such as “AC04 closed account”."
                      {...inputProps(fields["reason"] ?? { id: "reason", name: "reason" })}
                    />
                    <Button type="submit" name="intent" value="return" variant="light" color="red">
                      Record as returned
                    </Button>
                  </Stack>
                </Form>
              </Panel>
            </Stack>
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}
