import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconPigMoney } from "@tabler/icons-react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireCreator } from "#app/access/guards.server.ts";
import { pageNumber } from "#app/kit/page-number.ts";
import { commissionStanding } from "#app/insights/commission-standing.ts";
import { EtaSteps } from "#app/payouts/eta-steps.tsx";
import { EARNINGS_SHOWN } from "#app/payouts/page-sizes.ts";
import { readEarnings } from "#app/payouts/read-earnings.server.ts";
import { Amount, formatAmount } from "#app/ui/amount.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { Figures } from "#app/ui/figures.tsx";
import { Day, formatDay } from "#app/ui/moment.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { Panel } from "#app/ui/panel.tsx";
import { Pages, Records, type Column } from "#app/ui/records.tsx";
import { Status } from "#app/ui/status.tsx";

export const meta: MetaFunction = () => [{ title: "Earnings · Fairshare" }];

export async function loader(args: LoaderFunctionArgs) {
  const { services, creator } = await requireCreator(args);
  const page = pageNumber(new URL(args.request.url).searchParams);
  return { page, ...(await readEarnings(services, creator.id, page)) };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Loaded["rows"][number];

const columns: Column<Row>[] = [
  {
    label: "Order",
    isMain: true,
    cell: (row) => (
      <Stack gap={0}>
        <Anchor component={Link} to={`/creator/sales/${row.saleId}`} fw={600}>
          {row.orderName}
        </Anchor>
        <Text size="xs" c="dimmed" fw={400}>
          {row.brandName}, <Day at={row.saleOccurredAt} />
        </Text>
      </Stack>
    ),
  },
  { label: "Status", cell: (row) => <Standing row={row} /> },
  {
    label: "When, and what it waits for",
    isLong: true,
    cell: (row) => (
      <Stack gap={4}>
        <Text size="sm">
          {row.eta.expectedAt !== null && <strong>About {formatDay(row.eta.expectedAt)}. </strong>}
          {row.eta.sentence}
        </Text>
        <EtaSteps eta={row.eta} />
      </Stack>
    ),
  },
  {
    label: "Earned",
    isFigure: true,
    cell: (row) => <Amount minor={row.earnedMinor} currency={row.currency} muteZero fw={600} />,
  },
];

/** The word of every list of commissions, except that a hold which is over is told apart from one that runs. */
function Standing({ row }: { row: Row }) {
  const isUnderReview =
    !row.eta.isBlocked && row.eta.stages.some((stage) => stage.stage === "approval" && stage.state === "now");
  const { word, tone } = commissionStanding(row);
  return <Status tone={tone}>{isUnderReview ? "Under review" : word}</Status>;
}

export default function Earnings() {
  const { rows, sums, minimums, nextBatchAt, hasPayee, total, page } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Earnings"
      lead="Where every cent is, and when it should arrive. Open an order to see why it is yours."
      actions={
        <Button component={Link} to="/creator/statements" variant="default">
          Statements
        </Button>
      }
    >
      {!hasPayee && total > 0 && (
        <Notice kind="note" title="Tell us where to pay">
          Nothing can be paid out before you{" "}
          <Anchor component={Link} to="/creator/payee" inherit underline="always">
            add your payee details
          </Anchor>
          .
        </Notice>
      )}
      {sums.map((sum) => (
        <Figures key={sum.currency} figures={figuresOf(sum, minimums, nextBatchAt)} />
      ))}
      <Panel
        title={total > 0 ? "Commission by commission" : ""}
        lead="Dates are estimates until the payout is sent."
        flush
      >
        <Records
          caption="Commissions"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon={<IconPigMoney />}
              title="Nothing earned yet"
              action={
                <Button component={Link} to="/creator/offers" variant="default">
                  Find an offer
                </Button>
              }
            >
              Claim an offer, share your link or code, and each sale you bring shows up here with its reason and its
              date.
            </EmptyState>
          }
        />
        <Pages page={page} pageSize={EARNINGS_SHOWN} total={total} />
      </Panel>
    </Page>
  );
}

function figuresOf(sum: Loaded["sums"][number], minimums: Loaded["minimums"], nextBatchAt: Date) {
  const amount = (minor: bigint) => formatAmount(minor, sum.currency);
  const minimum = minimums.find((each) => each.currency === sum.currency);
  return [
    { label: "In the hold", value: amount(sum.heldMinor), note: "While buyers may still return" },
    { label: "Under review", value: amount(sum.maturedMinor), note: "Hold is over, finance decides" },
    {
      label: "Payable",
      value: amount(sum.payableMinor),
      note:
        sum.payableMinor < 0n
          ? "Clawed back; taken off your next payout"
          : `Paid from ${amount(minimum?.minor ?? 0n)} on; the next batch is on ${formatDay(nextBatchAt)}`,
    },
    { label: "On its way", value: amount(sum.inTransitMinor), note: "Sent to your bank" },
    { label: "Paid", value: amount(sum.paidMinor), note: "In your account" },
  ];
}
