import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Anchor, Button, Grid, Stack, Text, Textarea } from "@mantine/core";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { malformed } from "#app/access/form-answer.server.ts";
import { requireStaff } from "#app/access/guards.server.ts";
import { railWords } from "#app/payouts/payout-words.tsx";
import { findingSentence, findingTitle, findingWords, lineWords } from "#app/reconciliation/finding-words.ts";
import { noteFinding } from "#app/reconciliation/note-finding.server.ts";
import { noteFindingSchema } from "#app/reconciliation/note-finding.ts";
import { readFinding } from "#app/reconciliation/read-reconciliation.server.ts";
import { Amount, formatAmount } from "#app/ui/amount.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { Day, formatMoment } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Difference · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const loaded = await readFinding(services, args.params["findingKey"] ?? "");
  if (!loaded) throw new Response("There is no such difference, or no longer.", { status: 404 });
  return loaded;
}

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const submission = parseWithZod(await args.request.formData(), { schema: noteFindingSchema });
  if (submission.status !== "success") return malformed(submission);
  const findingKey = args.params["findingKey"] ?? "";
  const outcome = await noteFinding(services, { findingKey, note: submission.value.note, userId });
  if (!outcome.ok) throw new Response("There is no such difference, or no longer.", { status: 404 });
  return redirect("/finance/reconciliation?done=noted");
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

const lineColumns: Column<Loaded["lines"][number]>[] = [
  {
    label: "Statement",
    isMain: true,
    cell: (line) => (
      <Anchor component={Link} to={`/finance/reconciliation/statements/${line.statementId}`} className="wrapAnywhere">
        {line.statementName}
      </Anchor>
    ),
  },
  { label: "Booked", cell: (line) => line.bookedOn },
  { label: "What", cell: (line) => <Status tone={lineWords[line.kind].tone}>{lineWords[line.kind].word}</Status> },
  { label: "Amount", isFigure: true, cell: (line) => <Amount minor={line.amountMinor} currency={line.currency} /> },
];

const ledgerColumns: Column<Loaded["ledger"][number]>[] = [
  { label: "Why", isMain: true, cell: (entry) => entry.sentence },
  { label: "Day", cell: (entry) => <Day at={entry.occurredAt} /> },
  { label: "Account", isLong: true, cell: (entry) => <Text span size="xs" ff="monospace" className="wrapAnywhere">{entry.account}</Text> },
  { label: "Amount", isFigure: true, cell: (entry) => <Amount minor={entry.amountMinor} currency={entry.currency} /> },
]; // prettier-ignore

/** One difference: what each side says, and what somebody found out. */
export default function FindingPage() {
  const { finding, lines, ledger } = useLoaderData<typeof loader>();
  const { payout, topUp, note, kind } = finding;
  const words = findingWords[kind];
  const isOurs = payout !== null || topUp !== null;
  return (
    <Page
      title={findingTitle(finding)}
      lead={findingSentence(finding)}
      crumbs={[{ label: "Reconciliation", to: "/finance/reconciliation" }]}
      badge={<Status tone={note ? "stopped" : words.tone}>{note ? "Resolved" : words.word}</Status>}
    >
      {note && (
        <Notice kind="note" title={`Resolved on ${formatMoment(note.notedAt)} by ${note.byName}`}>
          {note.note}
        </Notice>
      )}
      <Figures
        figures={[
          {
            label: "We say",
            value: formatAmount(finding.oursMinor, finding.currency),
            note: payout ? (
              <Anchor component={Link} to={`/finance/batches/${payout.batchId}/payouts/${payout.payoutId}`} size="xs">
                The payout of batch {payout.batchName}
              </Anchor>
            ) : topUp ? (
              <Anchor component={Link} to={`/finance/ledger/${topUp.brandSlug}`} size="xs">
                The books of {topUp.brandName}
              </Anchor>
            ) : (
              "It is not in our books"
            ),
          },
          {
            label: kind === "not-in-ledger" ? "The ledger says" : "The rail says",
            value: formatAmount(finding.theirsMinor, finding.currency),
            note: `${railWords[finding.rail]}, ${finding.day}${finding.reference === "" ? "" : `, ${finding.reference}`}`,
          },
          {
            label: "Difference",
            value: formatAmount(finding.theirsMinor - finding.oursMinor, finding.currency),
            note: "What they say less what we say",
          },
        ]}
      />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            {isOurs && (
              <Panel title="What the rail says" flush>
                <Records
                  caption="Lines of statements"
                  columns={lineColumns}
                  rows={lines}
                  rowKey={(line) => `${line.statementId} ${line.position}`}
                  empty={<Text px="lg" pb="lg" c="dimmed">Nothing: no statement names it.</Text>}
                />
              </Panel>
            )}
            {isOurs && (
              <Panel title="What the ledger says" flush>
                <Records
                  caption="Entries of the ledger"
                  columns={ledgerColumns}
                  rows={ledger}
                  rowKey={(entry) => `${entry.transactionId} ${entry.position}`}
                  empty={<Text px="lg" pb="lg" c="dimmed">Nothing was booked for it.</Text>}
                />
              </Panel>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: isOurs ? 4 : 8 }}>
          <NotePanel hasNote={note !== null} />
        </Grid.Col>
      </Grid>
    </Page>
  );
} // prettier-ignore

function NotePanel({ hasNote }: { hasNote: boolean }) {
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<{ note: string }>({ lastResult: lastResult ?? null });
  return (
    <Panel
      title={hasNote ? "Replace the note" : "Resolve it"}
      lead="Nothing is booked by a note. A payout is settled or returned on its own page, if that is what happened."
    >
      <Form method="post" {...getFormProps(form)}>
        <Stack>
          <Textarea label="What you found out" autosize minRows={3} required {...inputProps(fields.note)} />
          <Button type="submit">Resolve with this note</Button>
        </Stack>
      </Form>
    </Panel>
  );
}
