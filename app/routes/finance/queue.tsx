import { Anchor, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useLocation, useSearchParams } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { CurrencyTotals } from "#app/payouts/currency-totals.tsx";
import { QUEUE_PAGE_SIZE, readQueueFilter } from "#app/approvals/queue-filter.ts";
import { QueueFilterForm } from "#app/approvals/queue-filter-form.tsx";
import { QueueKeys } from "#app/approvals/queue-keys.tsx";
import { readQueue } from "#app/approvals/review-queue.server.ts";
import { flagWords, riskWords } from "#app/risk/flag-words.ts";
import { Amount } from "#app/ui/amount.tsx";
import { ChoiceBar } from "#app/ui/choice-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Day } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Review queue · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services } = await requireStaff(args, ["preparer", "approver"]);
  const { filter, problem } = readQueueFilter(new URL(args.request.url).searchParams);
  return { filter, problem, now: services.clock.now(), ...(await readQueue(services, filter)) };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns = (isMatured: boolean): Column<Row>[] => [
  ...(isMatured
    ? [{ label: "Choose", cell: (row: Row) => <Checkbox name="commission" value={row.id} aria-label={`Choose order ${row.orderName} of ${row.creatorName}`} /> }]
    : []),
  {
    label: "Order",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`/finance/commissions/${row.id}`} fw={600} className="longWord" data-row={row.id}>
        {row.orderName}
      </Anchor>
    ),
  },
  { label: "Brand", cell: (row) => <span className="longWord">{row.brandName}</span> },
  { label: "Creator", cell: (row) => <span className="longWord">{row.creatorName}</span> },
  { label: "Sold", cell: (row) => <Day at={row.saleOccurredAt} /> },
  { label: isMatured ? "Matured" : "Matures", cell: (row) => <Day at={row.holdUntil} /> },
  { label: "Risk", cell: (row) => <RiskCell row={row} /> },
  { label: "State", cell: (row) => <StateBadge row={row} isMatured={isMatured} /> },
  { label: "Commission", isFigure: true, cell: (row) => <Amount minor={row.heldMinor} currency={row.currency} /> },
]; // prettier-ignore

/** The points in a word, and the heaviest finding. */
function RiskCell({ row }: { row: Row }) {
  const [heaviest, ...others] = row.flags;
  if (!heaviest) return <Text span c="dimmed">–</Text>; // prettier-ignore
  return (
    <Stack gap={2} align="flex-start">
      <Status tone={riskWords(row.riskPoints).tone}>{riskWords(row.riskPoints).word}</Status>
      <Text span size="xs" c="dimmed">
        {flagWords[heaviest].label}
        {others.length > 0 && ` and ${others.length} more`}
      </Text>
    </Stack>
  );
}

function StateBadge({ row, isMatured }: { row: Row; isMatured: boolean }) {
  if (row.blockedBy === "open-dispute") return <Status tone="bad">Disputed</Status>;
  if (row.blockedBy === "unpaid-order") return <Status tone="waiting">Order not paid</Status>;
  if (row.blockedBy === "no-exchange-rate") return <Status tone="waiting">No exchange rate</Status>;
  if (row.keptNote !== null) return <Status tone="waiting">Kept waiting</Status>;
  return isMatured ? <Status tone="good">Ready</Status> : <Status tone="plain">In the hold</Status>;
}

export default function ReviewQueue() {
  const { filter, problem, rows, sums, total, choices } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const isMatured = filter.view === "matured";
  return (
    <Page
      title="Review queue"
      lead="Commissions past their hold wait here for a person. Approve what is right; what you approve goes into the next batch."
    >
      <DoneNotice />
      {problem && <Notice kind="problem">{problem}</Notice>}
      <Stack gap="sm">
        <ChoiceBar
          label="Which commissions"
          name="view"
          value={filter.view}
          choices={[
            { label: "Matured", value: "matured" },
            { label: "In the hold", value: "held" },
          ]}
        />
        <QueueFilterForm filter={filter} choices={choices} />
        <QueueKeys canDecide={isMatured} />
      </Stack>
      <Form method="post" action={`/finance/bulk${search}`}>
        <Panel flush>
          <Records
            caption="Commissions"
            columns={columns(isMatured)}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<EmptyQueue isMatured={isMatured} />}
          />
          <CurrencyTotals label={total > QUEUE_PAGE_SIZE ? "All pages together" : "Together"} sums={sums} />
          <Pages page={filter.page} pageSize={QUEUE_PAGE_SIZE} total={total} />
          {isMatured && rows.length > 0 && (
            <Group px="lg" py="md" gap="sm">
              <Button type="submit" name="intent" value="preview-approve">
                Approve the ticked ones…
              </Button>
              <Button type="submit" name="intent" value="preview-all" variant="default">
                Approve all that are ready…
              </Button>
              <Button type="submit" name="intent" value="preview-decline" variant="default">
                Decline the ticked ones…
              </Button>
              <Text size="sm" c="dimmed">
                You see what will happen before it does.
              </Text>
            </Group>
          )}
        </Panel>
      </Form>
    </Page>
  );
}

function DoneNotice() {
  const [search] = useSearchParams();
  const countOf = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? "") ? Number(search.get(name)) : null);
  const [approved, declined] = [countOf("approved"), countOf("declined")];
  if (approved !== null) {
    return (
      <Notice kind="done">
        {approved === 1 ? "One commission is payable now." : `${approved} commissions are payable now.`} The next batch
        takes what is payable.
      </Notice>
    );
  }
  if (declined === null) return null;
  return (
    <Notice kind="done">
      {declined === 1 ? "One commission was declined." : `${declined} commissions were declined.`} Every creator was
      told, with the reason.
    </Notice>
  );
}

function EmptyQueue({ isMatured }: { isMatured: boolean }) {
  return (
    <EmptyState
      icon={<IconChecklist />}
      title={isMatured ? "Nothing waits for you" : "Nothing is in the hold"}
      action={
        <Button component={Link} to="/finance/batches" variant="default">
          Look at the batches
        </Button>
      }
    >
      {isMatured
        ? "Every matured commission that fits these filters is decided. Loosen them, or prepare a batch from what is payable."
        : "No commission that fits these filters is still in its return window."}
    </EmptyState>
  );
}
