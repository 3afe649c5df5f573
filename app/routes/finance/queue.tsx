import { Anchor, Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  Form,
  Link,
  useActionData,
  useFormAction,
  useLoaderData,
  useLocation,
  useSearchParams,
} from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { isId } from "#app/kit/ids.ts";
import { ApprovalPreviewPanel } from "#app/payouts/approval-preview.tsx";
import { CurrencyTotals } from "#app/payouts/currency-totals.tsx";
import { QUEUE_PAGE_SIZE, readQueueFilter } from "#app/payouts/queue-filter.ts";
import { QueueFilterForm } from "#app/payouts/queue-filter-form.tsx";
import { MAX_BULK_APPROVAL } from "#app/payouts/queue-store.server.ts";
import { approveCommissions, previewApproval, readQueue } from "#app/payouts/review-queue.server.ts";
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

export async function action(args: ActionFunctionArgs) {
  const { services, userId } = await requireStaff(args, ["preparer", "approver"]);
  const url = new URL(args.request.url);
  const form = await args.request.formData();
  const chosen = form.getAll("commission").filter(isId).slice(0, MAX_BULK_APPROVAL);
  if (form.get("intent") === "approve") {
    const { approvedCount, refusedCount } = await approveCommissions(services, { userId, commissionIds: chosen });
    url.searchParams.set("approved", String(approvedCount));
    url.searchParams.set("refused", String(refusedCount));
    return redirect(`/finance?${url.searchParams.toString()}`);
  }
  const isAll = form.get("intent") === "preview-all";
  if (!isAll && chosen.length === 0)
    return data({ preview: null, problem: "Tick at least one commission first." }, { status: 422 });
  const preview = await previewApproval(services, isAll ? readQueueFilter(url.searchParams).filter : chosen);
  return data({ preview, problem: null });
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

const columns = (isMatured: boolean): Column<Row>[] => [
  ...(isMatured
    ? [{ label: "Choose", cell: (row: Row) => <Checkbox name="commission" value={row.id} disabled={row.blockedBy !== null} aria-label={`Choose order ${row.orderName} of ${row.creatorName}`} /> }]
    : []),
  {
    label: "Order",
    isMain: true,
    cell: (row) => (
      <Anchor component={Link} to={`/finance/commissions/${row.id}`} fw={600}>
        {row.orderName}
      </Anchor>
    ),
  },
  { label: "Brand", cell: (row) => row.brandName },
  { label: "Creator", cell: (row) => row.creatorName },
  { label: "Sold", cell: (row) => <Day at={row.saleOccurredAt} /> },
  { label: isMatured ? "Matured" : "Matures", cell: (row) => <Day at={row.holdUntil} /> },
  { label: "State", cell: (row) => <StateBadge row={row} isMatured={isMatured} /> },
  { label: "Commission", isFigure: true, cell: (row) => <Amount minor={row.heldMinor} currency={row.currency} /> },
]; // prettier-ignore

function StateBadge({ row, isMatured }: { row: Row; isMatured: boolean }) {
  if (row.blockedBy === "open-dispute") return <Status tone="bad">Disputed</Status>;
  if (row.blockedBy === "unpaid-order") return <Status tone="waiting">Order not paid</Status>;
  if (row.blockedBy === "no-exchange-rate") return <Status tone="waiting">No exchange rate</Status>;
  if (row.keptNote !== null) return <Status tone="waiting">Kept waiting</Status>;
  return isMatured ? <Status tone="good">Ready</Status> : <Status tone="plain">In the hold</Status>;
}

export default function ReviewQueue() {
  const { filter, problem, rows, sums, total, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { pathname, search } = useLocation();
  const here = useFormAction();
  const isMatured = filter.view === "matured";
  return (
    <Page
      title="Review queue"
      lead="Commissions past their hold wait here for a person. Approve what is right; what you approve goes into the next batch."
    >
      <DoneNotice />
      {(problem ?? answer?.problem) && <Notice kind="problem">{problem ?? answer?.problem}</Notice>}
      {answer?.preview && <ApprovalPreviewPanel preview={answer.preview} backTo={pathname + search} />}
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
      </Stack>
      <Form method="post" action={`${here}#before-you-approve`}>
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
              <Button type="submit" name="intent" value="preview">
                Approve the ticked ones…
              </Button>
              <Button type="submit" name="intent" value="preview-all" variant="default">
                Approve all that are ready…
              </Button>
              <Text size="sm" c="dimmed">
                You see the total before anything is approved.
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
  const approved = Number(search.get("approved") ?? "");
  const refused = Number(search.get("refused") ?? "");
  if (!search.has("approved") || !Number.isInteger(approved) || !Number.isInteger(refused)) return null;
  return (
    <Notice kind={approved > 0 ? "done" : "note"}>
      {approved === 1 ? "One commission is payable now." : `${approved} commissions are payable now.`}
      {refused > 0 && ` ${refused} could not be approved: they were decided or blocked meanwhile.`} The next batch takes
      what is payable.
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
