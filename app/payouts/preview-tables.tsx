import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Amount, formatAmount, formatCount } from "../ui/amount.tsx";
import { Figures } from "../ui/figures.tsx";
import { Panel } from "../ui/panel.tsx";
import { Pages, Records, type Column } from "../ui/records.tsx";
import type { readPreview } from "./read-batches.server.ts";
import { SkippedPanel } from "./skipped-panel.tsx";

type Preview = Awaited<ReturnType<typeof readPreview>>;
type Payout = Preview["payouts"][number];

const PREVIEW_PAGE_SIZE = 25;

function payoutColumns(currency: string): Column<Payout>[] {
  return [
    { label: "Creator", isMain: true, cell: (payout) => payout.creatorName },
    { label: "Account", cell: (payout) => payout.account },
    { label: "Sales", isFigure: true, cell: (payout) => formatCount(payout.saleCount) },
    { label: "Brands", isFigure: true, cell: (payout) => formatCount(payout.brandCount) },
    {
      label: "Clawbacks netted",
      isFigure: true,
      cell: (payout) => <Amount minor={payout.nettedMinor} currency={currency} muteZero />,
    },
    {
      label: "Withheld for tax",
      isFigure: true,
      cell: (payout) => <Amount minor={payout.withheldMinor} currency={currency} muteZero />,
    },
    {
      label: "Payout",
      isFigure: true,
      cell: (payout) => (
        <>
          <Amount minor={payout.amountMinor} currency={currency} fw={600} />
          {payout.paid.rate !== null && (
            <Text size="xs" c="dimmed">
              arrives as {formatAmount(payout.paid.minor, payout.paid.currency)}
            </Text>
          )}
        </>
      ),
    },
  ];
}

/** Who would be paid what, and who would not and why; `children` is the button that makes it so. */
export function PreviewTables({
  preview,
  currency,
  page,
  children,
}: {
  preview: Preview;
  currency: string;
  page: number;
  children: ReactNode;
}) {
  const { payouts, skipped, totalMinor } = preview;
  const shown = payouts.slice((page - 1) * PREVIEW_PAGE_SIZE, page * PREVIEW_PAGE_SIZE);
  return (
    <>
      {payouts.length > 0 && (
        <>
          <Figures
            figures={[
              { label: "Total", value: formatAmount(totalMinor, currency), note: "Sum of all payouts below" },
              { label: "Payouts", value: formatCount(payouts.length), note: "One per creator" },
              {
                label: "Left out",
                value: formatCount(skipped.length),
                note: "Creators with a balance, each with its reason",
              },
            ]}
          />
          <Panel title="Who gets what" flush>
            <Records
              caption="Payouts"
              columns={payoutColumns(currency)}
              rows={shown}
              rowKey={(payout) => payout.creatorId}
              empty={<Text p="lg">Go back a page.</Text>}
            />
            <Pages page={page} pageSize={PREVIEW_PAGE_SIZE} total={payouts.length} />
            <Box p="lg">{children}</Box>
          </Panel>
        </>
      )}
      <SkippedPanel skipped={skipped} currency={currency} />
    </>
  );
}
