import { Anchor, Stack, Text } from "@mantine/core";
import { IconEqual } from "@tabler/icons-react";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { PAGE_SIZE } from "../kit/page-number.ts";
import { Amount, formatAmount, formatCount, formatRate } from "../ui/amount.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Figures } from "../ui/figures.tsx";
import { Day } from "../ui/moment.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import { Status } from "../ui/status.tsx";
import type { CurrencyTotal, FateRow, readReplay } from "./read-replay.server.ts";
import { ruleName } from "./replay-words.ts";

type Replay = NonNullable<Awaited<ReturnType<typeof readReplay>>>;
type ChangedSale = Replay["changes"][number];

/** The sums of a replay: what changes hands, and what the brand pays more or less. */
export function ReplayTotals({
  replay,
}: {
  replay: Pick<Replay, "totals" | "changeCount" | "saleCount" | "creatorCount">;
}) {
  const { totals, changeCount, saleCount, creatorCount } = replay;
  return (
    <Stack gap="md">
      <Figures
        figures={[
          {
            label: "Sales that change",
            value: formatCount(changeCount),
            note: `of ${formatCount(saleCount)} in the period`,
          },
          { label: "Creators concerned", value: formatCount(creatorCount), note: "who gain or lose sales or money" },
          ...(totals.length === 1 && totals[0] ? amountsOf(totals[0]) : []),
        ]}
      />
      {totals.length > 1 && totals.map((total) => <Figures key={total.currency} figures={amountsOf(total)} />)}
    </Stack>
  );
}

function amountsOf({ currency, beforeMinor, afterMinor, gainedMinor, lostMinor }: CurrencyTotal) {
  return [
    { label: `Gained, ${currency}`, value: formatAmount(gainedMinor, currency), note: "by those who end up with more" },
    { label: `Lost, ${currency}`, value: formatAmount(lostMinor, currency), note: "by those who end up with less" },
    {
      label: `Commission in all, ${currency}`,
      value: signed(afterMinor - beforeMinor, currency),
      note: `what you pay these creators: ${formatAmount(beforeMinor, currency)} before, ${formatAmount(afterMinor, currency)} after`,
    },
  ];
}

function signed(minor: bigint, currency: string): string {
  return minor > 0n ? `+${formatAmount(minor, currency)}` : formatAmount(minor, currency);
}

const fateColumns: Column<FateRow>[] = [
  { label: "Creator", isMain: true, cell: (row) => row.creatorName },
  { label: "Campaign", cell: (row) => row.campaignName },
  {
    label: "Effect",
    cell: ({ differenceMinor }) =>
      differenceMinor === 0n ? (
        <Status tone="plain">Same sum</Status>
      ) : (
        <Status tone={differenceMinor > 0n ? "good" : "bad"}>{differenceMinor > 0n ? "Gains" : "Loses"}</Status>
      ),
  },
  {
    label: "Sales",
    isFigure: true,
    cell: (row) => `${formatCount(row.salesBefore)} → ${formatCount(row.salesAfter)}`,
  },
  { label: "Before", isFigure: true, cell: (row) => <Amount minor={row.beforeMinor} currency={row.currency} /> },
  { label: "After", isFigure: true, cell: (row) => <Amount minor={row.afterMinor} currency={row.currency} /> },
  {
    label: "Difference",
    isFigure: true,
    cell: (row) => (
      <Text component="span" inherit fw={600} className="figure">
        {signed(row.differenceMinor, row.currency)}
      </Text>
    ),
  },
];

/** Gainers first, losers last. */
export function ReplayFates({ fates }: { fates: readonly FateRow[] }) {
  return (
    <Panel
      title="Who gains and who loses"
      lead="Sales credited and commission earned in the period, per creator."
      flush
    >
      <Records
        caption="Gainers and losers"
        columns={fateColumns}
        rows={fates}
        rowKey={(row) => row.partnershipId + row.currency}
        empty={
          <EmptyState icon={<IconEqual />} title="Nobody gains or loses">
            Every sale of these days would be credited and paid as it is now.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function changeColumns(base: string): Column<ChangedSale>[] {
  return [
    {
      label: "Order",
      isMain: true,
      cell: (row) => (
        <Anchor component={Link} to={`${base}/sales/${row.saleId}`} fw={600}>
          {row.saleName}
        </Anchor>
      ),
    },
    {
      label: "Placed",
      cell: (row) => (
        <>
          <Day at={row.placedAt} />
          {row.isAfterPeriod && (
            <Text component="span" size="xs" c="dimmed" display="block">
              after the period: its customer is bound otherwise
            </Text>
          )}
        </>
      ),
    },
    { label: "Before", isLong: true, cell: (row) => <Credited credits={row.before} rule={row.ruleBefore} /> },
    { label: "After", isLong: true, cell: (row) => <Credited credits={row.after} rule={row.ruleAfter} /> },
    {
      label: "Commission before",
      isFigure: true,
      cell: (row) => <Amount minor={row.beforeMinor} currency={row.currency} />,
    },
    {
      label: "Commission after",
      isFigure: true,
      cell: (row) => <Amount minor={row.afterMinor} currency={row.currency} />,
    },
  ];
}

function Credited({ credits, rule }: { credits: ChangedSale["before"]; rule: string | null }) {
  const names = credits.map(({ creatorName, shareBps }) =>
    credits.length === 1 ? creatorName : `${creatorName} ${formatRate(shareBps)}`,
  );
  return (
    <>
      {names.length > 0 ? names.join(", ") : "Nobody"}
      <Text component="span" size="xs" c="dimmed" display="block">
        {ruleName(rule)}
      </Text>
    </>
  );
}

/** The sales that change, a page at a time; each opens its own explanation. */
export function ReplayChanges({
  replay,
  base,
  page,
  actions,
}: {
  replay: Pick<Replay, "changes" | "changeCount" | "phase">;
  /** The brand's address. */
  base: string;
  page: number;
  actions: ReactNode;
}) {
  const title = replay.phase === "applied" ? "Sales that changed" : "Sales that would change";
  return (
    <Panel
      title={title}
      lead="In order of time. Open one to see every touch and why it won or lost."
      actions={actions}
      flush
    >
      <Records
        caption={title}
        columns={changeColumns(base)}
        rows={replay.changes}
        rowKey={(row) => row.saleId}
        empty={
          <EmptyState icon={<IconEqual />} title="No sale changes">
            The rule decides each of these sales as it was decided then.
          </EmptyState>
        }
      />
      <Pages page={page} pageSize={PAGE_SIZE} total={replay.changeCount} />
    </Panel>
  );
}
